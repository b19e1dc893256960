using Ledger.Consensus.Epochs;
using Ledger.Consensus.Raft;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Raft.Cluster;

/// <summary>One run of a cluster of real cores from one seed: faults while only safety counts, then everything heals and must finish.</summary>
internal sealed class RaftRun
{
    private readonly RaftPlan _plan;
    private readonly List<Hash256> _submitted = [];
    private readonly List<string>? _trace;

    public RaftRun(RaftPlan plan, bool isTracing = false)
    {
        _plan = plan;
        _trace = isTracing ? [] : null;
        Random = new Random(plan.Seed);
        Group = new TestGroup(plan.Nodes, faults: FaultModel.Crash);
        Epoch = new Epoch(1, Group.Sealers, RaftGroup.Parameters(Group));
        Links = new RaftLinks(Agenda, Random, plan.Nodes);
        Checks = new RaftChecks(Group);
        Options = new RaftOptions
        {
            Window = 1 + (plan.Seed % 4),
            HeightsAheadMax = 12,
            HeightsKept = 4,
            ElectionTimeout = TimeSpan.FromMilliseconds(300),
            HeartbeatInterval = TimeSpan.FromMilliseconds(50),
            ResendInterval = TimeSpan.FromMilliseconds(200),
            EntriesPerAppendMax = 1 + (plan.Seed % 3),
            AppendsInFlightMax = 4,
            Seed = (ulong)plan.Seed,
        };
        Nodes = [.. Enumerable.Range(0, plan.Nodes).Select(index => new RaftNode(this, index))];
    }

    public RaftBug Bug => _plan.Bug;

    public Random Random { get; }

    public TestGroup Group { get; }

    public Epoch Epoch { get; }

    public RaftOptions Options { get; }

    public Agenda Agenda { get; } = new();

    public RaftLinks Links { get; }

    public RaftChecks Checks { get; }

    public IReadOnlyList<RaftNode> Nodes { get; }

    /// <summary>The last things that happened, for the report of a failure.</summary>
    public IReadOnlyList<string> Trace => _trace ?? [];

    public bool IsTracing => _trace is not null;

    public long Messages { get; set; }

    public long Hints { get; set; }

    public long Reads { get; set; }

    /// <summary>How many messages with entries of a hundred are lost beside the others; where some are, leaders also fall when it hurts
    /// most, so that logs differ as in figure 8.</summary>
    public int EntryLossPercent => _plan.Seed % 3 == 0 ? 60 : 0;

    /// <summary>Whether faults may happen.</summary>
    public bool IsFaulty { get; private set; } = true;

    public string? Run()
    {
        foreach (RaftNode node in Nodes)
        {
            node.Start();
        }

        new RaftFaults(this, _plan).Plan();
        for (TimeSpan at = TimeSpan.Zero; at < _plan.FaultPhase; at += TimeSpan.FromMilliseconds(Random.Next(10, 400)))
        {
            Agenda.After(at, Submit);
        }

        RunUntil(_plan.FaultPhase, () => false);
        if (Checks.Violation is not null)
        {
            return Checks.Violation;
        }

        Heal();
        RunUntil(_plan.FaultPhase + _plan.LivenessLimit, IsFinished);
        return Checks.Violation ?? (IsFinished()
            ? Checks.CheckChains([.. Nodes.Select(node => node.Disk)], _submitted)
            : "Not live: " + string.Join("; ", Nodes.Select(node => node.Describe())));
    }

    public void Note(string line) => _trace?.Add($"{Agenda.Now.TotalMilliseconds,9:0.0} {line}");

    private void Heal()
    {
        IsFaulty = false;
        Links.Heal();
        foreach (RaftNode node in Nodes.Where(node => !node.IsUp))
        {
            node.Start();
        }

        foreach (Hash256 transaction in _submitted)
        {
            foreach (RaftNode node in Nodes)
            {
                Agenda.After(Links.Delay(), () => node.TakeTransaction(transaction));
            }
        }
    }

    private void RunUntil(TimeSpan end, Func<bool> isDone)
    {
        while (Checks.Violation is null && !isDone() && Agenda.RunNext(end))
        {
        }
    }

    private void Submit()
    {
        Hash256 transaction = TestGroup.Transaction(_submitted.Count);
        _submitted.Add(transaction);
        foreach (RaftNode node in Nodes.Where(_ => Random.Next(3) > 0))
        {
            Agenda.After(Links.Delay(), () => node.TakeTransaction(transaction));
        }

        if (Random.Next(3) == 0)
        {
            RaftNode reader = Nodes[Random.Next(Nodes.Count)];
            reader.Read(Checks.HighestFinal);
        }
    }

    private bool IsFinished()
    {
        long height = Nodes[0].Disk.Head.Number;
        return height >= Checks.HighestFinal
            && Nodes.All(node => node.IsUp && node.Disk.Head.Number == height)
            && Nodes[0].Disk.Chain.Sum(block => block.Executed.Count) == _submitted.Count;
    }
}
