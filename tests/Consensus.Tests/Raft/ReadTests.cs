using Ledger.Consensus.Raft;

namespace Ledger.Consensus.Tests.Raft;

/// <summary>Linearizable reads by read index: dissertation, section 6.4. Reliability checklist 29.</summary>
public sealed class ReadTests
{
    [Fact]
    public void Read_is_good_once_a_majority_answers_a_round_that_began_after_it_came()
    {
        RaftReplica replica = Leader();
        replica.Input(new ConsensusInput.ReadRequested(7));
        long round = replica.SentTo<RaftMessage.AppendEntries>(1)[^1].Round;
        replica.Acknowledge(1, 1, round - 1);
        Assert.Empty(replica.Effects.OfType<ConsensusEffect.ReadReady>());
        replica.Acknowledge(1, 1, round);
        Assert.Equal(new ConsensusEffect.ReadReady(7, 0), Assert.Single(replica.Effects.OfType<ConsensusEffect.ReadReady>()));
    }

    [Fact]
    public void Reads_that_come_during_a_round_share_the_next()
    {
        RaftReplica replica = Leader();
        replica.Input(new ConsensusInput.ReadRequested(1));
        long round = replica.SentTo<RaftMessage.AppendEntries>(1)[^1].Round;
        replica.Input(new ConsensusInput.ReadRequested(2));
        replica.Input(new ConsensusInput.ReadRequested(3));
        replica.Acknowledge(1, 1, round);
        Assert.Equal([1L], ReadIds(replica));
        Assert.Equal(round + 1, replica.SentTo<RaftMessage.AppendEntries>(1)[^1].Round);
        replica.Acknowledge(2, 1, round + 1);
        Assert.Equal([1L, 2L, 3L], ReadIds(replica));
    }

    /// <summary>A new leader has every committed entry, but knows which they are only once one of its own term is committed.</summary>
    [Fact]
    public void Read_waits_until_an_entry_of_the_own_term_is_committed()
    {
        var replica = new RaftReplica(self: 0);
        replica.Win(1);
        replica.Input(new ConsensusInput.ReadRequested(7));
        replica.Receive(1, new RaftMessage.AppendAnswer(1, 9, false, 5, 0, 0));
        Assert.Empty(ReadIds(replica));
        replica.Acknowledge(1, 1, 9);
        replica.Acknowledge(1, 1, replica.SentTo<RaftMessage.AppendEntries>(1)[^1].Round);
        Assert.Equal([7L], ReadIds(replica));
    }

    [Fact]
    public void Read_waits_for_the_store_to_have_what_was_committed_before_it_came()
    {
        RaftReplica replica = Leader();
        replica.Propose(1);
        replica.Acknowledge(1, 2);
        replica.Input(new ConsensusInput.ReadRequested(7));
        replica.Acknowledge(1, 2, replica.SentTo<RaftMessage.AppendEntries>(1)[^1].Round);
        Assert.Empty(ReadIds(replica));
        replica.Finish(replica.Group.Genesis, replica.Core.Log.Fill(1)!, 1);
        Assert.Equal(new ConsensusEffect.ReadReady(7, 1), Assert.Single(replica.Effects.OfType<ConsensusEffect.ReadReady>()));
    }

    /// <summary>Reliability checklist 29: a leader that was stopped for ten seconds, and replaced, has no majority to vouch for it; answers
    /// from before the pause do not count, whatever is processed first when it goes on.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Leader_that_was_paused_never_answers_stale(bool isReadFirst)
    {
        RaftReplica replica = Leader();
        long before = replica.SentTo<RaftMessage.AppendEntries>(1)[^1].Round;
        replica.Now += TimeSpan.FromSeconds(10);
        if (isReadFirst)
        {
            replica.Input(new ConsensusInput.ReadRequested(7));
            replica.Acknowledge(1, 1, before);
            replica.Receive(2, new RaftMessage.AppendAnswer(2, before, false, 1, 0, 0));
        }
        else
        {
            replica.Elapse(ConsensusTimerKind.Heartbeat, TimeSpan.Zero);
            replica.Acknowledge(1, 1, before);
            replica.Input(new ConsensusInput.ReadRequested(7));
        }

        Assert.Empty(ReadIds(replica));
        Assert.Equal(new ConsensusEffect.ReadRefused(7, -1), Assert.Single(replica.Effects.OfType<ConsensusEffect.ReadRefused>()));
    }

    /// <summary>Above an epoch's last block another set commits, of which a leader that has not stored that block hears nothing.</summary>
    [Fact]
    public void Leader_at_the_last_block_of_its_epoch_does_not_speak_for_the_next()
    {
        RaftReplica replica = Leader();
        replica.Input(new ConsensusInput.EpochEnds(1));
        replica.Propose(1);
        replica.Acknowledge(1, 2);
        replica.Input(new ConsensusInput.ReadRequested(7));
        Assert.Equal(new ConsensusEffect.ReadRefused(7, 0), Assert.Single(replica.Effects.OfType<ConsensusEffect.ReadRefused>()));
    }

    [Fact]
    public void Follower_names_the_leader_and_a_full_queue_refuses()
    {
        var follower = new RaftReplica(self: 0);
        follower.Append(2, 1, 0, 0, 0);
        follower.Input(new ConsensusInput.ReadRequested(1));
        Assert.Equal(new ConsensusEffect.ReadRefused(1, 2), Assert.Single(follower.Effects.OfType<ConsensusEffect.ReadRefused>()));

        RaftReplica leader = Leader(new RaftOptions { ReadsMax = 2 });
        for (int id = 1; id <= 3; id++)
        {
            leader.Input(new ConsensusInput.ReadRequested(id));
        }

        Assert.Equal(new ConsensusEffect.ReadRefused(3, 0), Assert.Single(leader.Effects.OfType<ConsensusEffect.ReadRefused>()));
    }

    [Fact]
    public void Single_sealer_answers_at_once()
    {
        var replica = new RaftReplica(self: 0, sealers: 1);
        replica.Input(new ConsensusInput.ReadRequested(4));
        Assert.Equal([4L], ReadIds(replica));
    }

    private static RaftReplica Leader(RaftOptions? options = null)
    {
        var replica = new RaftReplica(self: 0, options: options);
        replica.Win(1);
        replica.Acknowledge(1, 1);
        return replica;
    }

    private static long[] ReadIds(RaftReplica replica) =>
        [.. replica.Effects.OfType<ConsensusEffect.ReadReady>().Select(read => read.Id)];
}
