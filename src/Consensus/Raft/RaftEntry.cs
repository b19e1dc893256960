using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Raft;

/// <summary>One entry of a Raft log.</summary>
/// <remarks>Its place has two numbers. The index counts entries, as in the paper. The height counts blocks: a proposal has the height
/// after the entry before it; a no-op, whose proposal is empty, makes no block and keeps that entry's height. So a
/// leader may open its term with a no-op and no empty block appears, and every node derives the same height for the same entry.</remarks>
/// <param name="Index">Its place in the log.</param>
/// <param name="Term">The term of the leader that made it.</param>
/// <param name="Proposal">What is ordered; it names the height.</param>
/// <param name="Digest">The proposal's digest; not carried.</param>
/// <param name="IsNoOp">Whether it makes no block. An empty proposal may make one, on the way to an epoch's end.</param>
public sealed record RaftEntry(long Index, long Term, Proposal Proposal, Hash256 Digest, bool IsNoOp)
{
    /// <summary>The height reached with it.</summary>
    public long Number => Proposal.Number;
}
