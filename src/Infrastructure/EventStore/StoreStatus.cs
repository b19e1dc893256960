using Ledger.Application.Ports;
using Npgsql;

namespace Ledger.Infrastructure.EventStore;

/// <summary>How one group's store is doing.</summary>
internal sealed class StoreStatus(GroupDatabase database) : IStoreStatus
{
    private const string Statement =
        "select last_position, number, current_setting('server_version'), pg_database_size(current_database()) "
        + "from blocks order by number desc limit 1";

    public async Task<StoreState> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            return await Query.FindAsync(
                database.Readers,
                Statement,
                reader => new StoreState(
                    reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2).Split(' ')[0], reader.GetInt64(3)),
                cancellation)
                ?? throw new InvalidOperationException($"Schema {database.Schema} holds no block yet.");
        }
        catch (NpgsqlException e)
        {
            throw new InvalidOperationException($"The database does not answer: {e.Message}", e);
        }
    }
}
