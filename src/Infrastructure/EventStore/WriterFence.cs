using Npgsql;

namespace Ledger.Infrastructure.EventStore;

/// <summary>What a writer's session holds so that there is no second one.</summary>
internal enum WriterFence
{
    /// <summary>The writer of the ledger stream.</summary>
    Ledger = 1,

    /// <summary>The writer of the consensus stream.</summary>
    Journal = 2,
}

/// <summary>Opens writers' connections behind their fence.</summary>
internal static class WriterConnection
{
    /// <summary>How long a session that was cut off may take to end on the server.</summary>
    private const int FenceTimeoutMs = 10_000;

    /// <summary>Opens a connection and takes the fence.</summary>
    /// <remarks>The fence is a session-level advisory lock. It is granted only once the session that held it has ended, and
    /// with it its last transaction, one way or the other: what is read after this is what the next commit builds on.</remarks>
    /// <exception cref="LedgerStoreException">Another live session holds the fence.</exception>
    public static async Task<NpgsqlConnection> OpenAsync(
        GroupDatabase database, WriterFence fence, CancellationToken cancellation)
    {
        NpgsqlConnection connection = await database.Writers.OpenConnectionAsync(cancellation);
        try
        {
            await using NpgsqlCommand command = connection.CreateCommand();
            command.CommandText =
                $"set lock_timeout = {FenceTimeoutMs}; select pg_advisory_lock(hashtext('ledger.{database.Schema}'), {(int)fence}); "
                + "set lock_timeout = 0";
            await command.ExecuteNonQueryAsync(cancellation);
            return connection;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            await connection.DisposeAsync();
            throw new LedgerStoreException(
                StoreFault.AnotherWriter,
                $"Another process writes schema {database.Schema} of this database. Two nodes must not share a schema: "
                + "stop the other one, or give this node a database of its own.");
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
