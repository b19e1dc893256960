using Ledger.Domain.Primitives;
using Ledger.Simulation.Links;

namespace Ledger.Simulation.Cluster;

/// <summary>Chooses, from the seed, what goes wrong and when. Each run knows only some kinds of fault, so that the rare ones are
/// not drowned by the common ones.</summary>
/// <param name="world">The world.</param>
/// <param name="nodes">The nodes.</param>
public sealed class FaultSchedule(World world, IReadOnlyList<SimulatedNode> nodes)
{
    // Where clocks differ by more than the product allows, fewer sealers can lead, and finishing takes long.
    private const int SkewHealedMs = 4_500;
    private const int EpochEndLooksMax = 800;

    private static readonly TimeSpan EpochEndLook = TimeSpan.FromMilliseconds(20);
    private static readonly FaultKind[] AtEpochEnd =
        [FaultKind.CrashLeader, FaultKind.CrashAtStep, FaultKind.CrashAll, FaultKind.Partition, FaultKind.OneWay, FaultKind.SlowNode];

    private readonly Random _random = world.Random;
    private readonly LeaderCuts _cuts = new(world, nodes);
    private FaultKind[] _kinds = [];
    private bool _isOver;

    /// <summary>Plans faults for the whole phase; the cluster is never told beforehand.</summary>
    public void Plan()
    {
        FaultKind[] all = [.. world.Plan.Faults ?? Enum.GetValues<FaultKind>().Where(_ => _random.Next(3) > 0)];
        _kinds = [.. all, FaultKind.LinksHeal, FaultKind.LinksHeal];
        if (all.Contains(FaultKind.Links))
        {
            SetLinks();
        }

        for (TimeSpan at = Pause(); at < world.Plan.FaultPhase; at += Pause())
        {
            world.Scheduler.After(at, Next);
        }

        foreach (SimulatedNode node in nodes)
        {
            new RoleSchedule(world, node).Plan();
        }
    }

    /// <summary>Everything is mended, and whoever is not gone comes back.</summary>
    public void HealAll()
    {
        _isOver = true;
        _cuts.End();
        world.Trace.Add("--- everything heals");
        world.Network.Heal();
        foreach (SimulatedNode node in nodes)
        {
            node.Timing.IsAway = false;
            node.Timing.LostAnswersPercent = 0;
            node.Timing.SlowWriteMs = 40;
            node.SlowDown(TimeSpan.Zero);
            node.CrashNoMore();
            if (world.Plan.AreClocksMended)
            {
                node.Skew = TimeSpan.FromMilliseconds(_random.Next(-SkewHealedMs, SkewHealedMs));
            }

            Restart(node);
        }
    }

    /// <summary>A node sent a consensus message.</summary>
    public void OnSent(SimulatedNode node, Func<bool> isPromise)
    {
        _cuts.OnSent(node);
        if (node.FallsAtPromise && !_isOver && isPromise())
        {
            node.FallsAtPromise = false;
            var delay = TimeSpan.FromMicroseconds(_random.Next(1, 20_000));
            Later(delay, () => Crash(node));
        }
    }

    private TimeSpan Pause() => TimeSpan.FromMilliseconds(_random.Next(100, 4_000));

    private void Next() => Cause(_kinds[_random.Next(_kinds.Length)]);

    private void Cause(FaultKind kind)
    {
        Action cause = kind switch
        {
            FaultKind.Crash => CrashOne,
            FaultKind.CrashAtStep => CrashAtStep,
            FaultKind.CrashAll => CrashAll,
            FaultKind.CrashLeader => CrashLeader,
            FaultKind.Stop => StopOne,
            FaultKind.Partition => Partition,
            FaultKind.OneWay => CutOneWay,
            FaultKind.Flap => Flap,
            FaultKind.SessionReset => ResetSession,
            FaultKind.Links => SetLinks,
            FaultKind.ClockJump => JumpClock,
            FaultKind.SlowNode => SlowNode,
            FaultKind.DatabaseAway => DatabaseAway,
            FaultKind.DatabaseSlow => DatabaseSlow,
            FaultKind.CrashAtPromise => () => Any().FallsAtPromise = true,
            FaultKind.CutLeaders => _cuts.Begin,
            FaultKind.EpochEnd => () => DisturbEpochEnd(_random.Next(4), EpochEndLooksMax),
            _ => HealLinks,
        };
        cause();
    }

    private SimulatedNode Any() => nodes[_random.Next(nodes.Count)];

    private void Later(TimeSpan delay, Action action) => world.Scheduler.After(delay, () =>
    {
        if (!_isOver)
        {
            action();
        }
    });

    private static void Restart(SimulatedNode node)
    {
        if (!node.IsUp && !node.IsGone && !node.Disk.IsDamaged)
        {
            node.Start();
        }
    }

    private TimeSpan DownTime() => TimeSpan.FromMilliseconds(_random.Next(1, _random.Next(2) == 0 ? 200 : 15_000));

    private void RestartLater(SimulatedNode node) => Later(DownTime(), () => Restart(node));

    private void CrashOne() => Crash(Any());

    private void Crash(SimulatedNode node)
    {
        if (node.IsUp)
        {
            node.Crash();
            RestartLater(node);
        }
    }

    private void CrashAtStep()
    {
        SimulatedNode node = Any();
        if (node.IsUp)
        {
            node.CrashAfter(_random.Next(1, 400));
            world.Scheduler.After(TimeSpan.FromSeconds(_random.Next(1, 6)), () => Restart(node));
        }
    }

    private void CrashAll()
    {
        foreach (SimulatedNode node in nodes)
        {
            Crash(node);
        }
    }

    private void CrashLeader()
    {
        if (nodes.FirstOrDefault(node => node.Node is not null)?.Node?.Status is { } some
            && some.Sealers.Members.ElementAtOrDefault(some.Consensus.Leader) is NodeId leader
            && nodes.FirstOrDefault(node => node.Sealer == world.Setup.NumberOf(leader)) is SimulatedNode node)
        {
            Crash(node);
        }
    }

    /// <summary>Waits until the group is a few blocks below an epoch, so that what goes wrong falls into the change.</summary>
    private void DisturbEpochEnd(int blocksBelow, int looks)
    {
        long highest = world.Verdict.Chain.Highest;
        if (world.Verdict.Epochs.Epochs[^1].First is long first && first > highest && first - 1 - highest <= blocksBelow)
        {
            world.Trace.Add($"an epoch begins at {first}");
            Cause(AtEpochEnd[_random.Next(AtEpochEnd.Length)]);
        }
        else if (looks > 0)
        {
            Later(EpochEndLook, () => DisturbEpochEnd(blocksBelow, looks - 1));
        }
    }

    private void StopOne()
    {
        SimulatedNode node = Any();
        if (node.Node is not null)
        {
            node.Stop();
            world.Scheduler.After(TimeSpan.FromSeconds(_random.Next(1, 6)), () => Restart(node));
        }
    }

    private void Partition()
    {
        bool[] isLeft = [.. nodes.Select(_ => _random.Next(2) == 0)];
        world.Trace.Add("partition " + string.Concat(isLeft.Select(left => left ? 'L' : 'R')));
        for (int from = 0; from < isLeft.Length; from++)
        {
            for (int to = 0; to < isLeft.Length; to++)
            {
                world.Network.SetCut(from, to, isLeft[from] != isLeft[to]);
            }
        }
    }

    private void CutOneWay()
    {
        int node = _random.Next(nodes.Count);
        bool isDeaf = _random.Next(2) == 0;
        world.Trace.Add($"host {node} is {(isDeaf ? "deaf" : "dumb")}");
        for (int other = 0; other < nodes.Count; other++)
        {
            world.Network.SetCut(isDeaf ? other : node, isDeaf ? node : other, isCut: other != node);
        }
    }

    private void Flap()
    {
        int one = _random.Next(nodes.Count);
        int other = _random.Next(nodes.Count);
        world.Trace.Add($"the link of hosts {one} and {other} flaps");
        for (int i = 0; i < 20; i++)
        {
            bool isCut = i % 2 == 0;
            Later(TimeSpan.FromMilliseconds(200 * i), () =>
            {
                world.Network.SetCut(one, other, isCut);
                world.Network.SetCut(other, one, isCut);
            });
        }
    }

    private void ResetSession()
    {
        int one = _random.Next(nodes.Count);
        int other = _random.Next(nodes.Count);
        if (nodes[one].Sealer != nodes[other].Sealer)
        {
            world.Trace.Add($"the session of hosts {one} and {other} breaks");
            SessionBook.Break(world, nodes[one], nodes[other]);
        }
    }

    private void HealLinks()
    {
        world.Trace.Add("links heal");
        world.Network.Heal();
        _cuts.Renew();
    }

    private void SetLinks()
    {
        SimulatedNetwork network = world.Network;
        network.LossPercent = _random.Next(3) == 0 ? _random.Next(31) : 0;
        network.RepeatPercent = _random.Next(20);
        network.DelayMsMax = new[] { 20, 20, 60, 200, 500 }[_random.Next(5)];
        network.LatePercent = _random.Next(3) == 0 ? _random.Next(1, 10) : 0;
        world.Trace.Add(
            $"links lose {network.LossPercent} %, repeat {network.RepeatPercent} %, delay {network.DelayMsMax} ms, {network.LatePercent} % late");
    }

    private void JumpClock()
    {
        SimulatedNode node = Any();
        int range = _random.Next(3) == 0 ? 3_600_000 : 2_000;
        node.Skew = TimeSpan.FromMilliseconds(_random.Next(-range, range + 1));
        world.Trace.Add($"{node.Name}'s clock is off by {node.Skew}");
    }

    private void SlowNode()
    {
        SimulatedNode node = Any();
        node.SlowDown(TimeSpan.FromMilliseconds(_random.Next(1, 60)));
        world.Trace.Add($"{node.Name} is slow: {node.Slowness}");
        Later(TimeSpan.FromSeconds(_random.Next(1, 15)), () => node.SlowDown(TimeSpan.Zero));
    }

    private void DatabaseAway()
    {
        SimulatedNode node = Any();
        world.Trace.Add($"{node.Name}'s database is away");
        node.Timing.IsAway = true;
        Later(TimeSpan.FromMilliseconds(_random.Next(10, 8_000)), () =>
        {
            node.Timing.IsAway = false;
            Restart(node);
        });
    }

    private void DatabaseSlow()
    {
        SimulatedNode node = Any();
        node.Timing.SlowWriteMs = _random.Next(40, 1_500);
        node.Timing.LostAnswersPercent = _random.Next(2) * _random.Next(10);
        world.Trace.Add(
            $"{node.Name}'s database takes up to {node.Timing.SlowWriteMs} ms and loses {node.Timing.LostAnswersPercent} % of its answers");
    }
}
