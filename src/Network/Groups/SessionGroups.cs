using Ledger.Domain.Primitives;

namespace Ledger.Network.Groups;

/// <summary>What the two ends of one session have told each other about their groups. Changed by <see cref="GroupRouter"/> alone, under its lock.</summary>
internal sealed class SessionGroups
{
    private GroupPeer[] _peers = [];

    /// <summary>Groups that the peer was told of.</summary>
    public HashSet<int> Told { get; } = [];

    /// <summary>Groups that the peer says it runs, with their genesis.</summary>
    public Dictionary<int, Hash256> Heard { get; } = [];

    /// <summary>Groups that both run; a snapshot that does not change.</summary>
    public IReadOnlyList<GroupPeer> Peers => Volatile.Read(ref _peers);

    /// <summary>The end of the last conversation in each group.</summary>
    public Dictionary<int, Task> Ends { get; } = [];

    /// <summary>The peer in a group; found without a lock, because every message asks and groups are few.</summary>
    public GroupPeer? Find(int groupId)
    {
        foreach (GroupPeer peer in Volatile.Read(ref _peers))
        {
            if (peer.Group.GroupId == groupId)
            {
                return peer;
            }
        }

        return null;
    }

    /// <summary>Both run the group from now on.</summary>
    public void Add(GroupPeer peer)
    {
        Volatile.Write(ref _peers, [.. _peers, peer]);
        Ends[peer.Group.GroupId] = peer.Ended;
    }

    /// <summary>One of them does not run it any more.</summary>
    public void Remove(GroupPeer peer) => Volatile.Write(ref _peers, [.. _peers.Where(other => other != peer)]);
}
