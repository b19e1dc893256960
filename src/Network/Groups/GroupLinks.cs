using Ledger.Domain.Primitives;
using Ledger.Network.Sessions;
using Ledger.Network.Wire;
using Ledger.Node.Ports;

namespace Ledger.Network.Groups;

/// <summary>
/// The links of one group: the peers that are members of it and run it, over sessions that all groups of the node share. Before
/// <see cref="Open"/> and after <see cref="CloseAsync"/> nobody is there, and what is sent goes nowhere. Thread-safe.
/// </summary>
public sealed class GroupLinks : IPeerLinks
{
    private readonly GroupRouter _router;
    private readonly SessionRegistry _registry;
    private GroupPeer[] _peers = [];
    private IPeerHandler? _handler;

    internal GroupLinks(GroupRouter router, SessionRegistry registry, int groupId, Hash256 genesis)
    {
        _router = router;
        _registry = registry;
        GroupId = groupId;
        Genesis = genesis;
    }

    /// <summary>The group's number.</summary>
    public int GroupId { get; }

    /// <inheritdoc/>
    public IReadOnlyList<PeerSession> Sessions => [.. Volatile.Read(ref _peers).Select(peer => peer.Session.Describe())];

    /// <inheritdoc/>
    public IReadOnlyList<NodeId> RefusedBy => _registry.Refusing;

    /// <summary>Hash of the group's block 0: only peers with an equal one are in the same group.</summary>
    internal Hash256 Genesis { get; }

    /// <summary>Who decides on members and takes what they say.</summary>
    internal IPeerHandler Handler => _handler ?? throw new InvalidOperationException($"Group {GroupId} is not open.");

    /// <summary>Tells the members that this node runs the group, and takes what they say from now on.</summary>
    /// <exception cref="InvalidOperationException">It was open before, or another with its number is.</exception>
    public void Open(IPeerHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (Interlocked.CompareExchange(ref _handler, handler, null) is not null)
        {
            throw new InvalidOperationException("The links of a group are opened once.");
        }

        _router.Open(this);
    }

    /// <summary>Tells the members that this node does not run the group any more, and waits until its last message is dealt with.</summary>
    public Task CloseAsync() => _router.CloseAsync(this);

    /// <inheritdoc/>
    public bool TrySend(in NodeId to, PeerMessage message)
    {
        CheckGroup(message);
        foreach (GroupPeer peer in Volatile.Read(ref _peers))
        {
            if (peer.Session.Facts.Id == to)
            {
                return peer.Session.TrySend(OutgoingFrame.For(message)) == SendResult.Queued;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Broadcast(PeerMessage message)
    {
        CheckGroup(message);
        var frame = OutgoingFrame.For(message);
        foreach (GroupPeer peer in Volatile.Read(ref _peers))
        {
            peer.Session.TrySend(frame);
        }
    }

    /// <summary>Under the router's lock.</summary>
    internal void Add(GroupPeer peer) => Volatile.Write(ref _peers, [.. _peers, peer]);

    /// <summary>Under the router's lock.</summary>
    internal void Remove(GroupPeer peer) => Volatile.Write(ref _peers, [.. _peers.Where(other => other != peer)]);

    private void CheckGroup(in PeerMessage message)
    {
        if (message.GroupId != GroupId)
        {
            throw new ArgumentException($"The links of group {GroupId} carry no message of group {message.GroupId}.", nameof(message));
        }
    }
}
