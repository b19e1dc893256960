using Ledger.Consensus;
using Ledger.Consensus.Pbft;
using Ledger.Domain.Primitives;
using Ledger.Simulation.Checks;
using Ledger.Testing.Consensus;

namespace Ledger.Simulation.Cluster;

/// <summary>One run of a whole cluster from one seed: faults while only safety counts, then everything heals and must finish.</summary>
public sealed class ClusterRun
{
    private readonly List<string>? _trace;
    private readonly List<Hash256> _submitted = [];
    private readonly PbftSeal _observer;

    /// <summary>Sets the stage.</summary>
    /// <param name="plan">What the run follows from.</param>
    /// <param name="isTracing">Whether to keep a trace.</param>
    public ClusterRun(SimulationPlan plan, bool isTracing)
    {
        Plan = plan;
        _trace = isTracing ? [] : null;
        Random = new Random(plan.Seed);
        Group = new TestGroup(plan.Nodes);
        Bugs = new BugPlanter(plan.Bug);
        Threshold = Bugs.Threshold(Group.Sealers.Threshold);
        Network = new SimulatedNetwork(Time, Random, plan.Nodes);
        Checks = new SafetyChecks(Group);
        Options = new PbftOptions
        {
            Window = plan.Window,
            HeightsPerTurn = 1 + (plan.Seed % 3 * 7),
            Timeout = TimeSpan.FromSeconds(1),
            TimeoutMax = TimeSpan.FromSeconds(8),
            ResendInterval = TimeSpan.FromMilliseconds(400),
        };
        _observer = new PbftSeal(Group.Identity, Group.Sealers, TestGroup.Suite, null)
        {
            Threshold = Threshold,
            HeightsPerTurn = Options.HeightsPerTurn,
        };
        Nodes = [.. Enumerable.Range(0, plan.Nodes).Select(index => new SimulatedNode(this, index))];
    }

    /// <summary>What the run follows from.</summary>
    public SimulationPlan Plan { get; }

    /// <summary>The only source of chance.</summary>
    public Random Random { get; }

    /// <summary>The sealers.</summary>
    public TestGroup Group { get; }

    /// <summary>Simulated time.</summary>
    public SimulatedTime Time { get; } = new();

    /// <summary>The links.</summary>
    public SimulatedNetwork Network { get; }

    /// <summary>The checks from outside.</summary>
    public SafetyChecks Checks { get; }

    /// <summary>The bug, if any.</summary>
    public BugPlanter Bugs { get; }

    /// <summary>The votes that decide in this run.</summary>
    public int Threshold { get; }

    /// <summary>The group's settings.</summary>
    public PbftOptions Options { get; }

    /// <summary>The nodes, by index.</summary>
    public IReadOnlyList<SimulatedNode> Nodes { get; }

    /// <summary>Whether a trace is kept.</summary>
    public bool IsTracing => _trace is not null;

    /// <summary>The trace.</summary>
    public IReadOnlyList<string> TraceLines => _trace ?? [];

    /// <summary>How many messages were signed.</summary>
    public long Messages { get; private set; }

    /// <summary>Runs both phases.</summary>
    /// <returns>What was violated, or <see langword="null"/>.</returns>
    public string? Run()
    {
        foreach (SimulatedNode node in Nodes)
        {
            node.Start();
        }

        var faults = new FaultSchedule(this);
        faults.Plan();
        PlanClients();
        RunUntil(Plan.FaultPhase, () => false);
        if (Checks.Violation is not null)
        {
            return Checks.Violation;
        }

        Trace("--- everything heals");
        Network.Heal();
        foreach (SimulatedNode node in Nodes.Where(node => !node.IsUp))
        {
            node.Start();
        }

        Submit(everywhere: true);
        foreach (Hash256 transaction in _submitted)
        {
            Tell(transaction);
        }

        RunUntil(Plan.FaultPhase + Plan.LivenessLimit, IsFinished);
        return Checks.Violation ?? (IsFinished() ? Checks.CheckChains(Nodes, _submitted) : Unfinished());
    }

    /// <summary>Adds a line to the trace.</summary>
    public void Trace(string line) => _trace?.Add($"{Time.Now.TotalMilliseconds,10:0.0} {line}");

    /// <summary>What a peer's verifier makes of a message: the bytes decide, not the sender's object.</summary>
    public VerifiedMessage Verify(VerifiedMessage message)
    {
        Messages++;
        if (_observer.TryVerify(message.Bytes, out VerifiedMessage? verified) is string refusal)
        {
            Checks.Violate($"A message of honest node {message.Sender} was refused: {refusal}");
            return message;
        }

        return verified!;
    }

    /// <summary>How long the journal takes to be durable.</summary>
    public TimeSpan DiskDelay() => TimeSpan.FromMicroseconds(Random.Next(100, Random.Next(20) == 0 ? 60_000 : 4_000));

    /// <summary>How long an execution takes.</summary>
    public TimeSpan ExecutionDelay() => TimeSpan.FromMicroseconds(Random.Next(500, Random.Next(20) == 0 ? 300_000 : 30_000));

    /// <summary>How long the store takes for a block.</summary>
    public TimeSpan StoreDelay() => TimeSpan.FromMicroseconds(Random.Next(500, Random.Next(20) == 0 ? 500_000 : 20_000));

    private void RunUntil(TimeSpan end, Func<bool> isDone)
    {
        while (Checks.Violation is null && !isDone() && Time.RunNext(end))
        {
        }
    }

    private void PlanClients()
    {
        for (TimeSpan at = TimeSpan.Zero; at < Plan.FaultPhase; at += TimeSpan.FromMilliseconds(Random.Next(50, 1500)))
        {
            Time.After(at, () => Submit(everywhere: false));
        }
    }

    private void Submit(bool everywhere)
    {
        Hash256 transaction = TestGroup.Transaction(_submitted.Count);
        _submitted.Add(transaction);
        foreach (SimulatedNode node in Nodes)
        {
            if (everywhere || Random.Next(3) > 0)
            {
                Time.After(Network.Delay(), () => node.TakeTransaction(transaction));
            }
        }
    }

    private void Tell(Hash256 transaction)
    {
        foreach (SimulatedNode node in Nodes)
        {
            Time.After(Network.Delay(), () => node.TakeTransaction(transaction));
        }
    }

    private bool IsFinished()
    {
        long height = Nodes[0].Disk.Head.Number;
        return height >= Checks.HighestFinal
            && Nodes.All(node => node.IsUp && node.Disk.Head.Number == height)
            && Nodes[0].Disk.Chain.Sum(block => block.Executed.Count) == _submitted.Count;
    }

    private string Unfinished() => "Not live: healed at "
        + $"{Plan.FaultPhase.TotalSeconds} s, at {Time.Now.TotalSeconds} s "
        + string.Join("; ", Nodes.Select(node =>
            $"node {node.Index} height {node.Disk.Head.Number} with {node.Disk.Chain.Sum(block => block.Executed.Count)} of "
            + $"{_submitted.Count}, view {node.Status?.View} {node.Status?.Phase}"));
}
