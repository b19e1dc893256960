namespace Ledger.Consensus.Tests.Raft.Cluster;

/// <summary>Chooses, from the seed, what goes wrong and when.</summary>
internal sealed class RaftFaults(RaftRun run, RaftPlan plan)
{
    private static readonly int[] DelaysMs = [5, 10, 30, 150, 400];

    public void Plan()
    {
        SetLinks();
        for (TimeSpan at = Pause(); at < plan.FaultPhase; at += Pause())
        {
            run.Agenda.After(at, Next);
        }
    }

    private TimeSpan Pause() => TimeSpan.FromMilliseconds(run.Random.Next(20, plan.Seed % 2 == 0 ? 600 : 3000));

    private void Next()
    {
        switch (run.Random.Next(12))
        {
            case 0 or 1:
                run.Nodes[run.Random.Next(run.Nodes.Count)].CrashFor(Outage());
                break;
            case 2 or 3:
                foreach (RaftNode node in run.Nodes.Where(node => node.IsLeader))
                {
                    node.CrashFor(Outage());
                }

                break;
            case 4:
                foreach (RaftNode node in run.Nodes)
                {
                    node.CrashFor(Outage());
                }

                break;
            case 5 or 6:
                Partition();
                break;
            case 7:
                CutOneWay();
                break;
            case 8 or 9 or 10:
                run.Note("links heal");
                run.Links.Heal();
                break;
            default:
                SetLinks();
                break;
        }
    }

    private TimeSpan Outage() =>
        TimeSpan.FromMilliseconds(run.Random.Next(1, run.Random.Next(2) == 0 ? 50 : 4000));

    private void SetLinks()
    {
        run.Links.LossPercent = run.Random.Next(3) == 0 ? run.Random.Next(31) : 0;
        run.Links.RepeatPercent = run.Random.Next(20);
        run.Links.DelayMsMax = DelaysMs[run.Random.Next(DelaysMs.Length)];
        run.Note($"links lose {run.Links.LossPercent} %, delay {run.Links.DelayMsMax} ms");
    }

    private void Partition()
    {
        bool[] isLeft = [.. run.Nodes.Select(_ => run.Random.Next(2) == 0)];
        run.Note("partition " + string.Concat(isLeft.Select(left => left ? 'L' : 'R')));
        for (int from = 0; from < isLeft.Length; from++)
        {
            for (int to = 0; to < isLeft.Length; to++)
            {
                run.Links.SetCut(from, to, isLeft[from] != isLeft[to]);
            }
        }
    }

    private void CutOneWay()
    {
        int node = run.Random.Next(run.Nodes.Count);
        bool isDeaf = run.Random.Next(2) == 0;
        run.Note($"node {node} is {(isDeaf ? "deaf" : "dumb")}");
        for (int other = 0; other < run.Nodes.Count; other++)
        {
            run.Links.SetCut(isDeaf ? other : node, isDeaf ? node : other, isCut: other != node);
        }
    }
}
