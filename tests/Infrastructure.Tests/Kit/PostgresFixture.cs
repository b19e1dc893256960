using Ledger.Infrastructure.EmbeddedServer;
using Ledger.Infrastructure.Tests.Kit;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Ledger.Infrastructure.Tests.Kit;

/// <summary>One private PostgreSQL for the whole run; every test has a database of its own in it.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly EmbeddedCluster _cluster = new(NullLogger<EmbeddedCluster>.Instance);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"ledger-tests-{Guid.NewGuid():n}");
    private int _databases;

    /// <summary>The cluster's maintenance database.</summary>
    public string ConnectionString { get; private set; } = "";

    public async ValueTask InitializeAsync() =>
        ConnectionString = await _cluster.EnsureStartedAsync(_folder, TestContext.Current.CancellationToken);

    public Task<string> NewDatabaseAsync() => EmbeddedCluster.EnsureDatabaseAsync(
        ConnectionString, $"test_{Interlocked.Increment(ref _databases)}", TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await _cluster.StopAsync(_folder, EmbeddedCluster.Immediate, CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }
}
