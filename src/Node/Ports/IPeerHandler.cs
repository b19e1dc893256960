using Ledger.Domain.Primitives;

namespace Ledger.Node.Ports;

/// <summary>Takes what peers say in one group. Called by the network, one call at a time for each peer, many peers at once.</summary>
public interface IPeerHandler
{
    /// <summary>Whether a peer is a member of the group: others may neither hear of it nor speak in it.</summary>
    bool MayConnect(in NodeId peer);

    /// <summary>Takes one message; waits when the node is busy, which holds back that peer alone.</summary>
    /// <returns><see langword="false"/> when the message breaks the protocol: the network counts it and closes the session.</returns>
    ValueTask<bool> ReceiveAsync(NodeId from, PeerMessage message, CancellationToken cancellation);

    /// <summary>A peer that runs the group came.</summary>
    void OnConnected(in NodeId peer);

    /// <summary>It left, or stopped the group.</summary>
    void OnDisconnected(in NodeId peer);
}
