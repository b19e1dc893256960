using Ledger.Consensus.Epochs;
using Ledger.Domain.Blocks;
using Ledger.Domain.State;

namespace Ledger.Node.Execution;

/// <summary>The outcome of executing an ordered block.</summary>
/// <param name="Block">The block: only the transactions that could be part of it.</param>
/// <param name="Writes">The new versions of the world state, sorted by key.</param>
/// <param name="Diff">The same changes, decoded.</param>
/// <param name="Left">Ordered transactions that are not part of the block, with the reason.</param>
public sealed record ExecutedBlock(
    Block Block,
    IReadOnlyList<StateWrite> Writes,
    StateDiff Diff,
    IReadOnlyList<LeftTransaction> Left)
{
    /// <summary>The later epoch that the block decided on, if any.</summary>
    public Epoch? Begins { get; init; }
}
