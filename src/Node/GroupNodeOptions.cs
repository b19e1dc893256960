using Ledger.Consensus.Pbft;
using Ledger.Node.Pool;

namespace Ledger.Node;

/// <summary>The settings of one group's replica that are not the group's.</summary>
public sealed record GroupNodeOptions
{
    /// <summary>The pool's limits.</summary>
    public PoolLimits Pool { get; init; } = new();

    /// <summary>PBFT's settings; the timeout comes from the genesis.</summary>
    public PbftOptions Pbft { get; init; } = new() { HeightsPerTurn = HeightsPerTurn };

    // With turns of one height every block waits for the new leader to hear of the one before. Equal on every node: a rule of this version.
    private const int HeightsPerTurn = 32;
}
