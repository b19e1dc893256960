using Ledger.Node.Ports;

namespace Ledger.Node.Joining;

/// <summary>How a node with an empty store starts.</summary>
public sealed record JoinOptions
{
    /// <summary>A block that the operator vouches for; the sealers of the snapshot are then believed because its block and this one are of one
    /// chain. Default none: they are proven from the genesis.</summary>
    public TrustedBlock? TrustedBlock { get; init; }
}
