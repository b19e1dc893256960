using System.Buffers.Binary;
using Ledger.Domain.Blocks;
using Ledger.Domain.Events;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Node.Epochs;
using Ledger.Node.Execution;
using Ledger.Node.Ports;

namespace Ledger.Node.Snapshots;

/// <summary>Reads a snapshot chunk by chunk from the versioned state and the blocks: nothing of it is kept a second time.</summary>
/// <remarks>The rows are those of <see cref="SnapshotRowKey"/>. That is all that a node remembers: the decided parameters are in the
/// state.</remarks>
/// <param name="source">The whole state.</param>
/// <param name="state">Single values of it.</param>
/// <param name="store">The blocks.</param>
/// <param name="genesis">The group's genesis.</param>
internal sealed class SnapshotReader(ISnapshotSource source, IStateStore state, ILedgerStore store, Genesis genesis)
{
    private const int PageRows = 512;

    /// <summary>Reads the chunk that begins after a key.</summary>
    /// <param name="number">The height.</param>
    /// <param name="after">The last key of the chunk before; empty for the first.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Its rows; none when there is no more.</returns>
    public async Task<List<SnapshotRow>> ReadChunkAsync(
        long number, ReadOnlyMemory<byte> after, CancellationToken cancellation)
    {
        var rows = new List<SnapshotRow>();
        long cost = 0;
        while (cost < SnapshotChunk.SizeBytes)
        {
            IReadOnlyList<SnapshotRow> page = await ReadPageAsync(number, after, cancellation);
            foreach (SnapshotRow row in page)
            {
                rows.Add(row);
                cost += SnapshotChunk.CostOf(row);
                if (cost >= SnapshotChunk.SizeBytes)
                {
                    break;
                }
            }

            if (page.Count == 0)
            {
                break;
            }

            after = rows[^1].Key;
        }

        return rows;
    }

    private async Task<IReadOnlyList<SnapshotRow>> ReadPageAsync(
        long number, ReadOnlyMemory<byte> after, CancellationToken cancellation)
    {
        bool isInState = after.IsEmpty || SnapshotRowKey.IsState(after.Span);
        IReadOnlyList<SnapshotRow> page = isInState ? await source.ReadStateAsync(after, number, PageRows, cancellation) : [];
        return page.Count > 0 ? page : await ReadMemoryAsync(number, after, cancellation);
    }

    private async Task<IReadOnlyList<SnapshotRow>> ReadMemoryAsync(
        long number, ReadOnlyMemory<byte> after, CancellationToken cancellation)
    {
        // The last key of all is a header's: nothing follows it, and nothing is read.
        IReadOnlyList<Hash256> hashes = await store.ReadBlockHashesAsync(number, RecentHashes.Depth, cancellation);
        IReadOnlyList<(long Number, UInt256 Nonce)> nonces = await store.ReadFiscoNoncesAsync(
            Math.Max(0, number - genesis.BlockLimitWindow + 1), number, cancellation);
        AdoptedTotals totals = await source.ReadTotalsAsync(number, cancellation);
        IEnumerable<SnapshotRow> rows = hashes
            .Select((hash, i) => new SnapshotRow(
                SnapshotRowKey.Of(SnapshotRowKey.RecentHash, number - hashes.Count + 1 + i), hash.ToArray()))
            .Concat(nonces.Select(used => new SnapshotRow(
                SnapshotRowKey.Of(SnapshotRowKey.FiscoNonce, used.Number, used.Nonce), default)))
            .Append(new SnapshotRow(new[] { SnapshotRowKey.Totals }, Encode(totals)))
            .Concat(await ReadHeadersAsync(number, cancellation));
        return [.. rows
            .Where(row => after.IsEmpty || row.Key.Span.SequenceCompareTo(after.Span) > 0)
            .OrderBy(row => row.Key, ByBytes.Instance)
            .DistinctBy(row => Convert.ToHexString(row.Key.Span))];
    }

    private async Task<IEnumerable<SnapshotRow>> ReadHeadersAsync(long number, CancellationToken cancellation)
    {
        GovernanceSchedule schedule = await EpochLoader.ReadScheduleAsync(state, number, cancellation);
        var rows = new List<SnapshotRow>();
        foreach (long needed in EpochLoader.HeadersOf(schedule, number, genesis.ActivationDelay).Where(needed => needed > 0))
        {
            BlockHeader header = await store.FindHeaderAsync(needed, cancellation)
                ?? throw new StoreConflictException($"The store holds no block {needed}, on which an epoch stands.");
            rows.Add(new SnapshotRow(
                SnapshotRowKey.Of(SnapshotRowKey.EpochHeader, needed), HeaderCodec.Encode(header)));
        }

        return rows;
    }

    private static byte[] Encode(AdoptedTotals totals)
    {
        byte[] bytes = new byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, totals.Transactions);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(sizeof(long)), totals.Failed);
        return bytes;
    }

    private sealed class ByBytes : IComparer<ReadOnlyMemory<byte>>
    {
        public static readonly ByBytes Instance = new();

        public int Compare(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceCompareTo(y.Span);
    }
}
