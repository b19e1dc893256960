using Ledger.Consensus.Pbft;
using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;
using Ledger.Testing;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Pbft;

/// <summary>Castro and Liskov, section 4.4: what a new view offers again.</summary>
public sealed class NewViewChoiceTests
{
    private const int Heights = 6;

    private static readonly TestGroup Group = new(4);

    [Fact]
    public void Choice_equals_that_of_a_dumb_twin() => SeededCases.Run(2000, random =>
    {
        List<SignedViewChange> changes = RandomChanges(random);
        IReadOnlyList<ChosenProposal> chosen = Compute(9, changes);
        Assert.Equal(Twin(9, changes), chosen.Select(item => (item.Number, item.Digest)));
    });

    [Fact]
    public void Choice_does_not_depend_on_the_order_of_the_ViewChanges() => SeededCases.Run(500, random =>
    {
        List<SignedViewChange> changes = RandomChanges(random);
        SignedViewChange[] shuffled = [.. changes];
        random.Shuffle(shuffled);
        Assert.Equal(Compute(9, changes).Select(item => item.Digest), Compute(9, shuffled).Select(item => item.Digest));
    });

    [Fact]
    public void Gap_below_a_prepared_height_gets_a_null_proposal()
    {
        List<SignedViewChange> changes = [Change(0, 0, Prepared(2, 3, 7)), Change(1, 0), Change(2, 0)];
        IReadOnlyList<ChosenProposal> chosen = Compute(9, changes);
        Assert.Equal([1, 2], chosen.Select(item => item.Number));
        Assert.Empty(chosen[0].Proposal.Transactions);
        Assert.Single(chosen[1].Proposal.Transactions);
    }

    [Fact]
    public void Nothing_prepared_gives_nothing_to_offer_again() =>
        Assert.Empty(Compute(3, [Change(0, 2), Change(1, 0), Change(2, 1)]));

    private static IReadOnlyList<ChosenProposal> Compute(long view, IReadOnlyList<SignedViewChange> changes) =>
        NewViewChoice.Compute(view, changes, Group.Sealers, TestGroup.Suite.Hash);

    /// <summary>The rule read aloud: per height, look at every certificate and keep the best.</summary>
    private static List<(long, Hash256)> Twin(long view, List<SignedViewChange> changes)
    {
        long low = 0;
        long high = 0;
        foreach (SignedViewChange change in changes)
        {
            low = Math.Max(low, change.Message.LastFinal.Number);
            foreach (PreparedCertificate certificate in change.Message.Prepared)
            {
                high = Math.Max(high, certificate.Number);
            }
        }

        var result = new List<(long, Hash256)>();
        for (long number = low + 1; number <= high; number++)
        {
            var empty = new Proposal(number, 0, (int)(view % 4), []);
            Hash256 digest = ProposalCodec.Digest(empty, TestGroup.Suite.Hash);
            long best = -1;
            foreach (SignedViewChange change in changes)
            {
                foreach (PreparedCertificate certificate in change.Message.Prepared)
                {
                    if (certificate.Number == number && certificate.View > best)
                    {
                        best = certificate.View;
                        digest = certificate.Digest;
                    }
                }
            }

            result.Add((number, digest));
        }

        return result;
    }

    /// <summary>In one view a height has one prepared value, as quorums guarantee: the value follows from both.</summary>
    private static List<SignedViewChange> RandomChanges(Random random)
    {
        var changes = new List<SignedViewChange>();
        for (int sealer = 0; sealer < 3; sealer++)
        {
            long low = random.Next(Heights / 2);
            var prepared = new List<PreparedCertificate>();
            for (long number = low + 1; number <= Heights; number++)
            {
                if (random.Next(3) == 0)
                {
                    long view = random.Next(8);
                    prepared.Add(Prepared(number, view, (number * 100) + view));
                }
            }

            changes.Add(Change(sealer, low, [.. prepared]));
        }

        return changes;
    }

    private static SignedViewChange Change(int sealer, long low, params PreparedCertificate[] prepared)
    {
        CertifiedHeader final = low == 0
            ? Group.Genesis
            : Group.Certify(Group.Execute(Group.Genesis, low, default), 0, 1, 2);
        return new SignedViewChange(sealer, new PbftMessage.ViewChange(9, final, prepared), new byte[32]);
    }

    private static PreparedCertificate Prepared(long number, long view, long content)
    {
        var proposal = new Proposal(number, 0, 0, [TestGroup.Transaction(content)]);
        return new PreparedCertificate(view, proposal, ProposalCodec.Digest(proposal, TestGroup.Suite.Hash), []);
    }
}
