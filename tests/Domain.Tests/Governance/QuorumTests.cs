using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Testing;

namespace Ledger.Domain.Tests.Governance;

public sealed class QuorumTests
{
    public static TheoryData<int> Sizes => [.. Enumerable.Range(1, 40)];

    /// <summary>Castro and Liskov, section 2: two quorums share at least one sealer that does not lie.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void Two_quorums_share_an_honest_sealer(int sealers) =>
        Assert.True((2 * Quorum.Threshold(sealers)) - sealers > Quorum.MaxFaulty(sealers));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_honest_alone_are_a_quorum(int sealers) =>
        Assert.True(sealers - Quorum.MaxFaulty(sealers) >= Quorum.Threshold(sealers));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void One_vote_less_would_not_do(int sealers) =>
        Assert.False((2 * (Quorum.Threshold(sealers) - 1)) - sealers > Quorum.MaxFaulty(sealers));

    /// <summary>Ongaro and Ousterhout, section 5.2: two majorities share a sealer; none lies.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void Two_majorities_share_a_sealer(int sealers) =>
        Assert.True((2 * Quorum.Threshold(sealers, FaultModel.Crash)) - sealers > 0);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Those_that_did_not_stop_are_a_majority(int sealers) =>
        Assert.True(sealers - Quorum.MaxFaulty(sealers, FaultModel.Crash) >= Quorum.Threshold(sealers, FaultModel.Crash));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void One_vote_less_would_not_be_a_majority_and_one_stop_more_would_leave_none(int sealers)
    {
        Assert.False((2 * (Quorum.Threshold(sealers, FaultModel.Crash) - 1)) - sealers > 0);
        Assert.False(sealers - Quorum.MaxFaulty(sealers, FaultModel.Crash) - 1 >= Quorum.Threshold(sealers, FaultModel.Crash));
    }

    /// <summary>By counting every pair of sets of the stated size, with no formula.</summary>
    [Theory]
    [InlineData(FaultModel.Byzantine)]
    [InlineData(FaultModel.Crash)]
    public void Any_two_quorums_share_what_the_fault_model_asks_for(FaultModel faults)
    {
        for (int sealers = 1; sealers <= 7; sealers++)
        {
            int threshold = Quorum.Threshold(sealers, faults);
            int shared = faults == FaultModel.Crash ? 1 : Quorum.MaxFaulty(sealers) + 1;
            uint[] quorums = [.. Enumerable.Range(0, 1 << sealers).Select(set => (uint)set)
                .Where(set => uint.PopCount(set) == threshold)];
            Assert.All(quorums, one => Assert.All(quorums, other => Assert.True(uint.PopCount(one & other) >= shared)));
        }
    }

    [Fact]
    public void A_set_carries_its_fault_model()
    {
        NodeId[] members = [.. Enumerable.Range(1, 5).Select(i => new NodeId([(byte)i, .. new byte[NodeId.SizeBytes - 1]]))];
        var crash = new SealerSet(members, FaultModel.Crash);
        var lying = new SealerSet(members);
        Assert.Equal((3, 2), (crash.Threshold, crash.MaxFaulty));
        Assert.Equal((4, 1), (lying.Threshold, lying.MaxFaulty));
        Assert.NotEqual(lying, crash);
    }

    [Fact]
    public void A_sealers_index_is_its_place_by_node_id() => SeededCases.Run(100, random =>
    {
        NodeId[] members = [Generators.NodeId(random), .. Generators.List(random, 12, Generators.NodeId)];
        var set = new SealerSet(members);
        Assert.Equal(members.Order(), set.Members);
        Assert.All(members, member => Assert.Equal(member, set[set.IndexOf(member)]));
        Assert.Equal(-1, set.IndexOf(Generators.NodeId(random)));
        Assert.Equal(Quorum.Threshold(members.Length), set.Threshold);
        Assert.Equal(set, new SealerSet(members.Reverse()));
    });

    [Fact]
    public void A_set_has_members_and_none_twice()
    {
        Assert.Throws<ArgumentException>(() => new SealerSet([]));
        Assert.Throws<ArgumentException>(() => new SealerSet([NodeId.Zero, NodeId.Zero]));
    }
}
