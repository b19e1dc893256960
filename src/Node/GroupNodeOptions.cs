using Ledger.Consensus.Pbft;
using Ledger.Node.Pool;

namespace Ledger.Node;

/// <summary>The settings of one group's replica that are not the group's.</summary>
public sealed record GroupNodeOptions
{
    /// <summary>The pool's limits.</summary>
    public PoolLimits Pool { get; init; } = new();

    /// <summary>How many threads recover senders at once. Default: one for each processor.</summary>
    public int SenderRecoveryThreadsMax { get; init; } = Environment.ProcessorCount;

    /// <summary>PBFT's settings that the group's parameters do not give.</summary>
    public PbftOptions Pbft { get; init; } = new();
}
