using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Infrastructure.Copying;
using Ledger.Node.Ports;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Infrastructure.EventStore;

/// <summary>Takes a snapshot into an empty schema: chunk by chunk into tables that nobody reads, then all at once.</summary>
/// <remarks>Each call has a session of its own behind the ledger's fence, so that a second process is refused and nothing is held between
/// calls.</remarks>
internal sealed class SnapshotStore(
    GroupDatabase database, CryptoSuite suite, TimeProvider time, ILogger<LedgerStore> logger) : ISnapshotStore
{
    private static readonly CopyTable Rows = new("snapshot_loading_rows", "key", "value");

    public async Task<SnapshotLoading> FindAsync(CancellationToken cancellation)
    {
        await LedgerStore.MigrateAsync(database, logger, cancellation);
        bool isEmpty = (await Query.ListAsync(database.Readers, "select 1 from store_identity", _ => true, cancellation)).Count == 0;
        SnapshotLoading begun = await Query.FindAsync(
            database.Readers,
            "select number, digest, chunks from snapshot_loading",
            reader => new SnapshotLoading(true, reader.GetInt64(0), new Hash256(reader.GetFieldValue<byte[]>(1)), reader.GetInt32(2)),
            cancellation) ?? SnapshotLoading.Nothing;
        return begun with { IsEmpty = isEmpty };
    }

    public async Task BeginAsync(SnapshotLoading snapshot, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await WriterConnection.OpenAsync(database, WriterFence.Ledger, cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = "select exists (select from store_identity)";
        if (await command.ExecuteScalarAsync(cancellation) is true)
        {
            throw new LedgerStoreException(
                StoreFault.ConflictingBlock,
                $"Schema {database.Schema} holds a chain; a snapshot goes into an empty one only.");
        }

        await SchemaMigrator.ExecuteAsync(
            connection, "truncate snapshot_loading_rows; delete from snapshot_loading", cancellation);
        command.CommandText = "insert into snapshot_loading (number, digest, chunks) values ($1, $2, 0)";
        command.Parameters.Add(Query.Of(snapshot.Number));
        command.Parameters.Add(Query.Of(snapshot.Digest.ToArray()));
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    public async Task AddAsync(int chunk, IReadOnlyList<SnapshotRow> rows, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await WriterConnection.OpenAsync(database, WriterFence.Ledger, cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = "update snapshot_loading set chunks = $1 + 1 where chunks = $1";
        command.Parameters.Add(Query.Of(chunk));
        if (await command.ExecuteNonQueryAsync(cancellation) == 0)
        {
            // The answer of an earlier call was lost: the chunk is there.
            return;
        }

        CopyBuffer buffer = new();
        buffer.Begin();
        foreach (SnapshotRow row in rows)
        {
            buffer.StartRow((short)Rows.Columns.Count);
            buffer.Write(row.Key.Span);
            buffer.Write(row.Value.Span);
        }

        await Rows.SendAsync(buffer, connection, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(
        IReadOnlyList<StateKey> keys, CancellationToken cancellation) => await Query.ListAsync(
            database.Readers,
            "select r.value from unnest($1) with ordinality as asked (key, place) "
            + "left join snapshot_loading_rows r on r.key = asked.key order by asked.place",
            reader => reader.IsDBNull(0) ? ReadOnlyMemory<byte>.Empty : reader.GetFieldValue<byte[]>(0),
            cancellation,
            Query.Of<byte[][]>([.. keys.Select(key => key.ToArray())]));

    public async Task AdoptAsync(
        Genesis genesis, FinalBlock genesisBlock, AdoptedSnapshot snapshot, CancellationToken cancellation)
    {
        await using LedgerWriter writer = await LedgerWriter.OpenAsync(database, cancellation);
        var held = new StoreBeginning();
        await held.LoadAsync(writer.Connection, cancellation);
        if (held.Base is SnapshotBase adopted && adopted.Digest == snapshot.ToBase().Digest)
        {
            return;
        }

        byte[] transferTopic = suite.Hash.Hash("Transfer(address,address,uint256)"u8).ToArray();
        await writer.BeginFromSnapshotAsync((genesis, genesisBlock), snapshot, transferTopic, time.GetUtcNow(), cancellation);
    }
}
