using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Pbft;

/// <summary>A proposal that a new view offers again.</summary>
/// <param name="Proposal">The proposal.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="Holders">Sealers that prepared it and so hold its bodies; none for a null proposal.</param>
public sealed record ChosenProposal(Proposal Proposal, Hash256 Digest, IReadOnlyList<int> Holders)
{
    /// <summary>The height.</summary>
    public long Number => Proposal.Number;
}
