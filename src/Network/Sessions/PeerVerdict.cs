using Ledger.Network.Wire;

namespace Ledger.Network.Sessions;

/// <summary>What a peer's certificate is worth.</summary>
internal abstract record PeerVerdict
{
    private PeerVerdict()
    {
    }

    /// <summary>It comes from an authority of the chain, is valid now, and its node agreed to it.</summary>
    internal sealed record Trusted(PeerIdentity Identity) : PeerVerdict;

    /// <summary>It is not; the refusal says what is wrong.</summary>
    internal sealed record Distrusted(Refusal Refusal) : PeerVerdict;
}
