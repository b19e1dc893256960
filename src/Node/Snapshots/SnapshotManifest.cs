using Ledger.Consensus;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Node.Snapshots;

/// <summary>What a snapshot consists of: the block that it stands on, and the hash of each of its chunks.</summary>
/// <param name="Number">The height.</param>
/// <param name="BlockHash">The hash of that block.</param>
/// <param name="Chunks">The hashes of the chunks in order.</param>
internal sealed record SnapshotManifest(long Number, Hash256 BlockHash, IReadOnlyList<Hash256> Chunks)
{
    private static readonly byte[] Tag = "ledger/snapshot/2"u8.ToArray();

    /// <summary>The root of the chunks' hashes.</summary>
    public Hash256 RootOf(IHashFunction hash) => HashTree.Root(Chunks, hash);

    /// <summary>What sealers sign: H(RLP[tag, chain, group, genesis, number, block hash, number of chunks, root of their hashes]).</summary>
    /// <remarks>The tag keeps a signature of a snapshot from saying anything as a consensus message or as a seal of a block.</remarks>
    public Hash256 Digest(GroupIdentity group, IHashFunction hash)
    {
        using var writer = new RlpWriter(256);
        int list = writer.BeginList();
        writer.WriteBytes(Tag);
        writer.WriteInteger(group.ChainId);
        writer.WriteInteger((long)group.GroupId);
        writer.WriteBytes(group.GenesisHash.Bytes);
        writer.WriteInteger(Number);
        writer.WriteBytes(BlockHash.Bytes);
        writer.WriteInteger((long)Chunks.Count);
        writer.WriteBytes(RootOf(hash).Bytes);
        writer.EndList(list);
        return hash.Hash(writer.WrittenSpan);
    }
}
