using Ledger.Domain.Cryptography;
using Ledger.Infrastructure.EventStore;
using Npgsql;

namespace Ledger.Infrastructure.ReadModels;

/// <summary>Rebuilds the read models from the events and compares: proof that they say what the events say.</summary>
/// <remarks>Works while the node runs: committed blocks do not change, and the writer only adds above them. The rows go through
/// the code that wrote the live ones, into shadow tables that end with the session. The world state is compared with the write-set
/// roots in the headers, which the sealers signed.</remarks>
public sealed class ReadModelRebuilder
{
    /// <summary>The most differences that a report lists.</summary>
    public const int DifferencesMax = 100;

    private const int ChunkTransactionsMax = 10_000;
    private const int ChunkBlocksMax = 1_000;

    private readonly GroupDatabase _database;
    private readonly IHashFunction _hash;

    internal ReadModelRebuilder(GroupDatabase database, IHashFunction hash)
    {
        _database = database;
        _hash = hash;
    }

    /// <summary>Compares the rows of a range of blocks, and the interfaces of contracts, which belong to no block.</summary>
    /// <param name="fromBlock">First block.</param>
    /// <param name="toBlock">Last block; the last committed one when it is higher.</param>
    /// <param name="repair">Whether rows of <c>blocks</c>, <c>transactions</c>, <c>logs</c> and <c>contract_abis</c> that differ are replaced by
    /// the rebuilt ones. State is never replaced: only execution can make it anew.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="LedgerStoreException">The events themselves are not whole.</exception>
    public async Task<RebuildReport> CompareAsync(
        long fromBlock, long toBlock, bool repair, CancellationToken cancellation)
    {
        await using NpgsqlConnection events = await _database.Writers.OpenConnectionAsync(cancellation);
        await using NpgsqlConnection tables = await _database.Writers.OpenConnectionAsync(cancellation);
        RebuildStart start = await RebuildStart.FindAsync(events, fromBlock, cancellation);
        ShadowTables shadow = await ShadowTables.CreateAsync(tables, repair, cancellation);
        var state = new StateProof(tables, _hash, start.StateFrom);
        ReadModelRows rows = new();
        rows.Begin();
        ChainTotalsBefore totals = start.Totals;
        long first = fromBlock;
        long last = fromBlock - 1;
        await foreach (RecordedBlock recorded in LedgerEventReader.ReadBlocksAsync(
            events, start.AfterPosition, start.LastPosition, _hash, cancellation))
        {
            if (recorded.Block.Number > toBlock)
            {
                break;
            }

            totals = Add(rows, recorded, totals);
            if (recorded.Block.Number > start.StateFrom)
            {
                state.Expect(recorded.Block);
            }

            last = recorded.Block.Number;
            if (rows.Transactions.Rows >= ChunkTransactionsMax || rows.Blocks.Rows >= ChunkBlocksMax)
            {
                await CompareChunkAsync(shadow, state, rows, first, last, cancellation);
                first = last + 1;
            }
        }

        await CompareChunkAsync(shadow, state, rows, first, last, cancellation);
        TableDigest abis = await AbiProof.CompareAsync(tables, repair, cancellation);
        return new RebuildReport(
            fromBlock, last, [.. shadow.Digests(), state.Digest(), abis], [.. shadow.Differences.Concat(state.Differences).Take(DifferencesMax)]);
    }

    private static ChainTotalsBefore Add(ReadModelRows rows, RecordedBlock recorded, ChainTotalsBefore before)
    {
        if (recorded.Adopted is not null)
        {
            return rows.AddAdopted(recorded);
        }

        byte[] header = Domain.Blocks.HeaderCodec.Encode(recorded.Block.Header);
        int failed = rows.Add(recorded.Block, recorded.Certificate, header, before, recorded.Position);
        return new ChainTotalsBefore(
            before.Transactions + recorded.Block.Transactions.Count, before.FailedTransactions + failed);
    }

    private static async Task CompareChunkAsync(
        ShadowTables shadow, StateProof state, ReadModelRows rows, long first, long last, CancellationToken cancellation)
    {
        if (first <= last)
        {
            await shadow.CompareAsync(rows, first, last, cancellation);
            await state.CompareAsync(first, last, cancellation);
            rows.Begin();
        }
    }
}
