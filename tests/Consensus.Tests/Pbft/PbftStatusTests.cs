using Ledger.Consensus.Pbft;
using Ledger.Consensus.Tests.Scenarios;

namespace Ledger.Consensus.Tests.Pbft;

/// <summary>What the core tells operators: each step of the replica takes two seconds of its clock.</summary>
public sealed class PbftStatusTests
{
    [Fact]
    public void Votes_that_are_missing_are_those_for_the_accepted_proposal_in_the_current_view()
    {
        ScenarioReplica replica = Started();
        replica.Receive(1, replica.PrePrepare("A", 1, 0));
        replica.Step(new ConsensusInput.BodiesReady(1, replica.Content("A", 1).Digest));
        replica.Receive(0, new PbftMessage.Prepare(1, 0, replica.Content("B", 1).Digest));
        replica.Receive(3, new PbftMessage.Prepare(1, 4, replica.Content("A", 1).Digest));

        Assert.Equal("Prepare", replica.Core.Status.Phase);
        Assert.Equal([0, 1, 3], replica.Core.Status.WaitingFor);
    }

    [Fact]
    public void Sealers_are_known_by_when_they_were_heard_and_in_which_view()
    {
        ScenarioReplica replica = Started();
        replica.Receive(3, replica.ViewChange(7));
        TimeSpan heard = replica.Core.Status.Progress!.At;
        replica.Receive(0, new PbftMessage.Prepare(1, 0, replica.Content("A", 1).Digest));

        ConsensusProgress progress = replica.Core.Status.Progress!;
        Assert.Equal(heard, progress.Heard[3]);
        Assert.Equal(progress.At, progress.Heard[0]);
        Assert.Null(progress.Heard[1]);
        Assert.Equal([0L, -1L, 0L, 7L], progress.Views);
        Assert.Equal(3, progress.Threshold);
    }

    [Fact]
    public void Waiting_begins_with_something_to_order_and_ends_when_it_is_stored()
    {
        ScenarioReplica replica = Started();
        Assert.Null(replica.Core.Status.Progress!.WaitingSince);
        replica.Step(new ConsensusInput.TransactionsAvailable());
        TimeSpan? since = replica.Core.Status.Progress!.WaitingSince;
        Assert.Equal(replica.Core.Status.Progress.At, since);

        replica.Receive(1, replica.PrePrepare("A", 1, 0));
        Assert.Equal(since, replica.Core.Status.Progress!.WaitingSince);
        Assert.True(replica.Core.Status.Progress.NeedsBodies);
        replica.Committed("A", 1, 0, 1, 3);
        Assert.Null(replica.Core.Status.Progress!.WaitingSince);
        Assert.False(replica.Core.Status.Progress.NeedsBodies);
    }

    [Fact]
    public void What_is_prepared_and_what_peers_are_ahead_by_is_told()
    {
        ScenarioReplica replica = Started();
        replica.Receive(1, replica.PrePrepare("A", 1, 0));
        replica.Step(new ConsensusInput.BodiesReady(1, replica.Content("A", 1).Digest));
        replica.Receive(0, new PbftMessage.Prepare(1, 0, replica.Content("A", 1).Digest));
        Assert.Null(replica.Core.Status.Progress!.PreparedView);
        replica.Receive(1, new PbftMessage.Prepare(1, 0, replica.Content("A", 1).Digest));

        Assert.Equal(0, replica.Core.Status.Progress!.PreparedView);
        Assert.Equal(0, replica.Core.Status.Progress.KnownFinal);
        CertifiedHeader ahead = replica.Group.Certify(
            replica.Group.Execute(replica.Group.Genesis, 1, replica.Content("A", 1).Digest), 0, 1, 3);
        replica.Receive(3, new PbftMessage.Status(0, true, ahead));
        Assert.Equal(1, replica.Core.Status.Progress!.KnownFinal);
    }

    private static ScenarioReplica Started()
    {
        var replica = new ScenarioReplica(4, 2, new PbftOptions { Window = 1 });
        replica.Start();
        return replica;
    }
}
