using System.Text.Json;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;
using Ledger.Node.Ports;
using Npgsql;

namespace Ledger.Infrastructure.EventStore;

/// <summary>Whether the store began with a snapshot, known once it is open. Thread-safe.</summary>
internal sealed class StoreBeginning
{
    private const string Statement =
        "select b.number, b.block_hash, b.digest, b.signers, b.trusted_block, e.data::text from snapshot_base b "
        + "left join mt_events e on e.seq_id = b.position and e.stream_id = 'ledger' and e.type = 'snapshot_adopted'";

    private volatile SnapshotBase? _base;

    /// <summary>The snapshot; <see langword="null"/> when the store holds every block, or is not open.</summary>
    public SnapshotBase? Base => _base;

    /// <summary>Reads it, and compares the row with its event.</summary>
    /// <exception cref="LedgerStoreException">They differ.</exception>
    public async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = Statement;
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        _base = await reader.ReadAsync(cancellation) ? Read(reader) : null;
    }

    /// <summary>Refuses the state as of a height at which it is not kept.</summary>
    /// <exception cref="StateNotKeptException">It is not.</exception>
    public void CheckKept(long asOf)
    {
        if (_base is SnapshotBase known && asOf < known.Number)
        {
            throw new StateNotKeptException(known.Number, asOf);
        }
    }

    /// <summary>Writes the row.</summary>
    public static async Task WriteAsync(
        NpgsqlConnection connection, SnapshotBase snapshot, long position, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText =
            "insert into snapshot_base (number, block_hash, digest, signers, trusted_block, position) values ($1, $2, $3, $4, $5, $6)";
        command.Parameters.Add(Query.Of(snapshot.Number));
        command.Parameters.Add(Query.Of(snapshot.BlockHash.ToArray()));
        command.Parameters.Add(Query.Of(snapshot.Digest.ToArray()));
        command.Parameters.Add(Query.Of<byte[][]>([.. snapshot.Signers.Select(signer => signer.ToArray())]));
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)snapshot.Trusted?.ToString() ?? DBNull.Value, DataTypeName = "text" });
        command.Parameters.Add(Query.Of(position));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static SnapshotBase Read(NpgsqlDataReader reader)
    {
        SnapshotAdopted? fact = reader.IsDBNull(5)
            ? null
            : JsonSerializer.Deserialize(reader.GetString(5), EventJsonContext.Default.SnapshotAdopted);
        var row = new SnapshotBase(
            reader.GetInt64(0),
            new Hash256(reader.GetFieldValue<byte[]>(1)),
            new Hash256(reader.GetFieldValue<byte[]>(2)),
            [.. reader.GetFieldValue<byte[][]>(3).Select(signer => new NodeId(signer))],
            TrustedBlock.TryParse(reader.IsDBNull(4) ? null : reader.GetString(4), out TrustedBlock? trusted) ? trusted : null);
        return fact is not null
            && fact.Number == row.Number
            && fact.Hash == row.BlockHash.ToString()
            && fact.Snapshot.Digest == row.Digest.ToString()
            ? row
            : throw new LedgerStoreException(
                StoreFault.NotWhole,
                "The row of snapshot_base is not what its event says. Restore this database from a backup, or empty it and let the node "
                + "start again.");
    }
}
