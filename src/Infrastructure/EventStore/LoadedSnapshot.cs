using System.Buffers.Binary;
using Ledger.Domain.Events;
using Npgsql;

namespace Ledger.Infrastructure.EventStore;

/// <summary>Moves the rows of a loaded snapshot to where the store reads them, each kind by the first byte of its key.</summary>
internal static class LoadedSnapshot
{
    // A number is the eight bytes behind the kind, big-endian and never negative.
    private const string Number = "('x' || encode(substr(key, 2, 8), 'hex'))::bit(64)::bigint";

    private const string TakeStatement =
        "with states as (insert into state_versions (key, block_number, value) "
        + "select key, $1, value from snapshot_loading_rows where key < '\\xf0' returning 1), "
        + $"hashes as (insert into snapshot_hashes (number, hash) select {Number}, value "
        + "from snapshot_loading_rows where key >= '\\xf0' and key < '\\xf1' returning 1), "
        + $"nonces as (insert into snapshot_nonces (block_number, nonce) select {Number}, substr(key, 10) "
        + "from snapshot_loading_rows where key >= '\\xf1' and key < '\\xf2' returning 1) "
        + $"insert into snapshot_headers (number, header) select {Number}, value "
        + "from snapshot_loading_rows where key >= '\\xf3' and key < '\\xf4'";

    /// <summary>What the snapshot says that the chain counts.</summary>
    public static async Task<AdoptedTotals> TotalsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = "select value from snapshot_loading_rows where key = '\\xf2'";
        return await command.ExecuteScalarAsync(cancellation) is byte[] { Length: 2 * sizeof(long) } value
            ? new AdoptedTotals(
                BinaryPrimitives.ReadInt64BigEndian(value), BinaryPrimitives.ReadInt64BigEndian(value.AsSpan(sizeof(long))))
            : throw new LedgerStoreException(
                StoreFault.NotWhole,
                "The loaded snapshot does not say what the chain counts. Empty the database and start again.");
    }

    /// <summary>Moves the rows.</summary>
    public static async Task TakeAsync(NpgsqlConnection connection, long number, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = TakeStatement;
        command.CommandTimeout = 0;
        command.Parameters.Add(Query.Of(number));
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
