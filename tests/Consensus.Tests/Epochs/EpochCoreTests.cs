using Ledger.Consensus.Epochs;
using Ledger.Domain.Events;
using Ledger.Domain.Governance;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Epochs;

/// <summary>One core an epoch, and nothing of one in the next (checklist items 3, 5, 24 and 31).</summary>
public sealed class EpochCoreTests
{
    private static readonly TestGroup Group = new(4);
    private static readonly GroupParameters Parameters = new Genesis
    {
        ChainId = 1,
        GroupId = 1,
        Timestamp = 0,
        Sealers = [.. Group.Sealers.Members],
    }.Parameters();

    private readonly List<RecordingCore> _cores = [];
    private readonly EpochCore _core;
    private CertifiedHeader _head = Group.Genesis;

    public EpochCoreTests() => _core = new EpochCore(
        [EpochFrom(1)], new EpochBase(0, Group.Genesis.Hash), Group.Genesis, (epoch, stored) =>
        {
            _cores.Add(new RecordingCore(epoch, stored));
            return _cores[^1];
        });

    [Fact]
    public void A_start_enters_the_epoch_before_its_core_speaks()
    {
        IReadOnlyList<ConsensusEffect> effects = Step(new ConsensusInput.Started());
        Assert.Equal(1, Assert.IsType<ConsensusEffect.EnterEpoch>(effects[0]).Epoch.First);
        Assert.IsType<ConsensusEffect.Report>(effects[1]);
    }

    [Fact]
    public void The_core_learns_where_its_epoch_ends_and_another_begins_on_the_block_below_its_first()
    {
        Step(new ConsensusInput.Started());
        Step(new ConsensusInput.EpochDecided(EpochFrom(3)));
        Assert.Equal(2, Assert.Single(_cores[0].Inputs.OfType<ConsensusInput.EpochEnds>()).Last);
        Commit();
        Assert.Single(_cores);

        IReadOnlyList<ConsensusEffect> effects = Commit();
        ConsensusEffect.EnterEpoch enter = Assert.Single(effects.OfType<ConsensusEffect.EnterEpoch>());
        Assert.Equal((3, 2, _head.Hash), (enter.Epoch.First, enter.Base.Number, enter.Base.Hash));
        Assert.Equal(2, _cores[1].Stored.Number);
        Assert.IsType<ConsensusInput.Started>(_cores[1].Inputs[^1]);
    }

    [Fact]
    public void An_epoch_that_is_known_at_the_start_of_another_ends_it_too()
    {
        Step(new ConsensusInput.Started());
        Step(new ConsensusInput.EpochDecided(EpochFrom(2)));
        Step(new ConsensusInput.EpochDecided(EpochFrom(4)));
        Commit();
        Assert.Equal(3, Assert.Single(_cores[1].Inputs.OfType<ConsensusInput.EpochEnds>()).Last);
    }

    [Fact]
    public void An_epoch_that_is_decided_twice_counts_once()
    {
        Step(new ConsensusInput.EpochDecided(EpochFrom(3)));
        Step(new ConsensusInput.EpochDecided(EpochFrom(3)));
        Step(new ConsensusInput.EpochDecided(EpochFrom(2)));
        Assert.Equal(2, Assert.Single(_cores[0].Inputs.OfType<ConsensusInput.EpochEnds>()).Last);
    }

    [Fact]
    public void An_epoch_cannot_be_entered_from_any_other_block()
    {
        Step(new ConsensusInput.EpochDecided(EpochFrom(2)));
        Next();
        Next();
        Assert.Throws<InvalidOperationException>(() => Step(Committed()));
    }

    [Fact]
    public void Facts_of_an_earlier_epoch_are_not_replayed()
    {
        var core = new EpochCore(
            [EpochFrom(5)], new EpochBase(4, Group.Genesis.Hash), Group.Genesis, (epoch, stored) =>
            {
                _cores.Add(new RecordingCore(epoch, stored));
                return _cores[^1];
            });
        core.Step(TimeSpan.Zero, new ConsensusInput.Replayed(new ViewChangeSigned(3, 9, "")));
        Assert.Empty(_cores[^1].Inputs);
        core.Step(TimeSpan.Zero, new ConsensusInput.Replayed(new ViewChangeSigned(4, 1, "")));
        Assert.Single(_cores[^1].Inputs);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    public void A_message_of_another_epoch_is_not_heard(long epoch, int heard)
    {
        var seal = new Pbft.SampleMessages();
        Step(new ConsensusInput.MessageReceived(seal.Sign(1, new Ledger.Consensus.Pbft.PbftMessage.Prepare(1, 0, default)))
        {
            Epoch = epoch,
        });
        Assert.Equal(heard, _cores[0].Inputs.Count);
    }

    private static Epoch EpochFrom(long first) => new(first, Group.Sealers, Parameters);

    private IReadOnlyList<ConsensusEffect> Step(ConsensusInput input) => _core.Step(TimeSpan.Zero, input);

    private IReadOnlyList<ConsensusEffect> Commit()
    {
        Next();
        return Step(Committed());
    }

    private void Next() => _head = Group.Certify(Group.Execute(_head, _head.Number + 1, default), 0, 1, 2);

    private ConsensusInput.Committed Committed() => new(_head.Number, _head.Hash, _head.Certificate, _head.Header);

    private sealed class RecordingCore(Epoch epoch, CertifiedHeader stored) : IConsensusCore
    {
        public Epoch Epoch => epoch;

        public CertifiedHeader Stored => stored;

        public List<ConsensusInput> Inputs { get; } = [];

        public ConsensusStatus Status => throw new NotSupportedException();

        public IReadOnlyList<ConsensusEffect> Step(TimeSpan now, ConsensusInput input)
        {
            Inputs.Add(input);
            return [new ConsensusEffect.Report($"{epoch.First}: {input.GetType().Name}")];
        }
    }
}
