using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Node;
using Ledger.Simulation.Cluster;

namespace Ledger.Simulation.Algorithms;

/// <summary>What the simulator must know of a consensus algorithm; everything else of it is the product's own.</summary>
public interface IAlgorithm
{
    /// <summary>Its name in a genesis and on the command line.</summary>
    string Name { get; }

    /// <summary>It in a genesis.</summary>
    ConsensusAlgorithm Consensus { get; }

    /// <summary>How many of so many nodes may lie.</summary>
    int LiarsMax(int nodes);

    /// <summary>How many of so many nodes may be gone for good.</summary>
    int GoneMax(int nodes);

    /// <summary>A node's settings for a plan.</summary>
    GroupNodeOptions Options(SimulationPlan plan);

    /// <summary>Watches what the sealers of a group sign.</summary>
    ISignatureWatch Watch(GroupSetup setup, SimulationPlan plan);

    /// <summary>Makes false messages with the key of one sealer.</summary>
    IForger Forger(GroupSetup setup, SimulationPlan plan, ISigner signer);
}
