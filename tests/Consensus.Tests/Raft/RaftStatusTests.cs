using Ledger.Consensus.Raft;

namespace Ledger.Consensus.Tests.Raft;

/// <summary>What a Raft core says of why it does not go on.</summary>
public sealed class RaftStatusTests
{
    [Fact]
    public void Waiting_begins_with_something_to_order_and_not_before()
    {
        var replica = new RaftReplica(self: 0);
        Assert.Null(replica.Core.Status.Progress!.WaitingSince);
        replica.Now = TimeSpan.FromSeconds(7);
        replica.Input(new ConsensusInput.TransactionsAvailable());
        replica.Now = TimeSpan.FromSeconds(9);
        replica.Receive(1, new RaftMessage.RequestPreVote(1, 0, 0));
        Assert.Equal(TimeSpan.FromSeconds(7), replica.Core.Status.Progress!.WaitingSince);
    }

    /// <summary>A follower hears nobody but its leader, which hears a majority (check-quorum): the others are not called silent.</summary>
    [Fact]
    public void Sealers_that_a_follower_cannot_hear_are_known_by_its_leader()
    {
        var replica = new RaftReplica(self: 0);
        replica.Now = TimeSpan.FromSeconds(1);
        replica.Receive(2, new RaftMessage.RequestPreVote(1, 0, 0));
        replica.Now = TimeSpan.FromSeconds(5);
        replica.Append(1, 3, 0, 0, 0);
        ConsensusProgress progress = replica.Core.Status.Progress!;
        Assert.Equal(TimeSpan.FromSeconds(5), progress.Heard[1]);
        Assert.Equal(TimeSpan.FromSeconds(5), progress.Heard[2]);
        Assert.Equal([3, 1], progress.Views.Skip(1));
        Assert.Equal(2, progress.Threshold);
    }
}
