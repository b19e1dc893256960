using Ledger.Domain.Primitives;

namespace Ledger.Node.Ports;

/// <summary>The authenticated links to the other nodes that run one group. Thread-safe; nothing here waits.</summary>
public interface IPeerLinks
{
    /// <summary>The peers with a live session now.</summary>
    IReadOnlyList<PeerSession> Sessions { get; }

    /// <summary>The peers that refuse this node as a member of no group of theirs.</summary>
    IReadOnlyList<NodeId> RefusedBy => [];

    /// <summary>Queues a message for one peer.</summary>
    /// <returns><see langword="false"/> when there is no session, or its queue is full and the message was dropped.</returns>
    bool TrySend(in NodeId to, PeerMessage message);

    /// <summary>Queues a message for every peer with a session.</summary>
    void Broadcast(PeerMessage message);
}
