using Ledger.Consensus.Epochs;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Epochs;

public sealed class EpochRulesTests
{
    private static readonly TestGroup Group = new(7);
    private static readonly GroupParameters Base = new Genesis
    {
        ChainId = 1,
        GroupId = 1,
        Timestamp = 0,
        Sealers = [.. Group.Sealers.Members],
        EpochBlocks = 20,
    }.Parameters();

    private static readonly GroupParameters Rotating =
        Base with { Consensus = ConsensusAlgorithm.Rpbft, EpochSealers = 4 };

    [Theory]
    [InlineData(1, 1)]
    [InlineData(19, 1)]
    [InlineData(1_000_000, 1)]
    public void Without_rotation_an_epoch_lasts_until_a_change(long number, long first) =>
        Assert.Equal(first, EpochRules.FirstOf(GovernanceSchedule.Of(Base), number));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(19, 1)]
    [InlineData(20, 20)]
    [InlineData(39, 20)]
    [InlineData(40, 40)]
    public void A_rotating_group_begins_one_at_every_multiple(long number, long first) =>
        Assert.Equal(first, EpochRules.FirstOf(GovernanceSchedule.Of(Rotating), number));

    [Theory]
    [InlineData(24, 20)]
    [InlineData(25, 25)]
    [InlineData(39, 25)]
    [InlineData(40, 40)]
    public void A_change_begins_one_between_them(long number, long first)
    {
        GovernanceSchedule schedule =
            GovernanceSchedule.Of(Rotating).With(17, 25, Rotating with { BlockTransactionsMax = 5 });
        Assert.Equal(first, EpochRules.FirstOf(schedule, number));
    }

    [Fact]
    public void The_working_sealers_are_drawn_and_all_of_them_work_when_as_many_are_asked_for()
    {
        Hash256 seed = TestGroup.Transaction(1);
        Epoch drawn = EpochRules.Of(GovernanceSchedule.Of(Rotating), 20, seed, TestGroup.Suite.Hash);
        Assert.Equal(4, drawn.Sealers.Count);
        Assert.All(drawn.Sealers.Members, member => Assert.Contains(member, Base.Sealers));
        Epoch all = EpochRules.Of(
            GovernanceSchedule.Of(Rotating with { EpochSealers = 7 }), 20, seed, TestGroup.Suite.Hash);
        Assert.Equal(Group.Sealers, all.Sealers);
    }
}
