using Ledger.Consensus.Pbft;
using Ledger.Domain.Governance;

namespace Ledger.Consensus.Tests.Pbft;

/// <summary>Reliability checklist 6 and 18: quorums and leaders for every size of group.</summary>
public sealed class QuorumTests
{
    public static TheoryData<int> Sizes => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Any_two_quorums_share_an_honest_sealer_and_the_honest_ones_are_a_quorum(int sealers)
    {
        int faulty = Quorum.MaxFaulty(sealers);
        int quorum = Quorum.Threshold(sealers);
        Assert.True((2 * quorum) - sealers > faulty);
        Assert.True(sealers - faulty >= quorum);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_sealer_leads_in_turn_and_some_view_of_n_has_live_leaders(int sealers)
    {
        Assert.Equal(sealers, Enumerable.Range(0, sealers).Select(view => Leadership.OfView(view, sealers)).Distinct().Count());
        int faulty = Quorum.MaxFaulty(sealers);
        foreach (int turn in (int[])[1, 3, 32])
        {
            int[] leaders = [.. Enumerable.Range(0, sealers * turn).Select(number => Leadership.OfHeight(number, 7, sealers, turn))];
            Assert.All(leaders.Chunk(turn), chunk => Assert.Single(chunk.Distinct()));
            Assert.Equal(sealers, leaders.Distinct().Count());
        }

        for (long number = 1; number <= sealers; number++)
        {
            Assert.Contains(Enumerable.Range(0, sealers), view =>
                Leadership.OfView(view, sealers) >= faulty && Leadership.OfHeight(number, view, sealers, 1) >= faulty);
        }
    }
}
