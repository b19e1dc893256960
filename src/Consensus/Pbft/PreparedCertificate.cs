using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Pbft;

/// <summary>Proof that a proposal, and no other, may have been decided at a height in a view: a quorum of Prepares.</summary>
/// <param name="View">The view of the Prepares.</param>
/// <param name="Proposal">The proposal.</param>
/// <param name="Digest">Its digest; not carried.</param>
/// <param name="Prepares">Signatures of Prepares of distinct sealers, ascending by sealer.</param>
public sealed record PreparedCertificate(
    long View, Proposal Proposal, Hash256 Digest, IReadOnlyList<SealerSignature> Prepares)
{
    /// <summary>The height.</summary>
    public long Number => Proposal.Number;
}
