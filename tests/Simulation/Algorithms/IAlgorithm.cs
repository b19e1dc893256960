using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Node;
using Ledger.Simulation.Checks;
using Ledger.Simulation.Cluster;

namespace Ledger.Simulation.Algorithms;

/// <summary>What the simulator must know of a consensus algorithm; everything else of it is the product's own.</summary>
public interface IAlgorithm
{
    /// <summary>Its name in a genesis and on the command line.</summary>
    string Name { get; }

    /// <summary>The sizes of the clusters that are simulated unless others are asked for.</summary>
    IReadOnlyList<int> Sizes { get; }

    /// <summary>The ways of being faulty that it withstands.</summary>
    IReadOnlyList<NodeRole> Roles { get; }

    /// <summary>How many of so many nodes may be faulty.</summary>
    int FaultyMax(int nodes);

    /// <summary>A genesis made one of this algorithm.</summary>
    Genesis Shape(Genesis genesis);

    /// <summary>A node's settings for a plan.</summary>
    GroupNodeOptions Options(SimulationPlan plan);

    /// <summary>Watches what the sealers of a group sign.</summary>
    ISignatureWatch Watch(GroupSetup setup, EpochChronicle epochs);

    /// <summary>Makes false messages with the key of one sealer.</summary>
    IForger Forger(GroupSetup setup, EpochChronicle epochs, ISigner signer);
}
