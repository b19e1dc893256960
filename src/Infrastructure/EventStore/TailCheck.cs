using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Ports;
using Npgsql;

namespace Ledger.Infrastructure.EventStore;

/// <summary>Reads where the ledger stream ends, and proves that its last blocks are whole: events without a gap, each
/// transaction and receipt under its root, each header under its hash and linked to its parent, the rows of <c>blocks</c>, the
/// stream's version and the progress marks in step with them.</summary>
internal sealed class TailCheck(NpgsqlConnection connection, IHashFunction hash)
{
    /// <summary>How many of the last blocks are proved at every start.</summary>
    public const int BlocksMax = 16;

    private const string HeadsStatement =
        "select number, hash, header, last_position, transactions_total, failed_total from blocks order by number desc limit $1";

    private const string MarksStatement =
        "select (select version from mt_streams where id = 'ledger'), "
        + "(select count(*) from mt_events where seq_id > $1 and seq_id <= $2), "
        + "(select count(*) from mt_event_progression where name = any($3) and last_seq_id = $2), "
        + "(select coalesce(max(seq_id), 0) from mt_events where stream_id = 'ledger' and seq_id > $2), "
        + "(select max(seq_id) from mt_events)";

    /// <summary>Runs the check.</summary>
    /// <returns>The end of the stream.</returns>
    /// <exception cref="LedgerStoreException">Something is missing or altered; the message names it.</exception>
    public async Task<ChainTail> RunAsync(CancellationToken cancellation)
    {
        List<HeadRow> heads = await ReadHeadsAsync(cancellation);
        if (heads.Count == 0)
        {
            throw Altered("table blocks has no row");
        }

        HeadRow last = heads[^1];
        HeadRow? before = heads[0].Number == 0 ? null : heads[0];
        long afterPosition = before?.Position ?? 0;
        RecordedBlock? previous = null;
        int next = before is null ? 0 : 1;
        await foreach (RecordedBlock recorded in
            LedgerEventReader.ReadBlocksAsync(connection, afterPosition, last.Position, hash, cancellation))
        {
            if (next == heads.Count)
            {
                throw Altered($"block {recorded.Block.Number} has events but no row in blocks");
            }

            Check(recorded, heads[next]);
            CheckLink(recorded, next == 0 ? null : heads[next - 1].Hash);
            previous = recorded;
            next++;
        }

        if (previous is null || next != heads.Count)
        {
            throw Altered($"block {heads[Math.Min(next, heads.Count - 1)].Number} has a row in blocks but no events");
        }

        long highest = await CheckMarksAsync(afterPosition, previous, cancellation);
        return new ChainTail(
            new ChainHead(previous.Block.Hash, previous.Block.Header, previous.Certificate),
            highest,
            previous.Version,
            last.Transactions,
            last.FailedTransactions);
    }

    private async Task<List<HeadRow>> ReadHeadsAsync(CancellationToken cancellation)
    {
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = HeadsStatement;
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = BlocksMax + 1 });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        List<HeadRow> heads = [];
        while (await reader.ReadAsync(cancellation))
        {
            heads.Add(HeadRow.Read(reader));
        }

        heads.Reverse();
        return heads;
    }

    private void Check(RecordedBlock recorded, HeadRow row)
    {
        Block block = recorded.Block;
        if (row.Number != block.Number || row.Hash != block.Hash || row.Position != recorded.Position
            || !row.Header.AsSpan().SequenceEqual(HeaderCodec.Encode(block.Header)))
        {
            throw Altered($"the row of block {row.Number} in blocks differs from its event");
        }

        // The block that a store began with has no transactions here; those it names were compared with its root.
        if (block.Number == 0 || recorded.Adopted is not null)
        {
            return;
        }

        Hash256 stateRoot = block.Header.StateRoot;
        if (HashTree.Root([.. block.Transactions.Select(t => t.Hash)], hash) != block.Header.TransactionsRoot)
        {
            throw Altered($"the transactions of block {block.Number} are not the ones under its transactions root");
        }

        if (HashTree.Root(ReceiptCodec.HashEach(block.Receipts, stateRoot, hash, out _), hash) != block.Header.ReceiptsRoot)
        {
            throw Altered($"the receipts of block {block.Number} are not the ones under its receipts root");
        }
    }

    private static void CheckLink(RecordedBlock recorded, Hash256? parent)
    {
        Block block = recorded.Block;
        if (recorded.Adopted is null && parent is Hash256 hash && block.Header.ParentHash != hash)
        {
            throw Altered($"block {block.Number} names the parent {block.Header.ParentHash}, but block {block.Number - 1} is {hash}");
        }
    }

    /// <summary>Checks version, gaps and progress.</summary>
    /// <returns>The highest position of any event: a client's own stream may stand above the ledger's last.</returns>
    private async Task<long> CheckMarksAsync(long afterPosition, RecordedBlock last, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = MarksStatement;
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = afterPosition });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = last.Position });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Progress.Names });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        if (reader.GetInt64(0) != last.Version)
        {
            throw Altered($"mt_streams says version {reader.GetInt64(0)}, but the last event is {last.Version}");
        }

        if (reader.GetInt64(1) != last.Position - afterPosition)
        {
            throw Altered($"positions {afterPosition + 1} to {last.Position} have gaps");
        }

        if (reader.GetInt64(2) != Progress.Names.Length)
        {
            throw Altered($"not every row of mt_event_progression stands at position {last.Position}");
        }

        if (reader.GetInt64(3) != 0)
        {
            throw Altered($"event {reader.GetInt64(3)} stands after the last block");
        }

        return reader.GetInt64(4);
    }

    private static LedgerStoreException Altered(string what) => new(
        StoreFault.NotWhole,
        $"The store is not whole: {what}. Restore this database from a backup, or empty it and let the node fetch the chain from its peers.");

    private sealed record HeadRow(
        long Number, Hash256 Hash, byte[] Header, long Position, long Transactions, long FailedTransactions)
    {
        public static HeadRow Read(NpgsqlDataReader reader) => new(
            reader.GetInt64(0),
            new Hash256(reader.GetFieldValue<byte[]>(1)),
            reader.GetFieldValue<byte[]>(2),
            reader.GetInt64(3),
            reader.GetInt64(4),
            reader.GetInt64(5));
    }
}
