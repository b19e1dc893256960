using Ledger.Domain.Primitives;
using Ledger.Node.Ports;

namespace Ledger.Node.Snapshots;

/// <summary>The snapshot that this node made of a height.</summary>
/// <param name="Block">The block that it stands on.</param>
/// <param name="Manifest">What it consists of.</param>
/// <param name="Digest">What is signed.</param>
/// <param name="Starts">For each chunk the key that it begins after.</param>
/// <param name="Signature">This node's signature; empty when it was no sealer there.</param>
internal sealed record OwnSnapshot(
    CertifiedBlock Block,
    SnapshotManifest Manifest,
    Hash256 Digest,
    IReadOnlyList<ReadOnlyMemory<byte>> Starts,
    ReadOnlyMemory<byte> Signature)
{
    /// <summary>The height.</summary>
    public long Number => Manifest.Number;
}
