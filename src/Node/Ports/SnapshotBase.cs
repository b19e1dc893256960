using Ledger.Domain.Primitives;

namespace Ledger.Node.Ports;

/// <summary>The snapshot that a store began with. Of the block the store holds the header and the names of its transactions; of those
/// between it and block 0 nothing.</summary>
/// <param name="Number">The height; the state is readable from here on.</param>
/// <param name="BlockHash">The hash of that block.</param>
/// <param name="Digest">The digest of the snapshot.</param>
/// <param name="Signers">The sealers that signed the digest.</param>
/// <param name="Trusted">The block that a person vouched for; none when the sealers were proven from the genesis.</param>
public sealed record SnapshotBase(
    long Number, Hash256 BlockHash, Hash256 Digest, IReadOnlyList<NodeId> Signers, TrustedBlock? Trusted)
{
    /// <summary>The lowest block above 0 that is kept whole.</summary>
    public long LowestBlock => Number + 1;
}
