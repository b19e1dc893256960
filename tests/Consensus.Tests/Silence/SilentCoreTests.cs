using Ledger.Consensus.Epochs;
using Ledger.Consensus.Pbft;
using Ledger.Consensus.Silence;
using Ledger.Consensus.Tests.Scenarios;
using Ledger.Domain.Events;
using Ledger.Domain.Governance;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Silence;

/// <summary>A node whose vote journal may lack what it signed.</summary>
public sealed class SilentCoreTests
{
    private const int Self = 2;

    private readonly ScenarioReplica _peers = new(4, Self, new PbftOptions { Window = 1 });
    private readonly List<ConsensusEffect> _effects = [];
    private readonly SilentCores _silence;
    private IConsensusCore _core;
    private CertifiedHeader _stored;
    private TimeSpan _now;

    public SilentCoreTests()
    {
        _stored = _peers.Group.Genesis;
        _silence = new SilentCores((_, stored) => NewPbft(stored));
        _core = _silence.Make(EpochFrom(1), _stored);
    }

    /// <summary>The danger itself: with the vote for A lost, the same core votes for B at the same height and view.</summary>
    [Fact]
    public void A_core_that_believes_an_older_journal_signs_a_second_value()
    {
        _core = NewPbft(_stored);
        Step(new ConsensusInput.Started());
        Offer("A");
        Assert.Equal(_peers.Content("A", 1).Digest, Assert.Single(Prepares()).Digest);

        _core = NewPbft(_stored);
        _effects.Clear();
        Step(new ConsensusInput.Started());
        Offer("B");
        Assert.Equal(_peers.Content("B", 1).Digest, Assert.Single(Prepares()).Digest);
    }

    [Fact]
    public void A_silent_node_follows_and_says_and_journals_nothing_that_binds_it()
    {
        Step(new ConsensusInput.Started());
        Step(new ConsensusInput.MemoryLost(new SilenceMark(10, 1, 0)));
        Offer("B");
        Assert.Empty(Prepares());
        Assert.DoesNotContain(_effects, effect => effect is ConsensusEffect.Persist);
        Assert.Contains(_effects, effect => effect is ConsensusEffect.FetchBodies);
        Assert.Contains(_effects, effect => effect is ConsensusEffect.Broadcast { Message: PbftMessage.Status });
        Assert.Equal("Silent", _core.Status.Phase);
    }

    [Fact]
    public void A_node_that_remembers_says_again_what_its_journal_holds()
    {
        PbftCore before = NewPbft(_stored);
        List<ConsensusEvent> journal = [];
        foreach (ConsensusInput input in OfferOf("A").Prepend(new ConsensusInput.Started()))
        {
            journal.AddRange(before.Step(_now, input).OfType<ConsensusEffect.Persist>().Select(persist => persist.Event));
        }

        journal.ForEach(fact => Step(new ConsensusInput.Replayed(fact)));
        Step(new ConsensusInput.Started());
        Assert.Empty(Prepares());
        Step(new ConsensusInput.MemoryKnown());
        Assert.Equal(_peers.Content("A", 1).Digest, Assert.Single(Prepares()).Digest);
        Offer("B");
        Assert.Single(Prepares());
    }

    [Fact]
    public void Silence_ends_when_the_group_has_made_final_what_lies_above_the_mark()
    {
        Step(new ConsensusInput.Started());
        Step(new ConsensusInput.MemoryLost(new SilenceMark(2, 1, 0)));
        Commit("A");
        Offer("B", 2);
        Assert.Empty(Prepares());
        Commit("B");
        Offer("C", 3);
        Assert.Equal(3, Assert.Single(Prepares()).Number);
        Assert.False(_silence.IsSilent);
    }

    [Fact]
    public void Silence_outlasts_the_mark_while_the_group_is_in_a_view_that_the_node_may_have_left()
    {
        Step(new ConsensusInput.Started());
        Step(new ConsensusInput.MemoryLost(new SilenceMark(1, 1, 1)));
        Commit("A");
        Commit("B", 2);
        Offer("C", 3);
        Assert.Empty(Prepares());

        PbftMessage.ViewChange change = new(1, _stored, []);
        SignedViewChange[] asked = [.. ((int[])[0, 1, 3]).Select(
            sealer => new SignedViewChange(sealer, change, _peers.Sign(sealer, change).Signature))];
        Receive(Leadership.OfView(1, 4), new PbftMessage.NewView(1, asked));
        Assert.False(_silence.IsSilent);
        Assert.Contains(_effects, effect => effect is ConsensusEffect.Persist { Event: NewViewAccepted { View: 1 } });
        Assert.Equal(1, _core.Status.View);
    }

    [Fact]
    public void What_was_said_in_one_epoch_does_not_silence_a_node_in_the_next()
    {
        Step(new ConsensusInput.Started());
        Step(new ConsensusInput.MemoryLost(new SilenceMark(50, 1, 7)));
        Commit("A");
        _core = _silence.Make(EpochFrom(2), _stored);
        Step(new ConsensusInput.Started());
        Assert.False(_silence.IsSilent);
    }

    [Fact]
    public void A_node_that_learns_late_that_it_forgot_is_silent_again()
    {
        Step(new ConsensusInput.Started());
        Step(new ConsensusInput.MemoryKnown());
        Step(new ConsensusInput.MemoryLost(new SilenceMark(5, 1, 0)));
        Offer("A");
        Assert.Empty(Prepares());
    }

    private PbftCore NewPbft(CertifiedHeader stored) =>
        new(new PbftOptions(), _peers.Group.Sealers, Self, stored, TestGroup.Suite.Hash);

    private Epoch EpochFrom(long first) => new(first, _peers.Group.Sealers, new GroupParameters
    {
        Consensus = ConsensusAlgorithm.Pbft,
        Sealers = _peers.Group.Sealers.Members,
        Observers = [],
        BlockTransactionsMax = 1,
        BlockSizeBytesMax = 1,
        BlockGasLimit = 1,
        TransactionGasLimit = 1,
        ConsensusTimeoutMs = 1,
        ConsensusTimeoutMaxMs = 1,
        BlockIntervalMs = 0,
        SequenceWindow = 1,
        HeightsPerTurn = 1,
        EpochSealers = 0,
        EpochBlocks = 0,
    });

    private IEnumerable<PbftMessage.Prepare> Prepares() => _effects
        .OfType<ConsensusEffect.Broadcast>()
        .Select(broadcast => broadcast.Message)
        .OfType<PbftMessage.Prepare>();

    private void Offer(string name, long number = 1)
    {
        foreach (ConsensusInput input in OfferOf(name, number))
        {
            Step(input);
        }
    }

    private IEnumerable<ConsensusInput> OfferOf(string name, long number = 1)
    {
        int leader = Leadership.OfHeight(number, 0, 4, 1);
        yield return new ConsensusInput.MessageReceived(_peers.Sign(leader, _peers.PrePrepare(name, number, 0)));
        yield return new ConsensusInput.BodiesReady(number, _peers.Content(name, number, leader).Digest);
    }

    private void Commit(string name, long number = 0)
    {
        number = number == 0 ? _stored.Number + 1 : number;
        CertifiedHeader block = _peers.Group.Certify(
            _peers.Group.Execute(_stored, number, _peers.Content(name, number).Digest), 0, 1, 3);
        _stored = block;
        Step(new ConsensusInput.Committed(number, block.Hash, block.Certificate, block.Header));
    }

    private void Receive(int sealer, ConsensusMessage message) =>
        Step(new ConsensusInput.MessageReceived(_peers.Sign(sealer, message)));

    private void Step(ConsensusInput input)
    {
        _now += TimeSpan.FromSeconds(2);
        _effects.AddRange(_core.Step(_now, input));
    }
}
