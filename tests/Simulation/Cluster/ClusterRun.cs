using Ledger.Node.Ports;
using Ledger.Simulation.Algorithms;
using Ledger.Simulation.Bugs;
using Ledger.Simulation.Byzantine;
using Ledger.Simulation.Checks;
using Ledger.Simulation.Clients;
using Ledger.Simulation.Engine;
using Ledger.Simulation.Links;

namespace Ledger.Simulation.Cluster;

/// <summary>One run of a whole cluster from one seed: faults while only safety counts, then everything heals and must finish.</summary>
public sealed class ClusterRun
{
    private static readonly TimeSpan ForeignTime = TimeSpan.FromSeconds(20);

    private readonly World _world;
    private readonly List<SimulatedNode> _nodes = [];
    private readonly SimulatedClients _clients;
    private readonly SimulatedReaders _readers;
    private readonly FaultSchedule _faults;
    private readonly MemberSchedule _changes;
    private IReadOnlyList<RecordedMessage>? _foreign;

    /// <summary>Sets the stage.</summary>
    /// <param name="plan">What the run follows from.</param>
    /// <param name="isTracing">Whether to keep a trace.</param>
    public ClusterRun(SimulationPlan plan, bool isTracing = false)
    {
        var random = new Random(plan.Seed);
        var scheduler = new Scheduler(random);
        IAlgorithm algorithm = AlgorithmCatalog.Get(plan.Algorithm);
        var setup = new GroupSetup(plan, algorithm);
        NodeRole[] roles = RoleChoice.Choose(plan, algorithm, random);
        int[] sealers = [.. Enumerable.Range(0, setup.Members.Count), .. Enumerable.Range(0, plan.Nodes).Where(i => roles[i] == NodeRole.Twin)];
        var epochs = new EpochChronicle(setup);
        ISignatureWatch watch = algorithm.Watch(setup, epochs);
        var verdict = new Verdict(setup, epochs, watch, sealer => RoleChoice.IsFaulty(roles[sealer], plan));
        var network = new SimulatedNetwork(scheduler, [.. sealers.Select(sealer => setup.Members[sealer].Id)]);
        var trace = new Trace(scheduler, isTracing);
        _world = new World(plan, setup, algorithm, scheduler, network, verdict, trace, new BugPlanter(plan.Bug));
        foreach (int sealer in sealers)
        {
            _nodes.Add(NewNode(sealer, roles[sealer], sealers.Length));
        }

        network.Deliver = (to, from, message) => _nodes[to].Deliver(from, message);
        network.Tap = (from, to, message) => OnSent(watch, from, to, message);
        _clients = new SimulatedClients(_world, _nodes);
        _readers = new SimulatedReaders(_world, _nodes);
        _faults = new FaultSchedule(_world, _nodes);
        _changes = new MemberSchedule(_world, _nodes, _clients);
        trace.Add($"roles: {string.Join(' ', roles)}");
    }

    /// <summary>The trace.</summary>
    public Trace Trace => _world.Trace;

    /// <summary>How much simulated time has passed.</summary>
    public TimeSpan Elapsed => _world.Scheduler.Now;

    /// <summary>What happened, in numbers.</summary>
    public string Summary =>
        $"{_world.Verdict.Chain.Highest} blocks, {_clients.Count} transactions, {_readers.Answered} reads, {_world.Network.Sent} messages, {_world.Scheduler.Steps} steps";

    /// <summary>Runs both phases.</summary>
    /// <returns>What was violated, or <see langword="null"/>.</returns>
    public string? Run()
    {
        foreach (SimulatedNode node in _nodes.Where(node => !node.IsGone))
        {
            node.Start();
        }

        _clients.Plan(_world.Plan.FaultPhase);
        _readers.Plan(_world.Plan.FaultPhase);
        if (_world.Plan.IsGoverned)
        {
            _changes.Plan();
        }

        if (_world.Plan.HasFaults)
        {
            _faults.Plan();
        }

        RunUntil(_world.Plan.FaultPhase, () => false);
        _faults.HealAll();
        _clients.SubmitOne();
        RunUntil(_world.Plan.FaultPhase + _world.Plan.LivenessLimit, () => Ending.IsReached(_world, Faithful(), _clients));
        return _world.Verdict.Violation ?? new Ending(_world, Faithful(), _clients).Check(RunFor);
    }

    /// <summary>Runs without faults for a while, and gives every consensus message that was sent.</summary>
    public IReadOnlyList<RecordedMessage> Record(TimeSpan time)
    {
        var recorded = new List<RecordedMessage>();
        foreach (SimulatedNode node in _nodes)
        {
            node.Start();
        }

        _clients.Plan(time);
        _world.Network.Tap = (_, _, message) => recorded.Add(new RecordedMessage(Elapsed, message));
        RunUntil(time, () => false);
        return [.. recorded.Where(item => item.Message.Kind == PeerMessageKind.Consensus)];
    }

    /// <summary>Those that must finish: who left the group is not told of its blocks any more.</summary>
    private List<SimulatedNode> Faithful() =>
        [.. _nodes.Where(node => node.IsFaithful && !node.IsGone && _changes.IsMember(node))];

    private void RunFor(TimeSpan time) => RunUntil(_world.Scheduler.Now + time, () => false);

    private void RunUntil(TimeSpan end, Func<bool> isDone)
    {
        while (_world.Verdict.Violation is null && !isDone() && _world.Scheduler.RunNext(end))
        {
            if (_world.Scheduler.Stray is string stray)
            {
                _world.Verdict.Violate(stray);
            }
        }
    }

    private SimulatedNode NewNode(int sealer, NodeRole role, int hosts)
    {
        Liar? liar = role == NodeRole.Liar
            ? new Liar(
                _world.Random,
                _world.Algorithm.Forger(_world.Setup, _world.Verdict.Epochs, _world.Setup.Members[sealer]),
                hosts,
                new ForeignTraffic(_world.Scheduler, Foreign))
            : null;
        var node = new SimulatedNode(_world, _nodes.Count, sealer, role, liar);
        node.Sessions = (host, isUp) => SessionBook.Tell(_world, _nodes, host, isUp);
        node.IsGone = sealer >= _world.Plan.Nodes;
        node.Refused = (from, message) => OnRefused(node, from, message);
        return node;
    }

    /// <summary>What the same sealers said in another group, for liars to say here.</summary>
    private IReadOnlyList<RecordedMessage> Foreign() => _foreign ??= new ClusterRun(_world.Plan with
    {
        GroupId = _world.Plan.GroupId + 1,
        HasFaults = false,
        Role = NodeRole.Honest,
    }).Record(ForeignTime);

    private void OnSent(ISignatureWatch watch, int from, int to, PeerMessage message)
    {
        if (message.Kind == PeerMessageKind.Consensus)
        {
            _world.Verdict.OnSent(_nodes[from].Sealer, _nodes[to].Sealer, message.Payload);
            _faults.OnSent(_nodes[from], () => watch.IsPromise(message.Payload));
        }

        if (_world.Trace.IsKept)
        {
            string what = message.Kind == PeerMessageKind.Consensus
                ? watch.Describe(message.Payload)
                : $"{message.Kind} of {message.Payload.Length} bytes";
            _world.Trace.Add($"{_nodes[from].Name} -> {_nodes[to].Name} {what}");
        }
    }

    private void OnRefused(SimulatedNode node, int from, PeerMessage message)
    {
        SimulatedNode sender = _nodes[from];
        _world.Trace.Add($"{node.Name} refuses a {message.Kind} message of {sender.Name}");
        // A twin is sent the answers to its other half's questions too.
        if (sender.IsFaithful && node.IsFaithful && !_world.Bugs.MayRefuseHonest)
        {
            _world.Verdict.Violate($"{node.Name} refused a {message.Kind} message of {sender.Name}, which keeps to the protocol.");
            return;
        }

        SessionBook.Break(_world, node, sender);
    }
}
