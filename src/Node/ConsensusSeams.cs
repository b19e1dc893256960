using Ledger.Consensus.Epochs;
using Ledger.Node.Epochs;

namespace Ledger.Node;

/// <summary>Where tests put a bug between a real node's parts, to see the simulator find it. Nothing in the product sets these.</summary>
internal sealed record ConsensusSeams
{
    /// <summary>What makes cores in place of the product's factory.</summary>
    public Func<CoreFactory, CoreFactory> Cores { get; init; } = static cores => cores;

    /// <summary>What makes seals in place of the product's factory.</summary>
    public Func<SealFactory, SealFactory> Seals { get; init; } = static seals => seals;
}
