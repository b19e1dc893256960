using Ledger.Consensus.Pbft;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Node;
using Ledger.Simulation.Cluster;

namespace Ledger.Simulation.Algorithms;

/// <summary>PBFT.</summary>
public sealed class PbftAlgorithm : IAlgorithm
{
    private static readonly TimeSpan ResendInterval = TimeSpan.FromMilliseconds(400);

    /// <inheritdoc/>
    public string Name => "pbft";

    /// <inheritdoc/>
    public ConsensusAlgorithm Consensus => ConsensusAlgorithm.Pbft;

    /// <inheritdoc/>
    public int LiarsMax(int nodes) => Quorum.MaxFaulty(nodes);

    /// <inheritdoc/>
    public int GoneMax(int nodes) => Quorum.MaxFaulty(nodes);

    /// <inheritdoc/>
    public GroupNodeOptions Options(SimulationPlan plan) => new()
    {
        SenderRecoveryThreadsMax = 1,
        Pbft = new PbftOptions { ResendInterval = ResendInterval },
    };

    /// <inheritdoc/>
    public ISignatureWatch Watch(GroupSetup setup, SimulationPlan plan) =>
        new PbftSignatureWatch(Seal(setup, plan, null), setup.Suite);

    /// <inheritdoc/>
    public IForger Forger(GroupSetup setup, SimulationPlan plan, ISigner signer) =>
        new PbftForger(setup, Seal(setup, plan, signer), signer);

    /// <summary>The settings of the core, as the product makes them of the genesis.</summary>
    public static PbftOptions Settings(SimulationPlan plan) => new()
    {
        Window = plan.Window,
        HeightsPerTurn = plan.HeightsPerTurn,
        Timeout = TimeSpan.FromMilliseconds(SimulationPlan.ConsensusTimeoutMs),
        TimeoutMax = TimeSpan.FromMilliseconds(SimulationPlan.ConsensusTimeoutMaxMs),
        ResendInterval = ResendInterval,
    };

    private static PbftSeal Seal(GroupSetup setup, SimulationPlan plan, ISigner? signer) =>
        new(setup.Identity, setup.SealerSet, setup.Suite.Suite, signer) { HeightsPerTurn = plan.HeightsPerTurn };
}
