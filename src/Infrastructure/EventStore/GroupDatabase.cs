using System.Globalization;
using Npgsql;

namespace Ledger.Infrastructure.EventStore;

/// <summary>The two ways into one group's schema: pooled connections for readers, and connections of their own for writers.</summary>
/// <remarks>A writer's connection is not pooled, because its session holds the fence: closing it must end the session.</remarks>
internal sealed class GroupDatabase : IAsyncDisposable
{
    /// <summary>The most connections of one group's readers, unless the connection string says otherwise. A group that reads a lot waits for
    /// its own connections, and the server's are enough for several groups.</summary>
    public const int ReadersMax = 16;

    private const int WriteBufferSizeBytes = 128 * 1024;
    private const string PoolSizeKey = "Maximum Pool Size";

    public GroupDatabase(string connectionString, int groupId)
    {
        GroupId = groupId;
        Schema = SchemaOf(groupId);
        NpgsqlConnectionStringBuilder settings = new(connectionString)
        {
            SearchPath = Schema,
            Multiplexing = false,
            NoResetOnClose = true,
            GssEncryptionMode = GssEncryptionMode.Disable,
        };
        if (!settings.ShouldSerialize(PoolSizeKey))
        {
            settings.MaxPoolSize = ReadersMax;
        }

        Readers = NpgsqlDataSource.Create(settings);
        settings.Pooling = false;
        settings.WriteBufferSize = WriteBufferSizeBytes;
        Writers = NpgsqlDataSource.Create(settings);
    }

    public int GroupId { get; }

    public string Schema { get; }

    public NpgsqlDataSource Readers { get; }

    public NpgsqlDataSource Writers { get; }

    public static string SchemaOf(int groupId) => groupId > 0
        ? string.Create(CultureInfo.InvariantCulture, $"group_{groupId}")
        : throw new ArgumentOutOfRangeException(nameof(groupId), groupId, "A group's number is 1 or more.");

    public async ValueTask DisposeAsync()
    {
        await Readers.DisposeAsync();
        await Writers.DisposeAsync();
    }
}
