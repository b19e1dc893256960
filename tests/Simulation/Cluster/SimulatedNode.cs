using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Node;
using Ledger.Node.Joining;
using Ledger.Node.Pool;
using Ledger.Node.Ports;
using Ledger.Simulation.Byzantine;
using Ledger.Simulation.Disk;
using Ledger.Simulation.Engine;
using Ledger.Simulation.Links;
using Ledger.Simulation.Machine;

namespace Ledger.Simulation.Cluster;

/// <summary>One host: a disk, a clock, links, and the real node that runs on them from start to crash.</summary>
public sealed class SimulatedNode
{
    private readonly World _world;
    private readonly ISigner _signer;
    private readonly DiskTiming _timing;
    private Dictionary<int, Incoming> _incoming = [];
    private IPeerHandler? _door;
    private NodeLife? _life;
    private GroupNode? _node;
    private Action _requestStop = static () => { };

    /// <summary>Makes a node that is down, with an empty disk.</summary>
    /// <param name="world">What it lives in.</param>
    /// <param name="host">Its place in the network.</param>
    /// <param name="sealer">The index of its key in the sealer set.</param>
    /// <param name="role">What becomes of it.</param>
    /// <param name="liar">What falsifies its messages, if anything.</param>
    public SimulatedNode(World world, int host, int sealer, NodeRole role, Liar? liar)
    {
        _world = world;
        _signer = world.Setup.Members[sealer];
        _timing = new DiskTiming(world.Scheduler);
        Host = host;
        Sealer = sealer;
        Role = role;
        Liar = liar;
    }

    /// <summary>Its place in the network.</summary>
    public int Host { get; }

    /// <summary>The index of its key in the sealer set.</summary>
    public int Sealer { get; }

    /// <summary>What becomes of it.</summary>
    public NodeRole Role { get; }

    /// <summary>What falsifies its messages.</summary>
    public Liar? Liar { get; }

    /// <summary>Whether it runs the protocol's own code with its own key alone: its chain must be everybody's.</summary>
    public bool IsFaithful => Role is not (NodeRole.Twin or NodeRole.Liar);

    /// <summary>Whether it is to be heard of again.</summary>
    public bool IsGone { get; set; }

    /// <summary>What survives.</summary>
    public SimulatedDisk Disk { get; } = new();

    /// <summary>What survives outside the database.</summary>
    public SimulatedWitness Witness { get; } = new();

    /// <summary>How its database answers.</summary>
    public DiskTiming Timing => _timing;

    /// <summary>Whether it loses power right behind the next message that it must not forget.</summary>
    public bool FallsAtPromise { get; set; }

    /// <summary>How far its wall clock is off.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>How long each of its steps takes at most.</summary>
    public TimeSpan Slowness { get; private set; }

    /// <summary>Whether it runs or starts.</summary>
    public bool IsUp => _life is not null;

    /// <summary>The real node, once it runs.</summary>
    public GroupNode? Node => _node;

    /// <summary>Why it could not be opened, the last time that it could not.</summary>
    public string? OpenFailure { get; private set; }

    /// <summary>Its name in traces.</summary>
    public string Name => Host == Sealer ? $"n{Sealer}" : $"n{Sealer}'";

    /// <summary>Starts it from what its disk holds.</summary>
    public void Start()
    {
        var life = new NodeLife(_world.Scheduler, Name) { Slowness = Slowness };
        _life = life;
        OpenFailure = null;
        _world.Trace.Add($"{Name} starts at block {Disk.Head}");
        life.Begin(() => RunAsync(life));
    }

    /// <summary>Loses power, between any two awaits: everything but the disk is gone.</summary>
    public void Crash()
    {
        _world.Trace.Add($"{Name} crashes");
        Disk.Crash(_world.Random);
        Witness.Crash(_world.Random);
        Fall();
    }

    /// <summary>Loses power after so many more steps.</summary>
    public void CrashAfter(int steps)
    {
        NodeLife life = _life!;
        life.AfterSteps(steps, () =>
        {
            if (_life == life)
            {
                Crash();
            }
        });
    }

    /// <summary>A crash that was to come after some steps does not come.</summary>
    public void CrashNoMore() => _life?.AfterSteps(int.MaxValue, static () => { });

    /// <summary>Is asked to stop, and does so in order.</summary>
    public void Stop()
    {
        _world.Trace.Add($"{Name} is asked to stop");
        Action stop = _requestStop;
        _life!.Begin(() =>
        {
            stop();
            return Task.CompletedTask;
        });
    }

    /// <summary>Makes every step of it slow, or not.</summary>
    public void SlowDown(TimeSpan slowness)
    {
        Slowness = slowness;
        if (_life is not null)
        {
            _life.Slowness = slowness;
        }
    }

    /// <summary>Takes a message from the network.</summary>
    public void Deliver(int from, PeerMessage message)
    {
        if (_door is null || _life is not NodeLife life)
        {
            return;
        }

        Liar?.Hear(message);
        if (!_incoming.TryGetValue(from, out Incoming? incoming))
        {
            incoming = new Incoming();
            _incoming.Add(from, incoming);
        }

        incoming.Waiting.Enqueue(message);
        if (!incoming.IsBusy)
        {
            incoming.IsBusy = true;
            life.Begin(() => ReceiveAsync(from, incoming));
        }
    }

    /// <summary>Lets a client ask something of it, if it runs; the answer never comes when the node dies before.</summary>
    public void Ask(string what, Func<GroupNode, TimeProvider, Task> question)
    {
        if (_node is GroupNode node && _life is NodeLife life)
        {
            life.Begin(() => GuardAsync(what, () => question(node, Clock(life))));
        }
    }

    /// <summary>Gives it transactions, as a client does.</summary>
    public void Submit(IReadOnlyList<ReadOnlyMemory<byte>> raws, Action<IReadOnlyList<SubmitResult>> answer) =>
        Ask("a submission", async (node, _) =>
        {
            try
            {
                answer(await node.Intake.SubmitAsync(raws, CancellationToken.None));
            }
            catch (IOException)
            {
                // The database is away, and the client is told so.
            }
        });

    /// <summary>Tells it that a session came up or ended.</summary>
    public void TellSession(int peer, bool isUp)
    {
        if (_door is not IPeerHandler door)
        {
            return;
        }

        NodeId id = _world.Network.Identities[peer];
        _life!.Begin(() => GuardAsync("a session", () =>
        {
            if (isUp)
            {
                door.OnConnected(id);
            }
            else
            {
                door.OnDisconnected(id);
            }

            return Task.CompletedTask;
        }));
    }

    private async Task RunAsync(NodeLife life)
    {
        using var stop = new CancellationTokenSource();
        _requestStop = stop.Cancel;
        GroupNode node;
        try
        {
            await JoinAsync(life, stop.Token);
            node = await Builder(life).OpenAsync(stop.Token);
        }
        catch (Exception error)
        {
            OpenFailure = error.Message;
            // A database that is away at the start is somebody's to mend; the node is started again.
            OnEnded(life, error is IOException ? null : $"could not be opened: {error}");
            return;
        }

        _node = node;
        _door = node.Peers;
        _world.Network.SetUp(Host, isUp: true);
        TellOthers(isUp: true);
        await node.RunAsync(stop.Token);
        string? halt = node.Status.HaltReason;
        node.Dispose();
        OnEnded(life, halt is null ? null : $"stopped its group: {halt}");
    }

    /// <summary>Where the group makes snapshots, a node with an empty disk starts from one.</summary>
    private async Task JoinAsync(NodeLife life, CancellationToken cancellation)
    {
        // Nobody but this group's members could give it one before there is any.
        if (_world.Plan.SnapshotBlocks == 0 || Disk.Blocks.Count > 0 || _world.Scheduler.Now == TimeSpan.Zero)
        {
            return;
        }

        var join = new SnapshotJoin(_world.Setup.Genesis, _world.Setup.Suite.Suite, new JoinOptions(), new JoinPorts(
            _signer.Id, Store(life), Links(life), Clock(life), new TraceLog(_world.Trace, Name)));
        _door = join.Peers;
        _world.Network.SetUp(Host, isUp: true);
        TellOthers(isUp: true);
        JoinOutcome outcome = await join.RunAsync(cancellation);
        _world.Trace.Add($"{Name} {outcome}: it begins at block {Disk.Head}");
        (_door, _incoming) = (null, []);
        _world.Network.SetUp(Host, isUp: false);
        TellOthers(isUp: false);
    }

    private SimulatedStore Store(NodeLife life) =>
        new(life, Disk, _timing, OnStored) { IsStateApart = _world.Bugs.IsStateApart };

    private SimulatedLinks Links(NodeLife life) => new(_world.Network, Host, life, Liar is null ? null : Liar.Falsify);

    private SimulatedClock Clock(NodeLife life) => new(_world.Scheduler, life, () => Skew);

    private GroupNodeBuilder Builder(NodeLife life)
    {
        SimulatedStore store = Store(life);
        IVoteJournal journal = new SimulatedJournal(life, Disk, _timing, fact => _world.Verdict.OnFact(Name, fact));
        var ports = new GroupNodePorts(
            store,
            _world.Bugs.Wrap(journal, life, _world.Scheduler),
            store,
            Links(life),
            _signer,
            Clock(life),
            new TraceLog(_world.Trace, Name))
        {
            Witness = _world.Plan.RestoredNodesStaySilent ? Witness : null,
            Snapshots = _world.Plan.SnapshotBlocks > 0 ? store : null,
            Proofs = store,
        };
        return new GroupNodeBuilder(
            _world.Setup.Genesis,
            _world.Setup.Suite.Suite,
            _world.Algorithm.Options(_world.Plan),
            ports,
            static (rules, suite) => new SimulatedMachine(rules.Governance!, suite.Hash))
        {
            Seams = _world.Bugs.Seams(_world, _signer),
        };
    }

    private void OnStored(FinalBlock block)
    {
        _world.Trace.Add($"{Name} stored {block.Block.Number}");
        if (IsFaithful)
        {
            _world.Verdict.OnStored(Name, block);
        }
    }

    private void OnEnded(NodeLife life, string? complaint)
    {
        if (_life != life)
        {
            return;
        }

        _world.Trace.Add($"{Name} ended: {complaint ?? OpenFailure ?? "in order"}");
        Fall();
        if (Disk.IsDamaged)
        {
            OpenFailure ??= complaint;
            return;
        }

        if (complaint is not null && IsFaithful)
        {
            _world.Verdict.Violate($"{Name} {complaint}");
        }
    }

    private void Fall()
    {
        _life!.Kill();
        _life = null;
        bool wasRunning = _door is not null;
        (_node, _door) = (null, null);
        _incoming = [];
        _world.Network.SetUp(Host, isUp: false);
        if (wasRunning)
        {
            TellOthers(isUp: false);
        }
    }

    private void TellOthers(bool isUp) => Sessions(Host, isUp);

    /// <summary>Tells the other hosts, and this one, of a session.</summary>
    public Action<int, bool> Sessions { get; set; } = static (_, _) => { };

    private async Task ReceiveAsync(int from, Incoming incoming)
    {
        while (_door is IPeerHandler door && incoming.Waiting.TryDequeue(out PeerMessage message))
        {
            await GuardAsync($"a {message.Kind} message of host {from}", async () =>
            {
                if (!await door.ReceiveAsync(_world.Network.Identities[from], message, CancellationToken.None))
                {
                    Refused(from, message);
                }
            });
        }

        incoming.IsBusy = false;
    }

    /// <summary>Is told when this node refuses a message of a host.</summary>
    public Action<int, PeerMessage> Refused { get; set; } = static (_, _) => { };

    private async Task GuardAsync(string what, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error)
        {
            _world.Verdict.Violate($"{Name} threw at {what}: {error}");
        }
    }

    private sealed class Incoming
    {
        public Queue<PeerMessage> Waiting { get; } = new();

        public bool IsBusy { get; set; }
    }
}
