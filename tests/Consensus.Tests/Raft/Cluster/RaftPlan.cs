namespace Ledger.Consensus.Tests.Raft.Cluster;

/// <summary>Everything that a run follows from.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Nodes">How many sealers.</param>
/// <param name="Bug">The bug planted in every node, or none.</param>
public sealed record RaftPlan(int Seed, int Nodes, RaftBug Bug = RaftBug.None)
{
    /// <summary>How long faults happen, in simulated time.</summary>
    public TimeSpan FaultPhase { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>How long a healed cluster may take to finish everything, in simulated time.</summary>
    public TimeSpan LivenessLimit { get; init; } = TimeSpan.FromSeconds(40);
}
