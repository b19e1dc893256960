using System.Buffers.Binary;
using Ledger.Domain.Primitives;
using Ledger.Node.Execution;
using Ledger.Node.Ports;

namespace Ledger.Node.Snapshots;

/// <summary>Reads a snapshot chunk by chunk from the versioned state and the blocks: nothing of it is kept a second time.</summary>
/// <remarks>First byte of a row's key: 1 to 3 the world state (<see cref="Domain.State.StateKey"/>); 240 the hash of a recent block,
/// which BLOCKHASH answers, under its number; 241 a FISCO nonce in its window, under block number and nonce, without a value.
/// That is all that execution remembers: the decided parameters are in the state.</remarks>
/// <param name="source">The state.</param>
/// <param name="store">The blocks.</param>
/// <param name="nonceBlocks">How many blocks the window of FISCO nonces spans.</param>
internal sealed class SnapshotReader(ISnapshotSource source, ILedgerStore store, int nonceBlocks)
{
    private const int PageRows = 512;
    private const byte RecentHash = 240;
    private const byte FiscoNonce = 241;

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
        bool isInState = after.IsEmpty || after.Span[0] < RecentHash;
        IReadOnlyList<SnapshotRow> page = isInState ? await source.ReadStateAsync(after, number, PageRows, cancellation) : [];
        return page.Count > 0 ? page : await ReadMemoryAsync(number, after, cancellation);
    }

    private async Task<IReadOnlyList<SnapshotRow>> ReadMemoryAsync(
        long number, ReadOnlyMemory<byte> after, CancellationToken cancellation)
    {
        IReadOnlyList<Hash256> hashes = await store.ReadBlockHashesAsync(number, RecentHashes.Depth, cancellation);
        IReadOnlyList<(long Number, UInt256 Nonce)> nonces = await store.ReadFiscoNoncesAsync(
            Math.Max(0, number - nonceBlocks + 1), cancellation);
        IEnumerable<SnapshotRow> rows = hashes
            .Select((hash, i) => new SnapshotRow(Key(RecentHash, number - hashes.Count + 1 + i), hash.ToArray()))
            .Concat(nonces
                .Where(used => used.Number <= number)
                .Select(used => new SnapshotRow(Key(FiscoNonce, used.Number, used.Nonce), default)));
        return [.. rows
            .Where(row => after.IsEmpty || row.Key.Span.SequenceCompareTo(after.Span) > 0)
            .OrderBy(row => row.Key, ByBytes.Instance)
            .DistinctBy(row => Convert.ToHexString(row.Key.Span))];
    }

    private static byte[] Key(byte kind, long number, UInt256? nonce = null)
    {
        byte[] key = new byte[1 + sizeof(long) + (nonce is null ? 0 : UInt256.SizeBytes)];
        key[0] = kind;
        BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(1), number);
        nonce?.WriteBigEndian(key.AsSpan(1 + sizeof(long)));
        return key;
    }

    private sealed class ByBytes : IComparer<ReadOnlyMemory<byte>>
    {
        public static readonly ByBytes Instance = new();

        public int Compare(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceCompareTo(y.Span);
    }
}
