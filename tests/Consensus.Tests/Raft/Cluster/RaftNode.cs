using Ledger.Consensus.Raft;
using Ledger.Domain.Blocks;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Raft.Cluster;

/// <summary>One node: a real core and seal, with a shell that does its effects in order on simulated time.</summary>
internal sealed class RaftNode(RaftRun run, int index)
{
    private readonly NodePool _pool = new();
    private readonly Dictionary<ConsensusTimerKind, long> _timers = [];
    private readonly Queue<ConsensusEffect> _waiting = [];
    private readonly List<ConsensusEvent> _inFlight = [];
    private readonly Dictionary<long, long> _readFloors = [];
    private RaftCore? _core;
    private RaftSeal? _seal;
    private NodeWork? _work;
    private long _life;
    private long _timerCount;
    private long _readCount;
    private bool _isRunning;
    private bool _isSyncing;
    private bool _wasLeader;
    private long _committedBefore;

    public int Index => index;

    public NodeDisk Disk { get; } = new(run.Group.Genesis);

    public bool IsUp => _core is not null;

    public bool IsLeader => _core is { IsLeader: true };

    public string Describe() => $"node {index} height {Disk.Head.Number} with "
        + $"{Disk.Chain.Sum(block => block.Executed.Count)} transactions, {_core?.Status}";

    public void Start()
    {
        _life++;
        _timers.Clear();
        _isSyncing = false;
        _isRunning = false;
        (_wasLeader, _committedBefore) = (false, 0);
        _seal = new RaftSeal(run.Group.Identity, run.Group.Sealers, TestGroup.Suite, run.Group.Signers[index]);
        _work = new NodeWork(run, Disk, Alive, Step, OnStored);
        _core = new RaftCore(run.Options, run.Epoch, index, Disk.Head, TestGroup.Suite.Hash)
        {
            CommitsOldTerms = run.Bug == RaftBug.CommittedOldTerm,
        };
        run.Note($"node {index} starts at height {Disk.Head.Number}");
        foreach (ConsensusEvent fact in Disk.Recall(run.Bug))
        {
            _core.Step(run.Agenda.Now, new ConsensusInput.Replayed(fact));
        }

        Step(new ConsensusInput.Started());
        AnnouncePool();
    }

    /// <summary>Loses power: what was on its way to the journal arrives as a prefix of any length.</summary>
    public void CrashFor(TimeSpan outage)
    {
        if (!IsUp || !run.IsFaulty)
        {
            return;
        }

        run.Note($"node {index} crashes");
        Disk.Journal.AddRange(_inFlight.Take(run.Random.Next(_inFlight.Count + 1)));
        _inFlight.Clear();
        _waiting.Clear();
        _pool.Clear();
        _readFloors.Clear();
        _life++;
        _core = null;
        run.Agenda.After(outage, () =>
        {
            if (!IsUp)
            {
                Start();
            }
        });
    }

    public void TakeTransaction(Hash256 transaction)
    {
        if (IsUp && !_work!.IsExecuted(transaction) && _pool.Add(transaction))
        {
            Step(new ConsensusInput.TransactionsAvailable());
        }
    }

    /// <summary>Reads linearizably: what was final anywhere before now must be seen.</summary>
    public void Read(long finalBefore)
    {
        if (IsUp)
        {
            _readFloors[++_readCount] = finalBefore;
            Step(new ConsensusInput.ReadRequested(_readCount));
        }
    }

    private bool HasBody(Hash256 transaction) => IsUp && (_pool.Contains(transaction) || Disk.Bodies.Contains(transaction));

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
        if (_core is not RaftCore core)
        {
            return;
        }

        foreach (ConsensusEffect effect in core.Step(run.Agenda.Now, input))
        {
            if (effect is ConsensusEffect.Persist { Event: EntriesAppended appended })
            {
                run.Checks.OnAppended(appended);
            }

            _waiting.Enqueue(effect);
        }

        run.Checks.OnStepped(index, core, core.Status.View);
        MaybeCrash(core);
        Pump();
    }

    /// <summary>Nothing behind a Persist happens before it is durable.</summary>
    private void Pump()
    {
        if (_isRunning)
        {
            return;
        }

        _isRunning = true;
        long life = _life;
        while (life == _life
            && (_inFlight.Count == 0 || run.Bug == RaftBug.WriteBehind)
            && _waiting.TryDequeue(out ConsensusEffect? effect))
        {
            if (effect is ConsensusEffect.Persist persist)
            {
                Write(persist);
            }
            else
            {
                Carry(effect);
            }
        }

        if (life == _life)
        {
            _isRunning = false;
        }
    }

    private void Write(ConsensusEffect.Persist first)
    {
        _inFlight.Add(first.Event);
        while (_waiting.TryPeek(out ConsensusEffect? next) && next is ConsensusEffect.Persist persist)
        {
            _waiting.Dequeue();
            _inFlight.Add(persist.Event);
        }

        int delay = run.Bug == RaftBug.WriteBehind ? 500_000 : run.Random.Next(100, 4000);
        run.Agenda.After(TimeSpan.FromMicroseconds(delay), Alive(() =>
        {
            Disk.Journal.AddRange(_inFlight);
            _inFlight.Clear();
            Pump();
        }));
    }

    private void Carry(ConsensusEffect effect)
    {
        switch (effect)
        {
            case ConsensusEffect.Broadcast broadcast:
                Broadcast(_seal!.Sign(broadcast.Message));
                break;
            case ConsensusEffect.Send send:
                SendTo(send.To, _seal!.Sign(send.Message));
                MaybeCrash(send.Message);
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
                _work!.Execute(execute);
                break;
            case ConsensusEffect.Commit commit:
                run.Checks.OnFinal(index, commit);
                _work!.Store(commit);
                break;
            case ConsensusEffect.SetTimer timer:
                SetTimer(timer);
                break;
            case ConsensusEffect.CatchUp catchUp:
                CatchUp(catchUp.From);
                break;
            case ConsensusEffect.Halt halt:
                run.Checks.OnHalt(index, halt);
                break;
            case ConsensusEffect.ReadReady read:
                OnRead(read);
                break;
        }
    }

    /// <summary>Figure 8 is made of leaders that fall just after they won, and just after they committed.</summary>
    private void MaybeCrash(RaftCore core)
    {
        bool hasWon = core.IsLeader && !_wasLeader;
        bool hasCommitted = core.IsLeader && core.CommittedIndex > _committedBefore;
        (_wasLeader, _committedBefore) = (core.IsLeader, core.CommittedIndex);
        if (run.IsFaulty && run.EntryLossPercent > 0 && ((hasWon && run.Random.Next(4) == 0) || (hasCommitted && run.Random.Next(2) == 0)))
        {
            var outage = TimeSpan.FromMilliseconds(run.Random.Next(1, 700));
            run.Agenda.After(
                TimeSpan.FromMicroseconds(run.Random.Next(100, hasWon ? 100_000 : 2_000)), Alive(() => CrashFor(outage)));
        }
    }

    /// <summary>The moment after a vote is when forgetting it does the most harm.</summary>
    private void MaybeCrash(ConsensusMessage message)
    {
        bool isPromise = message is RaftMessage.VoteAnswer { IsGranted: true };
        if (isPromise && run.IsFaulty && run.Random.Next(5) == 0)
        {
            CrashFor(TimeSpan.FromMilliseconds(run.Random.Next(1, 30)));
        }
    }

    private void OnRead(ConsensusEffect.ReadReady read)
    {
        run.Reads++;
        if (read.Number < _readFloors[read.Id] || Disk.Head.Number < read.Number)
        {
            run.Checks.Violate($"Node {index} read at height {read.Number}; {_readFloors[read.Id]} was final before it asked.");
        }
    }

    private void Broadcast(VerifiedMessage signed)
    {
        for (int to = 0; to < run.Nodes.Count; to++)
        {
            if (to != index)
            {
                SendTo(to, signed);
            }
        }

        run.Agenda.After(TimeSpan.Zero, Alive(() => Step(new ConsensusInput.MessageReceived(signed))));
    }

    private void SendTo(int to, VerifiedMessage message)
    {
        run.Messages++;
        run.Hints += message.Message is RaftMessage.InstallHint ? 1 : 0;
        bool hasEntries = message.Message is RaftMessage.AppendEntries { Entries.Count: > 0 };
        if (!hasEntries || !run.IsFaulty || run.Random.Next(100) >= run.EntryLossPercent)
        {
            run.Links.Send(index, to, () => run.Nodes[to].Receive(message.Bytes));
        }
    }

    /// <summary>The bytes decide, not the sender's object.</summary>
    private void Receive(ReadOnlyMemory<byte> bytes)
    {
        if (!IsUp)
        {
            return;
        }

        if (_seal!.TryVerify(bytes, out VerifiedMessage? message) is string refusal)
        {
            run.Checks.Violate($"A message of an honest node was refused: {refusal}");
            return;
        }

        if (run.IsTracing)
        {
            run.Note($"node {index} <- {message!.Sender} {message.Message}");
        }

        Step(new ConsensusInput.MessageReceived(message!));
    }

    private Proposal? Build(long number)
    {
        Hash256[] transactions = _pool.Select(number, Disk.Head.Number, _work!);
        return transactions.Length == 0
            ? null
            : new Proposal(number, (long)run.Agenda.Now.TotalMilliseconds, index, transactions);
    }

    /// <summary>Finds every body, here or at any node in reach, and makes it durable; tries until it has them.</summary>
    private void Fetch(ConsensusEffect.FetchBodies fetch)
    {
        _pool.MarkProposed(fetch.Proposal);
        Hash256[] missing = [.. fetch.Proposal.Transactions.Where(item => !HasBody(item))];
        bool isInReach = missing.All(item => run.Nodes.Any(node => run.Links.IsOpen(index, node.Index) && node.HasBody(item)));
        TimeSpan delay = missing.Length == 0 ? TimeSpan.FromMilliseconds(1) : run.Links.Delay() + run.Links.Delay();
        run.Agenda.After(delay, Alive(() =>
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

    private void OnStored()
    {
        StoredBlock block = Disk.Chain[^1];
        run.Checks.OnStored(index, block);
        run.Note($"node {index} stored {block.Block.Number}");
        _pool.OnStored(block);
        AnnouncePool();
    }

    private void AnnouncePool()
    {
        if (_pool.HasWork(_work!))
        {
            Step(new ConsensusInput.TransactionsAvailable());
        }
    }

    private void SetTimer(ConsensusEffect.SetTimer timer)
    {
        long number = ++_timerCount;
        _timers[timer.Timer.Kind] = number;
        run.Agenda.After(timer.Delay, Alive(() =>
        {
            if (_timers[timer.Timer.Kind] == number)
            {
                Step(new ConsensusInput.TimerElapsed(timer.Timer));
            }
        }));
    }

    private void CatchUp(int from)
    {
        if (_isSyncing)
        {
            return;
        }

        _isSyncing = true;
        run.Agenda.After(run.Links.Delay() + run.Links.Delay(), Alive(() =>
        {
            _isSyncing = false;
            RaftNode? source = run.Nodes
                .Where(node => node.IsUp && run.Links.IsOpen(index, node.Index))
                .OrderByDescending(node => node.Index == from)
                .FirstOrDefault(node => node.Disk.Head.Number > Disk.Head.Number);
            foreach (StoredBlock block in source?.Disk.Chain.Skip(Disk.Chain.Count).ToList() ?? [])
            {
                _work!.Import(block);
            }
        }));
    }
}
