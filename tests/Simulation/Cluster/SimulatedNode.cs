using Ledger.Consensus;
using Ledger.Consensus.Pbft;
using Ledger.Domain.Blocks;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;
using Ledger.Testing.Consensus;

namespace Ledger.Simulation.Cluster;

/// <summary>One node: a real core and seal, with a shell that does its effects on simulated time.</summary>
public sealed class SimulatedNode
{
    private const int TransactionsMax = 5;

    private readonly ClusterRun _run;
    private readonly SortedSet<Hash256> _pool = [];
    private readonly Dictionary<ConsensusTimerKind, long> _timers = [];

    private PbftCore? _core;
    private PbftSeal? _seal;
    private NodeExecutor? _executor;
    private EffectRunner? _effects;
    private long _life;
    private long _timerCount;
    private bool _isSyncing;

    /// <summary>Makes a node that is down.</summary>
    public SimulatedNode(ClusterRun run, int index)
    {
        _run = run;
        Index = index;
        Disk = new SimulatedDisk(run.Group.Genesis);
    }

    /// <summary>Its index in the sealer set.</summary>
    public int Index { get; }

    /// <summary>What survives.</summary>
    public SimulatedDisk Disk { get; }

    /// <summary>Whether it runs.</summary>
    public bool IsUp => _core is not null;

    /// <summary>What its core is doing.</summary>
    public ConsensusStatus? Status => _core?.Status;

    /// <summary>Starts it from what its disk holds.</summary>
    public void Start()
    {
        _life++;
        _timers.Clear();
        _isSyncing = false;
        var core = new PbftCore(_run.Options, _run.Group.Sealers, Index, Disk.Head, TestGroup.Suite.Hash)
        {
            Threshold = _run.Threshold,
        };
        _seal = new PbftSeal(_run.Group.Identity, _run.Group.Sealers, TestGroup.Suite, _run.Group.Signers[Index])
        {
            Threshold = _run.Threshold,
            HeightsPerTurn = _run.Options.HeightsPerTurn,
        };
        _executor = new NodeExecutor(_run, Disk);
        _effects = new EffectRunner(_run, Disk, Run, Alive);
        _core = core;
        _run.Trace($"{Name} starts at height {Disk.Head.Number}");
        foreach (ConsensusEvent fact in _run.Bugs.Recall(Disk.LoadJournal()))
        {
            core.Step(_run.Time.Now, new ConsensusInput.Replayed(fact));
        }

        Step(new ConsensusInput.Started());
        AnnouncePool();
    }

    /// <summary>Loses power: everything but the disk is gone, and what was on its way there may or may not have arrived.</summary>
    public void Crash()
    {
        _run.Trace($"{Name} crashes");
        _effects!.Crash(_run.Random);
        _executor!.Crash(_run.Random);
        _life++;
        _core = null;
        _pool.Clear();
    }

    /// <summary>Takes a client's transaction, or one that a peer tells.</summary>
    public void TakeTransaction(Hash256 transaction)
    {
        if (IsUp && !_executor!.IsExecuted(transaction) && _pool.Add(transaction))
        {
            Step(new ConsensusInput.TransactionsAvailable());
        }
    }

    /// <summary>Whether it could give the body of a transaction.</summary>
    public bool HasBody(Hash256 transaction) => IsUp && (_pool.Contains(transaction) || Disk.Bodies.Contains(transaction));

    private string Name => $"node {Index}";

    private Action Alive(Action action)
    {
        long life = _life;
        return () =>
        {
            if (life == _life)
            {
                action();
            }
        };
    }

    private void Step(ConsensusInput input)
    {
        IReadOnlyList<ConsensusEffect> effects = _core!.Step(_run.Time.Now, input);
        if (_run.IsTracing && (effects.Count > 0 || input is not ConsensusInput.TransactionsAvailable))
        {
            _run.Trace($"{Name} <- {TraceText.Of(input)}");
        }

        _effects!.Add(effects);
    }

    private void Receive(VerifiedMessage message) => Step(new ConsensusInput.MessageReceived(message));

    private void Run(ConsensusEffect effect)
    {
        if (_run.IsTracing)
        {
            _run.Trace($"{Name} -> {TraceText.Of(effect)}");
        }

        switch (effect)
        {
            case ConsensusEffect.Broadcast broadcast:
                Broadcast(_run.Bugs.Weaken(broadcast.Message));
                break;
            case ConsensusEffect.Send send:
                SendTo(send.To, Sign(send.Message));
                break;
            case ConsensusEffect.Forward forward:
                SendTo(forward.To, forward.Message);
                break;
            case ConsensusEffect.BuildProposal build:
                Step(new ConsensusInput.ProposalBuilt(build.Number, build.View, Build(build.Number)));
                break;
            case ConsensusEffect.FetchBodies fetch:
                Fetch(fetch);
                break;
            case ConsensusEffect.Execute execute:
                _executor!.Execute(execute.Proposal, execute.Digest, Alive, Step);
                break;
            case ConsensusEffect.Commit commit:
                _run.Checks.OnFinal(Index, commit);
                _executor!.Commit(commit, Alive, OnStored);
                break;
            case ConsensusEffect.SetTimer timer:
                SetTimer(timer);
                break;
            case ConsensusEffect.CatchUp catchUp:
                CatchUp(catchUp.From);
                break;
            case ConsensusEffect.Halt halt:
                _run.Checks.OnHalt(Index, halt);
                break;
        }
    }

    private VerifiedMessage Sign(ConsensusMessage message)
    {
        VerifiedMessage signed = _seal!.Sign(message);
        _run.Checks.OnSigned(signed);
        return _run.Verify(signed);
    }

    private void Broadcast(ConsensusMessage message)
    {
        VerifiedMessage signed = Sign(message);
        for (int to = 0; to < _run.Nodes.Count; to++)
        {
            if (to != Index)
            {
                SendTo(to, signed);
            }
        }

        _run.Time.After(TimeSpan.Zero, Alive(() => Receive(signed)));
    }

    private void SendTo(int to, VerifiedMessage message) => _run.Network.Send(Index, to, message, arrived =>
    {
        if (_run.Nodes[to].IsUp)
        {
            _run.Nodes[to].Receive(arrived);
        }
    });

    private Proposal? Build(long number)
    {
        Hash256[] transactions = [.. _pool.Where(item => !_executor!.IsExecuted(item)).Take(TransactionsMax)];
        return transactions.Length == 0
            ? null
            : new Proposal(number, (long)_run.Time.Now.TotalMilliseconds, Index, transactions);
    }

    /// <summary>Finds every body, here or at any node in reach, and makes it durable; tries until it has them.</summary>
    private void Fetch(ConsensusEffect.FetchBodies fetch)
    {
        Hash256[] missing = [.. fetch.Proposal.Transactions.Where(item => !HasBody(item))];
        bool isInReach = missing.All(item => _run.Nodes.Any(node =>
            node.Index != Index && _run.Network.IsOpen(Index, node.Index) && node.HasBody(item)));
        TimeSpan delay = missing.Length == 0 ? _run.DiskDelay() : _run.Network.Delay() + _run.Network.Delay() + _run.DiskDelay();
        _run.Time.After(delay, Alive(() =>
        {
            if (!isInReach)
            {
                Fetch(fetch);
                return;
            }

            Disk.Bodies.UnionWith(fetch.Proposal.Transactions);
            Step(new ConsensusInput.BodiesReady(fetch.Proposal.Number, fetch.Digest));
        }));
    }

    private void OnStored(StoredHeight height)
    {
        _run.Checks.OnStored(Index, height);
        _run.Trace($"{Name} stored {height.Block.Number}");
        _pool.ExceptWith(height.Executed);
        CertifiedHeader block = height.Block;
        Step(new ConsensusInput.Committed(block.Number, block.Hash, block.Certificate, block.Header));
        AnnouncePool();
    }

    private void AnnouncePool()
    {
        if (_pool.Any(item => !_executor!.IsExecuted(item)))
        {
            Step(new ConsensusInput.TransactionsAvailable());
        }
    }

    private void SetTimer(ConsensusEffect.SetTimer timer)
    {
        long number = ++_timerCount;
        _timers[timer.Timer.Kind] = number;
        _run.Time.After(timer.Delay, Alive(() =>
        {
            if (_timers[timer.Timer.Kind] == number)
            {
                Step(new ConsensusInput.TimerElapsed(timer.Timer));
            }
        }));
    }

    /// <summary>Block sync: certified blocks from a peer in reach, each checked before it is believed.</summary>
    private void CatchUp(int from)
    {
        if (_isSyncing)
        {
            return;
        }

        _isSyncing = true;
        _run.Time.After(_run.Network.Delay() + _run.Network.Delay(), Alive(() =>
        {
            SimulatedNode? source = _run.Nodes
                .Where(node => node.IsUp && _run.Network.IsOpen(Index, node.Index))
                .OrderByDescending(node => node.Index == from)
                .FirstOrDefault(node => node.Disk.Head.Number > Disk.Head.Number);
            foreach (StoredHeight height in source?.Disk.Chain.Skip(Disk.Chain.Count).ToList() ?? [])
            {
                _executor!.StoreFromPeer(height, OnStored);
            }

            _isSyncing = false;
        }));
    }
}
