using Ledger.Infrastructure.EventStore;
using Npgsql;

namespace Ledger.Infrastructure.ReadModels;

/// <summary>Where a rebuild begins to read, and what the chain counted before.</summary>
/// <param name="AfterPosition">The position before the first event.</param>
/// <param name="LastPosition">The position of the last event.</param>
/// <param name="Totals">What the chain counted before.</param>
/// <param name="StateFrom">The block above which each block's writes are kept; -1 when those of all blocks are.</param>
internal sealed record RebuildStart(long AfterPosition, long LastPosition, ChainTotalsBefore Totals, long StateFrom)
{
    private const string Statement =
        "select coalesce((select last_position from blocks where number < $1 order by number desc limit 1), 0), "
        + "(select seq_id from mt_events where stream_id = 'ledger' order by version desc limit 1), "
        + "coalesce((select transactions_total from blocks where number < $1 order by number desc limit 1), 0), "
        + "coalesce((select failed_total from blocks where number < $1 order by number desc limit 1), 0), "
        + "coalesce((select number from snapshot_base), -1)";

    public static async Task<RebuildStart> FindAsync(
        NpgsqlConnection connection, long fromBlock, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = Statement;
        command.Parameters.Add(Query.Of(fromBlock));
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new RebuildStart(
            reader.GetInt64(0), reader.GetInt64(1), new ChainTotalsBefore(reader.GetInt64(2), reader.GetInt64(3)), reader.GetInt64(4));
    }
}
