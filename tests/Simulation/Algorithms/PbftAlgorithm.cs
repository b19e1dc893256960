using Ledger.Consensus.Pbft;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Node;
using Ledger.Simulation.Checks;
using Ledger.Simulation.Cluster;

namespace Ledger.Simulation.Algorithms;

/// <summary>PBFT, and rPBFT, which is PBFT among sealers that are drawn anew for each epoch.</summary>
public sealed class PbftAlgorithm : IAlgorithm
{
    private const int WorkingSealers = 4;

    private static readonly TimeSpan ResendInterval = TimeSpan.FromMilliseconds(400);

    private readonly bool _isRotating;

    private PbftAlgorithm(string name, IReadOnlyList<int> sizes, bool isRotating) =>
        (Name, Sizes, _isRotating) = (name, sizes, isRotating);

    /// <summary>Every sealer works at every height.</summary>
    public static PbftAlgorithm Fixed { get; } = new("pbft", [4, 7], isRotating: false);

    /// <summary>Four sealers work at a time, drawn anew as often as a group may.</summary>
    public static PbftAlgorithm Rotating { get; } = new("rpbft", [7], isRotating: true);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> Sizes { get; }

    /// <inheritdoc/>
    public IReadOnlyList<NodeRole> Roles { get; } =
        [NodeRole.Twin, NodeRole.Liar, NodeRole.Gone, NodeRole.Wiped, NodeRole.Restored, NodeRole.Damaged];

    /// <inheritdoc/>
    /// <remarks>Every faulty sealer may be among those that are drawn.</remarks>
    public int FaultyMax(int nodes) => Quorum.MaxFaulty(_isRotating ? Math.Min(nodes, WorkingSealers) : nodes);

    /// <inheritdoc/>
    public Genesis Shape(Genesis genesis) => _isRotating
        ? genesis with
        {
            Consensus = ConsensusAlgorithm.Rpbft,
            EpochSealers = WorkingSealers,
            EpochBlocks = GenesisLimits.EpochBlocksMin,
        }
        : genesis with { Consensus = ConsensusAlgorithm.Pbft };

    /// <inheritdoc/>
    public GroupNodeOptions Options(SimulationPlan plan) => new()
    {
        SenderRecoveryThreadsMax = 1,
        Pbft = new PbftOptions { ResendInterval = ResendInterval },
    };

    /// <inheritdoc/>
    public ISignatureWatch Watch(GroupSetup setup, EpochChronicle epochs) => new PbftSignatureWatch(setup, epochs);

    /// <inheritdoc/>
    public IForger Forger(GroupSetup setup, EpochChronicle epochs, ISigner signer) => new PbftForger(setup, epochs, signer);

    /// <summary>The settings of the core, as the product makes them of the genesis.</summary>
    public static PbftOptions Settings(SimulationPlan plan) => new()
    {
        Window = plan.Window,
        HeightsPerTurn = plan.HeightsPerTurn,
        Timeout = TimeSpan.FromMilliseconds(SimulationPlan.ConsensusTimeoutMs),
        TimeoutMax = TimeSpan.FromMilliseconds(SimulationPlan.ConsensusTimeoutMaxMs),
        ResendInterval = ResendInterval,
    };
}
