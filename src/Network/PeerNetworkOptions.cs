using Ledger.Domain.Primitives;

namespace Ledger.Network;

/// <summary>Where a node listens, whom it dials and which chain it speaks for.</summary>
public sealed record PeerNetworkOptions
{
    /// <summary>Where peers connect, as <c>host:port</c>; the host is an IP address or <c>localhost</c>, port 0 takes a free one.</summary>
    public required string Listen { get; init; }

    /// <summary>The addresses to dial, as <c>host:port</c>; one of them may be this node's own.</summary>
    public IReadOnlyList<string> Peers { get; init; } = [];

    /// <summary>What names the chain, equal on all its nodes whatever groups they run: peers of another chain are refused.</summary>
    public required Hash256 Chain { get; init; }

    /// <summary>This software's version as peers see it, at most 64 printable ASCII characters.</summary>
    public string Software { get; init; } = "ledger";

    /// <summary>The limits.</summary>
    public PeerLimits Limits { get; init; } = new();
}
