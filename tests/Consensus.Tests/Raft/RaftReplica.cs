using Ledger.Consensus.Epochs;
using Ledger.Consensus.Raft;
using Ledger.Domain.Blocks;
using Ledger.Domain.Events;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Raft;

/// <summary>One core under test with a shell that a test steers: effects are kept, own messages loop back, and bodies are at hand unless
/// the test holds them back.</summary>
internal sealed class RaftReplica
{
    private readonly RaftSeal[] _seals;
    private readonly Dictionary<ConsensusTimerKind, ConsensusTimer> _timers = [];
    private readonly Queue<ConsensusInput> _inputs = [];

    public RaftReplica(
        int self, int sealers = 3, IEnumerable<ConsensusEvent>? journal = null, CertifiedHeader? stored = null, RaftOptions? options = null)
    {
        Group = new TestGroup(sealers, faults: FaultModel.Crash);
        var epoch = new Epoch(1, Group.Sealers, RaftGroup.Parameters(Group));
        _seals = [.. Group.Signers.Select(signer => new RaftSeal(Group.Identity, Group.Sealers, TestGroup.Suite, signer))];
        Self = self;
        Core = new RaftCore(options ?? new RaftOptions(), epoch, self, stored ?? Group.Genesis, TestGroup.Suite.Hash);
        foreach (ConsensusEvent fact in journal ?? [])
        {
            Assert.Empty(Core.Step(TimeSpan.Zero, new ConsensusInput.Replayed(fact)));
        }

        Input(new ConsensusInput.Started());
    }

    public TestGroup Group { get; }

    public int Self { get; }

    public RaftCore Core { get; }

    public TimeSpan Now { get; set; }

    /// <summary>Whether bodies are not at hand.</summary>
    public bool HoldsBodiesBack { get; set; }

    /// <summary>Everything that was made durable, in order.</summary>
    public List<ConsensusEvent> Journal { get; } = [];

    /// <summary>Every effect since the last <see cref="Take"/>, in order.</summary>
    public List<ConsensusEffect> Effects { get; } = [];

    public long Term => Core.Status.View;

    public static Proposal Proposal(long number, long content, int sealer = 0) =>
        new(number, 1_700_000_000_000, sealer, [TestGroup.Transaction(content)]);

    public static RaftEntry Entry(long index, long term, long number, long content, int sealer = 0)
    {
        Proposal proposal = Proposal(number, content, sealer);
        return new RaftEntry(index, term, proposal, ProposalCodec.Digest(proposal, TestGroup.Suite.Hash), IsNoOp: false);
    }

    public static RaftEntry NoOp(long index, long term, long number, int sealer)
    {
        var proposal = new Proposal(number, 0, sealer, []);
        return new RaftEntry(index, term, proposal, ProposalCodec.Digest(proposal, TestGroup.Suite.Hash), IsNoOp: true);
    }

    public void Receive(int sender, RaftMessage message) =>
        Input(new ConsensusInput.MessageReceived(_seals[sender].Sign(message)));

    /// <summary>Takes entries behind an entry as the leader of a term sends them.</summary>
    public void Append(int leader, long term, long previousIndex, long previousTerm, long committed, params RaftEntry[] entries) =>
        Receive(leader, new RaftMessage.AppendEntries(term, 1, previousIndex, previousTerm, committed, entries));

    /// <summary>Lets time pass and the timer of a kind fire.</summary>
    public void Elapse(ConsensusTimerKind kind, TimeSpan after)
    {
        Now += after;
        Input(new ConsensusInput.TimerElapsed(_timers[kind]));
    }

    /// <summary>Runs into an election timeout.</summary>
    public void TimeOut() => Elapse(ConsensusTimerKind.Election, new RaftOptions().ElectionTimeout * 2);

    /// <summary>Is elected in the next term by one more vote than needed to try.</summary>
    public void Win(params int[] voters)
    {
        TimeOut();
        foreach (int voter in voters)
        {
            Receive(voter, new RaftMessage.PreVoteAnswer(Term, Term + 1, true));
        }

        foreach (int voter in voters)
        {
            Receive(voter, new RaftMessage.VoteAnswer(Term, true));
        }

        Assert.True(Core.IsLeader);
    }

    /// <summary>A follower's log equals this leader's up to an index.</summary>
    public void Acknowledge(int follower, long index, long round = 0) =>
        Receive(follower, new RaftMessage.AppendAnswer(Term, round, true, index, index, 0));

    /// <summary>The leader's pool gives a proposal for the height that it asks for.</summary>
    public void Propose(long content)
    {
        ConsensusEffect.BuildProposal build = Effects.OfType<ConsensusEffect.BuildProposal>().Last();
        Input(new ConsensusInput.ProposalBuilt(build.Number, build.View, Proposal(build.Number, content, Self)));
    }

    /// <summary>Steps, and carries out the effects in order; inputs that follow from them queue up behind.</summary>
    public void Input(ConsensusInput input)
    {
        _inputs.Enqueue(input);
        while (_inputs.TryDequeue(out ConsensusInput? next))
        {
            foreach (ConsensusEffect effect in Core.Step(Now, next))
            {
                Carry(effect);
            }
        }
    }

    private void Carry(ConsensusEffect effect)
    {
        Effects.Add(effect);
        switch (effect)
        {
            case ConsensusEffect.Persist persist:
                Journal.Add(persist.Event);
                break;
            case ConsensusEffect.SetTimer timer:
                _timers[timer.Timer.Kind] = timer.Timer;
                break;
            case ConsensusEffect.Broadcast broadcast:
                _inputs.Enqueue(new ConsensusInput.MessageReceived(_seals[Self].Sign(broadcast.Message)));
                break;
            case ConsensusEffect.FetchBodies fetch when !HoldsBodiesBack:
                _inputs.Enqueue(new ConsensusInput.BodiesReady(fetch.Proposal.Number, fetch.Digest));
                break;
        }
    }

    /// <summary>Executes a height and makes it final with the Checkpoints of some sealers, and stores it.</summary>
    public CertifiedHeader Finish(CertifiedHeader parent, RaftEntry entry, params int[] signers)
    {
        BlockHeader header = Group.Execute(parent, entry.Number, entry.Digest);
        Hash256 hash = TestGroup.HashOf(header);
        Input(new ConsensusInput.Executed(entry.Number, entry.Digest, hash, header));
        foreach (int signer in signers)
        {
            Receive(signer, new RaftMessage.Checkpoint(header, hash));
        }

        CertifiedHeader block = Group.Certify(header, [Self, .. signers]);
        Store(block);
        return block;
    }

    public void Store(CertifiedHeader block) =>
        Input(new ConsensusInput.Committed(block.Number, block.Hash, block.Certificate, block.Header));

    /// <summary>A chain of certified blocks up to a height.</summary>
    public CertifiedHeader BlockAt(long number)
    {
        CertifiedHeader block = Group.Genesis;
        while (block.Number < number)
        {
            block = Group.Certify(Group.Execute(block, block.Number + 1, default), 0, 1);
        }

        return block;
    }

    /// <summary>What was sent to a sealer since the last <see cref="Take"/>.</summary>
    public IReadOnlyList<T> SentTo<T>(int to)
        where T : RaftMessage =>
        [.. Effects.OfType<ConsensusEffect.Send>().Where(send => send.To == to).Select(send => send.Message).OfType<T>()];

    public IReadOnlyList<T> Said<T>()
        where T : RaftMessage => [.. Effects.OfType<ConsensusEffect.Broadcast>().Select(said => said.Message).OfType<T>()];

    public void Take() => Effects.Clear();
}
