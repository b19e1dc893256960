using Ledger.Domain.Primitives;
using Ledger.Network.Sessions;
using Ledger.Network.Wire;

namespace Ledger.Network.Groups;

/// <summary>
/// Knows which groups this node runs and which of them each peer runs, and so where a message belongs. A peer hears only of groups
/// that it is a member of, and is in a group only while both ends run it, over the same genesis. Its lock is taken when a group or
/// a session comes or goes; messages find their way without it.
/// </summary>
internal sealed class GroupRouter(TaskGroup tasks)
{
    /// <summary>The most groups that one peer may say it runs.</summary>
    public const int GroupsPerPeerMax = 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<int, GroupLinks> _open = [];
    private readonly HashSet<Session> _live = [];

    /// <summary>This node runs a group from now on.</summary>
    /// <exception cref="InvalidOperationException">A group with its number is open.</exception>
    public void Open(GroupLinks group)
    {
        lock (_gate)
        {
            if (!_open.TryAdd(group.GroupId, group))
            {
                throw new InvalidOperationException($"Group {group.GroupId} is open already.");
            }

            foreach (Session session in _live)
            {
                Meet(group, session);
            }
        }
    }

    /// <summary>This node does not run a group any more.</summary>
    public async Task CloseAsync(GroupLinks group)
    {
        var left = new List<GroupPeer>();
        lock (_gate)
        {
            if (!_open.TryGetValue(group.GroupId, out GroupLinks? open) || open != group)
            {
                return;
            }

            _open.Remove(group.GroupId);
            foreach (Session session in _live)
            {
                Untell(group.GroupId, session);
                if (session.Groups.Find(group.GroupId) is GroupPeer peer)
                {
                    Part(peer);
                    left.Add(peer);
                }
            }
        }

        await Task.WhenAll(left.Select(peer => peer.Ended));
    }

    /// <summary>A session carries messages from now on.</summary>
    public void OnLive(Session session)
    {
        lock (_gate)
        {
            _live.Add(session);
            MeetAll(session);
        }
    }

    /// <summary>A session ended; completes when every group has heard of it.</summary>
    public async Task OnOverAsync(Session session)
    {
        IReadOnlyList<GroupPeer> peers;
        lock (_gate)
        {
            _live.Remove(session);
            peers = session.Groups.Peers;
            foreach (GroupPeer peer in peers)
            {
                Part(peer);
            }
        }

        await Task.WhenAll(peers.Select(peer => peer.Ended));
    }

    /// <summary>Looks again at what a peer may hear: members come and go.</summary>
    public void Review(Session session)
    {
        lock (_gate)
        {
            if (_live.Contains(session))
            {
                MeetAll(session);
            }
        }
    }

    /// <summary>A peer says that it runs a group.</summary>
    /// <returns>What is wrong with that; <see langword="null"/> when nothing is.</returns>
    public string? Hear(Session session, in Frame frame)
    {
        if (frame.Payload.Length != Hash256.SizeBytes)
        {
            return $"node '{session.Facts.Peer.Name}' told of a group without its genesis";
        }

        lock (_gate)
        {
            Dictionary<int, Hash256> heard = session.Groups.Heard;
            heard[frame.GroupId] = new Hash256(frame.Payload);
            if (_open.TryGetValue(frame.GroupId, out GroupLinks? group))
            {
                Meet(group, session);
                session.WarnOfGenesis(group, heard[frame.GroupId]);
            }

            return heard.Count > GroupsPerPeerMax ? $"node '{session.Facts.Peer.Name}' told of too many groups" : null;
        }
    }

    /// <summary>A peer says that it does not run a group any more.</summary>
    public void Forget(Session session, int groupId)
    {
        lock (_gate)
        {
            session.Groups.Heard.Remove(groupId);
            if (session.Groups.Find(groupId) is GroupPeer peer)
            {
                Part(peer);
            }
        }
    }

    private void MeetAll(Session session)
    {
        foreach (GroupLinks group in _open.Values)
        {
            Meet(group, session);
        }
    }

    /// <summary>Tells a member of the group, and lets the two speak in it when the peer runs the same.</summary>
    private void Meet(GroupLinks group, Session session)
    {
        SessionGroups known = session.Groups;
        bool isMember = group.Handler.MayConnect(session.Facts.Id);
        if (!isMember)
        {
            Untell(group.GroupId, session);
        }
        else if (!known.Told.Contains(group.GroupId)
            && session.TrySend(new OutgoingFrame(
                FrameKind.GroupOpened, (ushort)group.GroupId, group.Genesis.Bytes.ToArray())) == SendResult.Queued)
        {
            // A lane that is full now is tried again with the next heartbeat.
            known.Told.Add(group.GroupId);
        }

        bool isSame = known.Told.Contains(group.GroupId)
            && known.Heard.TryGetValue(group.GroupId, out Hash256 genesis) && genesis == group.Genesis;
        GroupPeer? peer = known.Find(group.GroupId);
        if (isSame && peer is null)
        {
            var joined = new GroupPeer(
                group, group.Handler, session, known.Ends.GetValueOrDefault(group.GroupId, Task.CompletedTask));
            known.Add(joined);
            group.Add(joined);
            tasks.Run(joined.RunAsync);
        }
        else if (!isSame && peer is not null)
        {
            Part(peer);
        }
    }

    private static void Untell(int groupId, Session session)
    {
        if (session.Groups.Told.Remove(groupId))
        {
            session.TrySend(new OutgoingFrame(FrameKind.GroupClosed, (ushort)groupId, default));
        }
    }

    private static void Part(GroupPeer peer)
    {
        peer.Session.Groups.Remove(peer);
        peer.Group.Remove(peer);
        peer.Leave();
    }
}
