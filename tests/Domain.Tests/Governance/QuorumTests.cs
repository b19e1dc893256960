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
