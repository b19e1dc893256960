using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Pbft;

/// <summary>A proposal that a new view offers again.</summary>
/// <param name="Proposal">The proposal.</param>
/// <param name="Digest">Its digest.</param>
public sealed record ChosenProposal(Proposal Proposal, Hash256 Digest)
{
    /// <summary>The height.</summary>
    public long Number => Proposal.Number;
}
