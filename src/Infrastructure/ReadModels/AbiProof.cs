using Ledger.Infrastructure.EventStore;
using Npgsql;

namespace Ledger.Infrastructure.ReadModels;

/// <summary>Proves that <c>contract_abis</c> says what the stream <c>abis</c> says: the newest event of each contract.</summary>
/// <remarks>A running node holds the errors of the interfaces in memory: what was repaired decodes from its next start on.</remarks>
internal static class AbiProof
{
    private const string Table = "contract_abis";

    // The newest event of each address, which is a registration or leaves nothing.
    private const string Rebuilt =
        "(select decode(substr(address, 3), 'hex') as address, version, timestamp as registered_at, (data ->> 'Abi')::json as abi "
        + "from (select distinct on (data ->> 'Address') data ->> 'Address' as address, version, timestamp, type, data from mt_events "
        + "where stream_id = 'abis' order by data ->> 'Address', version desc) newest where type = 'abi_registered') rebuilt";

    /// <summary>Compares the whole table, in one snapshot.</summary>
    /// <param name="connection">An open connection outside a transaction.</param>
    /// <param name="repair">Whether a table that differs is replaced by the rebuilt one.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static async Task<TableDigest> CompareAsync(
        NpgsqlConnection connection, bool repair, CancellationToken cancellation)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        // Its lock keeps registrations out until the end.
        await SchemaMigrator.ExecuteAsync(connection, "select 1 from mt_streams where id = 'abis' for update", cancellation);
        var digest = new TableDigest(
            Table, await DigestAsync(connection, Table, cancellation), await DigestAsync(connection, Rebuilt, cancellation));
        if (repair && digest.Live != digest.Rebuilt)
        {
            await SchemaMigrator.ExecuteAsync(
                connection,
                $"delete from {Table}; insert into {Table} (address, version, registered_at, abi) "
                + $"select address, version, registered_at, abi from {Rebuilt}",
                cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return digest;
    }

    private static async Task<string> DigestAsync(NpgsqlConnection connection, string rows, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText =
            "select coalesce(encode(sha256(convert_to(string_agg(row(address, version, registered_at, abi::text)::text, "
            + $"E'\\n' order by address), 'UTF8')), 'hex'), repeat('0', 64)) from {rows}";
        return await command.ExecuteScalarAsync(cancellation) as string ?? "";
    }
}
