using Ledger.Domain.Primitives;

namespace Ledger.Network.Tests.Kit;

/// <summary>What a test may choose for a peer.</summary>
public sealed record TestPeerSettings
{
    public int Port { get; init; }

    /// <summary>The group that the peer runs.</summary>
    public int Group { get; init; } = 1;

    public Hash256? Chain { get; init; }

    public TimeProvider? Time { get; init; }

    /// <summary>Redials at once, so that no test waits for a pause.</summary>
    public PeerLimits Limits { get; init; } = new()
    {
        RedialAfterMin = TimeSpan.FromMilliseconds(10),
        RedialAfterMax = TimeSpan.FromMilliseconds(50),
        HandshakeTimeout = TimeSpan.FromSeconds(50),
    };
}
