using Ledger.Network.Wire;

namespace Ledger.Network.Sessions;

/// <summary>What came of greeting a peer.</summary>
internal abstract record HandshakeResult
{
    private HandshakeResult()
    {
    }

    /// <summary>The peer is known and said hello.</summary>
    internal sealed record Opened(Link Link, PeerIdentity Peer, Hello Hello) : HandshakeResult;

    /// <summary>This node refused the peer, and told it.</summary>
    internal sealed record Refused(PeerIdentity? Peer, Refusal Refusal) : HandshakeResult;

    /// <summary>The peer refused this node.</summary>
    internal sealed record RefusedByPeer(PeerIdentity Peer, Refusal Refusal) : HandshakeResult;

    /// <summary>There is no peer to speak with.</summary>
    internal sealed record Failed(string Sentence) : HandshakeResult;
}
