using System.Diagnostics;
using Ledger.Infrastructure.EmbeddedServer;
using Ledger.Infrastructure.Tests.Kit;
using Ledger.Node.Ports;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ledger.Infrastructure.Tests.EmbeddedServer;

public sealed class EmbeddedClusterTests : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"ledger-cluster-{Guid.NewGuid():n}");
    private readonly EmbeddedCluster _cluster = new(NullLogger<EmbeddedCluster>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder, "postgres", "pgdata");

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await _cluster.StopAsync(_folder, EmbeddedCluster.Immediate, CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_cluster_is_created_adopted_stopped_and_started_again_with_its_data()
    {
        string connectionString = await _cluster.EnsureStartedAsync(_folder, Cancellation);
        int first = PostmasterFile.Read(Data)!.ProcessId;
        await RunAsync(connectionString, "create table kept (a int); insert into kept values (42)");

        // A node that was killed left its server running; the next one takes it over.
        Assert.Equal(connectionString, await new EmbeddedCluster(NullLogger<EmbeddedCluster>.Instance)
            .EnsureStartedAsync(_folder, Cancellation));
        Assert.Equal(first, PostmasterFile.Read(Data)!.ProcessId);

        await _cluster.StopAsync(_folder, Cancellation);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => RunAsync(connectionString, "select 1"));
        await _cluster.StopAsync(_folder, Cancellation);

        connectionString = await _cluster.EnsureStartedAsync(_folder, Cancellation);
        Assert.Equal(42, await RunAsync(connectionString, "select a from kept"));
    }

    [Fact]
    public async Task A_killed_server_recovers_with_every_committed_block()
    {
        string database = await EmbeddedCluster.EnsureDatabaseAsync(
            await _cluster.EnsureStartedAsync(_folder, Cancellation), "node", Cancellation);
        TestChain chain = new(seed: 5);
        await using PostgresGroupStore store = new(
            database, 1, TestChain.Suite, TimeProvider.System, NullLoggerFactory.Instance);
        await store.Ledger.OpenAsync(chain.Genesis, chain.GenesisFinal, Cancellation);
        await store.Ledger.CommitAsync(chain.NextMany(3, 10), Cancellation);
        FinalBlock lost = chain.Next(10);

        using (var postmaster = Process.GetProcessById(PostmasterFile.Read(Data)!.ProcessId))
        {
            postmaster.Kill();
            await postmaster.WaitForExitAsync(Cancellation);
        }

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => store.Ledger.CommitAsync([lost], Cancellation));
        await _cluster.EnsureStartedAsync(_folder, Cancellation);
        await store.Ledger.CommitAsync([lost], Cancellation);

        Assert.Equal(4, (await store.Blocks.TotalsAsync(Cancellation)).BlockNumber);
        Assert.True((await store.Rebuilder.CompareAsync(0, 4, repair: false, Cancellation)).IsEqual);
    }

    [Fact]
    public async Task A_pid_file_of_a_process_that_is_no_server_does_not_stop_a_start()
    {
        await _cluster.EnsureStartedAsync(_folder, Cancellation);
        string[] lines = await File.ReadAllLinesAsync(PostmasterFile.PathIn(Data), Cancellation);
        await _cluster.StopAsync(_folder, Cancellation);
        lines[0] = Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await File.WriteAllLinesAsync(PostmasterFile.PathIn(Data), lines, Cancellation);

        Assert.Equal(1, await RunAsync(await _cluster.EnsureStartedAsync(_folder, Cancellation), "select 1"));
    }

    [Fact]
    public async Task The_server_is_private_and_durable()
    {
        string connectionString = await _cluster.EnsureStartedAsync(_folder, Cancellation);

        Assert.Equal("", await RunAsync(connectionString, "show listen_addresses"));
        Assert.Equal("on", await RunAsync(connectionString, "show fsync"));
        Assert.Equal("on", await RunAsync(connectionString, "show synchronous_commit"));
        string socket = new NpgsqlConnectionStringBuilder(connectionString).Host!;
        Assert.True(socket.Length < 100);
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        Assert.Equal(UnixFileMode.None, new DirectoryInfo(socket).UnixFileMode & Others);
        Assert.Equal(UnixFileMode.None, new DirectoryInfo(Data).UnixFileMode & Others);
    }

    [Fact]
    public void A_closed_folder_is_replaced_by_a_fixed_place_only_when_another_account_must_reach_it()
    {
        string closed = Directory.CreateTempSubdirectory("ledger-closed-").FullName;
        try
        {
            var own = ClusterPlace.For(Path.Combine(closed, "data"), new ServerAccount((string?)null));
            var other = ClusterPlace.For(Path.Combine(closed, "data"), new ServerAccount("postgres"));
            Assert.False(own.IsFallback);
            Assert.StartsWith(closed, own.Root, StringComparison.Ordinal);
            Assert.True(other.IsFallback);
            Assert.False(other.Root.StartsWith(closed, StringComparison.Ordinal));
            Assert.Equal(other, ClusterPlace.For(Path.Combine(closed, "data"), new ServerAccount("postgres")));
        }
        finally
        {
            Directory.Delete(closed);
        }

        Directory.CreateDirectory(_folder);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Node")]
    [InlineData("node\"; drop database postgres; --")]
    public async Task A_database_name_that_is_none_is_refused(string name)
    {
        Directory.CreateDirectory(_folder);
        await Assert.ThrowsAsync<ArgumentException>(
            () => EmbeddedCluster.EnsureDatabaseAsync("Host=nowhere", name, Cancellation));
    }

    private static async Task<object?> RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
