using Ledger.Domain.Primitives;

namespace Ledger.Simulation.Cluster;

/// <summary>For a while, cuts each new leader off from all but a minority after a few of its messages, and lets the one before come back:
/// what a leader said to a few meets what the next ones said to others (figure 8 of the Raft paper).</summary>
/// <param name="world">The world.</param>
/// <param name="nodes">The nodes.</param>
public sealed class LeaderCuts(World world, IReadOnlyList<SimulatedNode> nodes)
{
    private readonly Random _random = world.Random;
    private readonly List<(int From, int To)> _cut = [];
    private readonly HashSet<(NodeId Leader, long View)> _seen = [];
    private (NodeId Leader, long View) _last;
    private int _messagesLeft;
    private TimeSpan _end;

    /// <summary>Begins, or goes on for longer.</summary>
    public void Begin()
    {
        _seen.Clear();
        _end = world.Scheduler.Now + TimeSpan.FromSeconds(_random.Next(5, 20));
        world.Trace.Add($"new leaders are cut off until {_end.TotalSeconds:0} s");
    }

    /// <summary>Ends.</summary>
    public void End() => _end = TimeSpan.Zero;

    /// <summary>All links were mended: those of the leader that is cut off are not.</summary>
    public void Renew()
    {
        foreach ((int from, int to) in _cut)
        {
            world.Network.SetCut(from, to, isCut: true);
        }
    }

    /// <summary>A node sent a consensus message.</summary>
    public void OnSent(SimulatedNode node)
    {
        if (world.Scheduler.Now > _end)
        {
            Mend();
            return;
        }

        NodeId self = world.Setup.Members[node.Sealer].Id;
        if (node.Node?.Status is { } status && status.Sealers.Members.ElementAtOrDefault(status.Consensus.Leader) == self)
        {
            OnLeaderSent(node, (self, status.Consensus.View));
        }
    }

    private void OnLeaderSent(SimulatedNode node, (NodeId Leader, long View) at)
    {
        if (_seen.Add(at))
        {
            _last = at;
            Choose(node);
        }

        if (_last == at && --_messagesLeft == 0)
        {
            CutOff(node);
            // Other faults mend links too: who still leads then is cut off again.
            _messagesLeft = MessagesOfLongTurn();
        }
    }

    /// <summary>Most leaders say a few words; some lead long enough to have their way with those that come back.</summary>
    private void Choose(SimulatedNode leader)
    {
        bool isShort = _random.Next(4) > 0;
        _messagesLeft = isShort ? _random.Next(1, nodes.Count * 2) : MessagesOfLongTurn();
        world.Trace.Add($"{leader.Name} leads for {_messagesLeft} messages");
        if (!isShort)
        {
            Mend();
        }
    }

    private int MessagesOfLongTurn() => nodes.Count * _random.Next(10, 40);

    private void CutOff(SimulatedNode leader)
    {
        Mend();
        int[] others = [.. Enumerable.Range(0, nodes.Count).Where(host => host != leader.Host)];
        _random.Shuffle(others);
        int[] lost = others[_random.Next(world.Plan.Nodes / 2)..];
        world.Trace.Add($"the leader {leader.Name} is cut off from hosts {string.Join(' ', lost)}");
        foreach (int host in lost)
        {
            Cut(leader.Host, host);
            Cut(host, leader.Host);
        }
    }

    private void Cut(int from, int to)
    {
        world.Network.SetCut(from, to, isCut: true);
        _cut.Add((from, to));
    }

    private void Mend()
    {
        foreach ((int from, int to) in _cut)
        {
            world.Network.SetCut(from, to, isCut: false);
        }

        _cut.Clear();
    }
}
