namespace Ledger.Simulation.Cluster;

/// <summary>Chooses, from the seed, what goes wrong and when.</summary>
public sealed class FaultSchedule(ClusterRun run)
{
    private const int LossPercentMax = 30;

    private static readonly int[] DelaysMs = [20, 20, 60, 200, 500];

    /// <summary>Plans faults for the whole phase; the cluster is never told beforehand.</summary>
    public void Plan()
    {
        SetLinks();
        for (TimeSpan at = Pause(); at < run.Plan.FaultPhase; at += Pause())
        {
            run.Time.After(at, Next);
        }
    }

    private TimeSpan Pause() => TimeSpan.FromMilliseconds(run.Random.Next(100, 4000));

    private void Next()
    {
        switch (run.Random.Next(12))
        {
            case 0 or 1 or 2:
                Crash(run.Random.Next(run.Nodes.Count));
                break;
            case 3:
                CrashLeader();
                break;
            case 4:
                for (int node = 0; node < run.Nodes.Count; node++)
                {
                    Crash(node);
                }

                break;
            case 5 or 6:
                Partition();
                break;
            case 7:
                CutOneWay();
                break;
            case 8 or 9:
                run.Trace("links heal");
                run.Network.Heal();
                break;
            default:
                SetLinks();
                break;
        }
    }

    private void SetLinks()
    {
        run.Network.LossPercent = run.Random.Next(3) == 0 ? run.Random.Next(LossPercentMax + 1) : 0;
        run.Network.RepeatPercent = run.Random.Next(20);
        run.Network.DelayMsMax = DelaysMs[run.Random.Next(DelaysMs.Length)];
        run.Trace($"links lose {run.Network.LossPercent} %, repeat {run.Network.RepeatPercent} %, delay {run.Network.DelayMsMax} ms");
    }

    private void CrashLeader()
    {
        foreach (SimulatedNode node in run.Nodes)
        {
            if (node.Status is { } status)
            {
                Crash(status.Leader);
                return;
            }
        }
    }

    private void Crash(int index)
    {
        SimulatedNode node = run.Nodes[index];
        if (!node.IsUp)
        {
            return;
        }

        node.Crash();
        run.Time.After(TimeSpan.FromMilliseconds(run.Random.Next(1, run.Random.Next(2) == 0 ? 200 : 15_000)), () =>
        {
            if (!node.IsUp)
            {
                node.Start();
            }
        });
    }

    private void Partition()
    {
        bool[] isLeft = [.. run.Nodes.Select(_ => run.Random.Next(2) == 0)];
        run.Trace("partition " + string.Concat(isLeft.Select(left => left ? 'L' : 'R')));
        for (int from = 0; from < isLeft.Length; from++)
        {
            for (int to = 0; to < isLeft.Length; to++)
            {
                run.Network.SetCut(from, to, isLeft[from] != isLeft[to]);
            }
        }
    }

    private void CutOneWay()
    {
        int node = run.Random.Next(run.Nodes.Count);
        bool isDeaf = run.Random.Next(2) == 0;
        run.Trace($"node {node} is {(isDeaf ? "deaf" : "dumb")}");
        for (int other = 0; other < run.Nodes.Count; other++)
        {
            run.Network.SetCut(isDeaf ? other : node, isDeaf ? node : other, isCut: other != node);
        }
    }
}
