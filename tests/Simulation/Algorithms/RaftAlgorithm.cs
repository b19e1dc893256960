using Ledger.Consensus.Raft;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Node;
using Ledger.Simulation.Checks;
using Ledger.Simulation.Cluster;

namespace Ledger.Simulation.Algorithms;

/// <summary>Raft: sealers stop and come back, and none lies.</summary>
public sealed class RaftAlgorithm : IAlgorithm
{
    /// <inheritdoc/>
    public string Name => "raft";

    /// <inheritdoc/>
    public IReadOnlyList<int> Sizes { get; } = [3, 5];

    /// <inheritdoc/>
    public IReadOnlyList<NodeRole> Roles { get; } = [NodeRole.Gone, NodeRole.Restored, NodeRole.Damaged];

    /// <inheritdoc/>
    public int FaultyMax(int nodes) => Quorum.MaxFaulty(nodes, FaultModel.Crash);

    /// <inheritdoc/>
    public Genesis Shape(Genesis genesis) => genesis with { Consensus = ConsensusAlgorithm.Raft };

    /// <summary>The core's settings in a group that never changes its parameters.</summary>
    public static RaftOptions Settings(SimulationPlan plan) => new()
    {
        Window = plan.Window,
        ElectionTimeout = TimeSpan.FromMilliseconds(SimulationPlan.ConsensusTimeoutMs / 2.0),
        HeartbeatInterval = TimeSpan.FromMilliseconds(SimulationPlan.ConsensusTimeoutMs / 20.0),
    };

    /// <inheritdoc/>
    public GroupNodeOptions Options(SimulationPlan plan) => new() { SenderRecoveryThreadsMax = 1 };

    /// <inheritdoc/>
    public ISignatureWatch Watch(GroupSetup setup, EpochChronicle epochs) => new RaftSignatureWatch(setup, epochs);

    /// <inheritdoc/>
    public IForger Forger(GroupSetup setup, EpochChronicle epochs, ISigner signer) =>
        throw new NotSupportedException("Raft withstands no sealer that lies.");
}
