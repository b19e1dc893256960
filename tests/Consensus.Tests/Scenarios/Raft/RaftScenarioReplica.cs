using Ledger.Consensus.Epochs;
using Ledger.Consensus.Pbft;
using Ledger.Consensus.Raft;
using Ledger.Consensus.Tests.Raft;
using Ledger.Domain.Blocks;
using Ledger.Domain.Events;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Scenarios.Raft;

/// <summary>One real core of Raft whose peers are played by a script: journal, own messages that loop back, timers that run out when the
/// script says so, and words for what it does.</summary>
internal sealed class RaftScenarioReplica
{
    private readonly List<ConsensusEvent> _journal = [];
    private readonly List<CertifiedHeader> _chain;
    private readonly Dictionary<ConsensusTimerKind, (ConsensusTimer Timer, TimeSpan Due)> _timers = [];
    private readonly Queue<ConsensusInput> _inputs = [];
    private readonly List<string> _said = [];
    private readonly RaftOptions _options;
    private readonly RaftSeal[] _seals;
    private RaftCore _core;
    private TimeSpan _now;

    public RaftScenarioReplica(int sealers, int self, RaftOptions options)
    {
        Group = new TestGroup(sealers, faults: FaultModel.Crash);
        Self = self;
        _options = options;
        _chain = [Group.Genesis];
        _seals = [.. Group.Signers.Select(signer => new RaftSeal(Group.Identity, Group.Sealers, TestGroup.Suite, signer))];
        _core = NewCore();
    }

    public TestGroup Group { get; }

    public int Self { get; }

    public RaftWords Words { get; } = new();

    /// <summary>The last stored block.</summary>
    public CertifiedHeader Stored => _chain[^1];

    /// <summary>What it did since the last call.</summary>
    public IReadOnlyList<string> TakeWords()
    {
        string[] words = [.. _said];
        _said.Clear();
        return words;
    }

    /// <summary>Power loss and restart: everything but journal and store is gone.</summary>
    public void Restart()
    {
        _core = NewCore();
        _timers.Clear();
        foreach (ConsensusEvent fact in _journal.ToList())
        {
            Assert.Empty(_core.Step(_now, new ConsensusInput.Replayed(fact)));
        }

        Step(new ConsensusInput.Started());
    }

    /// <summary>Lets time pass.</summary>
    public void Wait(TimeSpan time) => _now += time;

    /// <summary>Lets time pass until a timer runs out.</summary>
    public void Elapse(ConsensusTimerKind kind)
    {
        (ConsensusTimer timer, TimeSpan due) = _timers[kind];
        _now = due > _now ? due : _now;
        Step(new ConsensusInput.TimerElapsed(timer));
    }

    public void Receive(int sealer, RaftMessage message) => Step(new ConsensusInput.MessageReceived(_seals[sealer].Sign(message)));

    public void Step(ConsensusInput input)
    {
        _inputs.Enqueue(input);
        while (_inputs.TryDequeue(out ConsensusInput? next))
        {
            foreach (ConsensusEffect effect in _core.Step(_now, next))
            {
                Do(effect);
            }
        }
    }

    /// <summary>A content of a leader as the entry behind another.</summary>
    public RaftEntry Entry(string name, long index, long term, long number, int leader)
    {
        if (name == "no-op")
        {
            var nothing = new Proposal(number, 0, leader, []);
            return new RaftEntry(index, term, nothing, ProposalCodec.Digest(nothing, TestGroup.Suite.Hash), IsNoOp: true);
        }

        ChosenProposal content = Words.Content(name, number, leader);
        return new RaftEntry(index, term, content.Proposal, content.Digest, IsNoOp: false);
    }

    public Hash256 DigestOf(string name, long number) => Words.Content(name, number, Self).Digest;

    /// <summary>The header of a content on top of the stored block.</summary>
    public BlockHeader HeaderOf(string name, long number)
    {
        Assert.Equal(Stored.Number + 1, number);
        return Group.Execute(Stored, number, DigestOf(name, number));
    }

    public void Executed(string name, long number)
    {
        BlockHeader header = HeaderOf(name, number);
        Step(new ConsensusInput.Executed(number, DigestOf(name, number), TestGroup.HashOf(header), header));
    }

    public void Committed(string name, long number, params int[] sealers)
    {
        CertifiedHeader block = Group.Certify(HeaderOf(name, number), sealers);
        _chain.Add(block);
        Step(new ConsensusInput.Committed(number, block.Hash, block.Certificate, block.Header));
    }

    /// <summary>Stores blocks up to a height that peers gave.</summary>
    public void Fetched(long number)
    {
        while (Stored.Number < number)
        {
            _chain.Add(NextOf(Stored));
        }

        Step(new ConsensusInput.Committed(number, Stored.Hash, Stored.Certificate, Stored.Header));
    }

    /// <summary>A block of the chain that peers hold.</summary>
    public CertifiedHeader BlockAt(long number)
    {
        CertifiedHeader block = Stored;
        while (block.Number < number)
        {
            block = NextOf(block);
        }

        return block.Number == number ? block : _chain[(int)number];
    }

    private CertifiedHeader NextOf(CertifiedHeader block) =>
        Group.Certify(Group.Execute(block, block.Number + 1, default), [.. Enumerable.Range(0, Group.Sealers.Threshold)]);

    private RaftCore NewCore() => new(
        _options, new Epoch(1, Group.Sealers, RaftGroup.Parameters(Group)), Self, _chain[^1], TestGroup.Suite.Hash);

    private void Do(ConsensusEffect effect)
    {
        _said.Add(Words.Of(effect));
        switch (effect)
        {
            case ConsensusEffect.Persist persist:
                _journal.Add(persist.Event);
                break;
            case ConsensusEffect.SetTimer timer:
                _timers[timer.Timer.Kind] = (timer.Timer, _now + timer.Delay);
                break;
            case ConsensusEffect.Broadcast broadcast:
                _inputs.Enqueue(new ConsensusInput.MessageReceived(_seals[Self].Sign(broadcast.Message)));
                break;
        }
    }
}
