using System.Diagnostics.CodeAnalysis;
using Ledger.Domain.Primitives;

namespace Ledger.Network.Sessions;

/// <summary>
/// At most one session a peer. Two nodes that dial each other at once make two links; both keep the one that the smaller node
/// id dialed, so they agree without a word. Thread-safe.
/// </summary>
internal sealed class SessionRegistry(NodeId self)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<NodeId, Session> _admitted = [];
    private readonly HashSet<Session> _liveSet = [];
    private readonly HashSet<NodeId> _refusing = [];
    private Session[] _live = [];
    private NodeId[] _refusingNow = [];

    /// <summary>The sessions that carry messages now; a snapshot that does not change.</summary>
    public IReadOnlyList<Session> Live => Volatile.Read(ref _live);

    /// <summary>The peers that refused this node as a member of none of their groups, and have had no session with it since; a snapshot.</summary>
    public IReadOnlyList<NodeId> Refusing => Volatile.Read(ref _refusingNow);

    /// <summary>Notes that a peer refuses this node as no member.</summary>
    public void NoteRefusing(in NodeId peer)
    {
        lock (_gate)
        {
            if (_refusing.Add(peer))
            {
                _refusingNow = [.. _refusing];
            }
        }
    }

    /// <summary>Makes <paramref name="session"/> the one of its peer, unless another must stay.</summary>
    /// <param name="session">The new session.</param>
    /// <param name="replaced">The one that must now end.</param>
    /// <returns><see langword="false"/> when the peer's other session stays.</returns>
    public bool TryAdmit(Session session, out Session? replaced)
    {
        lock (_gate)
        {
            if (_admitted.TryGetValue(session.Facts.Id, out replaced) && !Supersedes(session.Facts, replaced.Facts))
            {
                return false;
            }

            _admitted[session.Facts.Id] = session;
            return true;
        }
    }

    /// <summary>Lets a session carry messages, if it is still its peer's.</summary>
    public bool TryGoLive(Session session)
    {
        lock (_gate)
        {
            if (!_admitted.TryGetValue(session.Facts.Id, out Session? current) || current != session)
            {
                return false;
            }

            if (_refusing.Remove(session.Facts.Id))
            {
                _refusingNow = [.. _refusing];
            }

            _liveSet.Add(session);
            _live = [.. _liveSet];
            return true;
        }
    }

    /// <summary>Takes a session out.</summary>
    public void Remove(Session session)
    {
        lock (_gate)
        {
            if (_admitted.TryGetValue(session.Facts.Id, out Session? current) && current == session)
            {
                _admitted.Remove(session.Facts.Id);
            }

            if (_liveSet.Remove(session))
            {
                _live = [.. _liveSet];
            }
        }
    }

    /// <summary>The session of a peer, live or about to be.</summary>
    public bool TryGet(in NodeId peer, [NotNullWhen(true)] out Session? session)
    {
        lock (_gate)
        {
            return _admitted.TryGetValue(peer, out session);
        }
    }

    /// <summary>The live session of a peer, found without a lock: sending is the hot path, and peers are few.</summary>
    public bool TryGetLive(in NodeId peer, [NotNullWhen(true)] out Session? session)
    {
        foreach (Session one in Volatile.Read(ref _live))
        {
            if (one.Facts.Id == peer)
            {
                session = one;
                return true;
            }
        }

        session = null;
        return false;
    }

    /// <summary>
    /// A peer's new process takes the place of its old one, and a peer that dials again has given its old link up; otherwise
    /// the link stays that the smaller id dialed.
    /// </summary>
    private bool Supersedes(SessionFacts fresh, SessionFacts old) =>
        fresh.Instance != old.Instance
        || fresh.DialedByUs == old.DialedByUs
        || fresh.DialedByUs == (self < fresh.Id);
}
