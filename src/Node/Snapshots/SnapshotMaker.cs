using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Node.Ports;

namespace Ledger.Node.Snapshots;

/// <summary>Makes this node's snapshot of a height: reads the state as of it in pages and keeps only the hashes of the chunks.</summary>
/// <param name="group">The group.</param>
/// <param name="reader">Reads chunks.</param>
/// <param name="store">The blocks.</param>
/// <param name="signer">This node's key.</param>
/// <param name="time">The clock for pauses.</param>
internal sealed class SnapshotMaker(
    GroupContext group, SnapshotReader reader, ILedgerStore store, ISigner signer, TimeProvider time)
{
    /// <summary>Makes the snapshot of a stored height. Between chunks it rests as long as the last one took, so that it never takes more
    /// than half of a processor, or of the database's time.</summary>
    /// <returns>The snapshot, or <see langword="null"/> when the store does not hold the block or the state has too many chunks.</returns>
    public async Task<OwnSnapshot?> MakeAsync(long number, CancellationToken cancellation)
    {
        if ((await store.ReadBlocksAsync(number, 1, 0, cancellation)) is not [{ } block] || block.Header.Number != number)
        {
            return null;
        }

        var chunks = new List<Hash256>();
        var starts = new List<ReadOnlyMemory<byte>>();
        ReadOnlyMemory<byte> after = default;
        while (true)
        {
            long began = time.GetTimestamp();
            List<SnapshotRow> rows = await reader.ReadChunkAsync(number, after, cancellation);
            if (rows.Count == 0)
            {
                break;
            }

            if (chunks.Count == CertifiedSnapshot.ChunksMax)
            {
                return null;
            }

            chunks.Add(group.Suite.Hash.Hash(SnapshotChunk.Encode(rows)));
            starts.Add(after);
            after = rows[^1].Key;
            await Task.Delay(time.GetElapsedTime(began), time, cancellation);
        }

        Hash256 blockHash = Domain.Blocks.HeaderCodec.Hash(block.Header, group.Suite.Hash);
        var manifest = new SnapshotManifest(number, blockHash, chunks);
        Hash256 digest = manifest.Digest(group.Identity, group.Suite.Hash);
        bool isSealer = block.Header.SealerList.Contains(signer.Id);
        return new OwnSnapshot(block, manifest, digest, starts, isSealer ? signer.Sign(digest) : ReadOnlyMemory<byte>.Empty);
    }

    /// <summary>Reads one chunk of a snapshot again.</summary>
    /// <returns>Its bytes; none when the store no longer gives the bytes that were hashed.</returns>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(OwnSnapshot snapshot, int chunk, CancellationToken cancellation)
    {
        List<SnapshotRow> rows = await reader.ReadChunkAsync(snapshot.Number, snapshot.Starts[chunk], cancellation);
        byte[] bytes = SnapshotChunk.Encode(rows);
        return group.Suite.Hash.Hash(bytes) == snapshot.Manifest.Chunks[chunk] ? bytes : default;
    }
}
