using Ledger.Consensus.Epochs;
using Ledger.Consensus.Raft;
using Ledger.Domain.Events;
using Ledger.Domain.Governance;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Raft;

/// <summary>Terms, votes and leaders: the paper's section 5.2 and 5.4.1, the dissertation's sections 6.2 and 9.6. Reliability checklist
/// 26 and 28.</summary>
public sealed class ElectionTests
{
    private static readonly TimeSpan Timeout = new RaftOptions().ElectionTimeout;

    /// <summary>Section 5.2 and 5.1: term and own vote are durable before the request for votes leaves.</summary>
    [Fact]
    public void Candidate_persists_its_term_and_its_vote_before_it_asks()
    {
        var replica = new RaftReplica(self: 0);
        replica.TimeOut();
        replica.Take();
        replica.Receive(1, new RaftMessage.PreVoteAnswer(0, 1, true));

        int term = replica.Effects.IndexOf(new ConsensusEffect.Persist(new TermStarted(0, 1, 0)));
        int vote = replica.Effects.IndexOf(new ConsensusEffect.Persist(new VoteGranted(0, 1, 0, 0)));
        int asked = replica.Effects.FindIndex(effect => effect is ConsensusEffect.Broadcast { Message: RaftMessage.RequestVote });
        Assert.True(term >= 0 && term < vote && vote < asked);
    }

    /// <summary>Section 5.2: at most one vote a term, first come first served; a repeated request gets the same answer.</summary>
    [Fact]
    public void Sealer_gives_one_vote_a_term()
    {
        var replica = new RaftReplica(self: 0);
        Assert.True(Vote(replica, 1, 5));
        Assert.False(Vote(replica, 2, 5));
        Assert.True(Vote(replica, 1, 5));
        Assert.Single(replica.Journal.OfType<VoteGranted>());
        Assert.True(Vote(replica, 2, 6));
    }

    [Fact]
    public void Sealer_persists_its_vote_before_it_answers()
    {
        var replica = new RaftReplica(self: 0);
        Vote(replica, 1, 5);
        int vote = replica.Effects.IndexOf(new ConsensusEffect.Persist(new VoteGranted(0, 5, 0, 1)));
        int answer = replica.Effects.FindIndex(effect => effect is ConsensusEffect.Send);
        Assert.True(vote >= 0 && vote < answer);
    }

    /// <summary>FISCO BCOS 2.x keeps term and vote in memory: two votes in one term after a restart (reliability 4.1 B).</summary>
    [Fact]
    public void Sealer_that_restarts_right_after_its_vote_gives_no_second_one()
    {
        var before = new RaftReplica(self: 0);
        Assert.True(Vote(before, 1, 5));
        var after = new RaftReplica(self: 0, journal: before.Journal);
        Assert.Equal(5, after.Term);
        Assert.False(Vote(after, 2, 5));
        Assert.False(Vote(after, 2, 4));
        Assert.True(Vote(after, 1, 5));
    }

    /// <summary>Section 5.4.1: the term of the last entry decides, then the length of the log.</summary>
    [Theory]
    [InlineData(2, 1, false)]
    [InlineData(3, 1, false)]
    [InlineData(9, 1, false)]
    [InlineData(2, 2, false)]
    [InlineData(3, 2, true)]
    [InlineData(1, 3, true)]
    public void Sealer_votes_only_for_a_log_that_is_up_to_date(long lastIndex, long lastTerm, bool isGranted)
    {
        var replica = new RaftReplica(self: 0);
        replica.Append(1, 2, 0, 0, 0, RaftReplica.Entry(1, 1, 1, 1), RaftReplica.Entry(2, 2, 2, 2), RaftReplica.Entry(3, 2, 3, 3));
        replica.Now += Timeout * 3;
        replica.Take();
        replica.Receive(2, new RaftMessage.RequestVote(7, lastIndex, lastTerm));
        Assert.Equal(isGranted, replica.SentTo<RaftMessage.VoteAnswer>(2).Single().IsGranted);
    }

    /// <summary>Dissertation, section 9.6: a node that nobody answers asks for ever in the same term.</summary>
    [Fact]
    public void Cut_off_sealer_starts_no_term()
    {
        var replica = new RaftReplica(self: 0);
        for (int i = 0; i < 20; i++)
        {
            replica.TimeOut();
        }

        Assert.Equal(0, replica.Term);
        Assert.Empty(replica.Journal);
        Assert.All(replica.Said<RaftMessage.RequestPreVote>(), request => Assert.Equal(1, request.Term));
    }

    /// <summary>Reliability row 51: whoever hears its leader grants neither pre-vote nor vote, and keeps its term.</summary>
    [Fact]
    public void Returning_sealer_does_not_disturb_a_leader_that_is_heard()
    {
        var replica = new RaftReplica(self: 0);
        replica.Append(1, 3, 0, 0, 0);
        replica.Now += Timeout / 2;
        replica.Take();
        replica.Receive(2, new RaftMessage.RequestPreVote(9, 50, 8));
        replica.Receive(2, new RaftMessage.RequestVote(9, 50, 8));
        Assert.False(Assert.Single(replica.SentTo<RaftMessage.PreVoteAnswer>(2)).IsGranted);
        Assert.Empty(replica.SentTo<RaftMessage.VoteAnswer>(2));
        Assert.Equal(3, replica.Term);

        replica.Now += Timeout;
        replica.Receive(2, new RaftMessage.RequestPreVote(9, 50, 8));
        Assert.True(replica.SentTo<RaftMessage.PreVoteAnswer>(2)[^1].IsGranted);
        Assert.Equal(3, replica.Term);
    }

    [Fact]
    public void Pre_vote_of_a_stale_term_teaches_the_asker_the_term()
    {
        var replica = new RaftReplica(self: 0);
        replica.TimeOut();
        replica.Receive(1, new RaftMessage.PreVoteAnswer(8, 1, false));
        Assert.Equal(8, replica.Term);
        replica.TimeOut();
        Assert.Equal(9, replica.Said<RaftMessage.RequestPreVote>()[^1].Term);
    }

    /// <summary>Dissertation, section 6.2: without a majority's word for an election timeout a leader is none.</summary>
    [Fact]
    public void Leader_that_hears_no_majority_steps_down_and_keeps_its_term()
    {
        var replica = new RaftReplica(self: 0, sealers: 5);
        replica.Win(1, 2);
        replica.Elapse(ConsensusTimerKind.Heartbeat, Timeout);
        replica.Acknowledge(1, 1);
        replica.Acknowledge(2, 1);
        replica.Elapse(ConsensusTimerKind.Heartbeat, Timeout);
        Assert.True(replica.Core.IsLeader);
        replica.Acknowledge(1, 1);
        replica.Elapse(ConsensusTimerKind.Heartbeat, Timeout / 2);
        replica.Elapse(ConsensusTimerKind.Heartbeat, Timeout);
        Assert.False(replica.Core.IsLeader);
        Assert.Equal(1, replica.Term);
        Assert.Equal(-1, replica.Core.Status.Leader);
    }

    /// <summary>Section 5.1: a higher term, from anyone, ends a leader; it is durable before any answer.</summary>
    [Fact]
    public void Leader_steps_down_when_an_answer_is_of_a_higher_term()
    {
        var replica = new RaftReplica(self: 0);
        replica.Win(1);
        replica.Receive(2, new RaftMessage.AppendAnswer(4, 0, false, 0, 0, 0));
        Assert.False(replica.Core.IsLeader);
        Assert.Contains(new TermStarted(0, 4, 0), replica.Journal);
    }

    [Fact]
    public void Leader_of_a_term_that_is_over_is_told_so()
    {
        var replica = new RaftReplica(self: 0);
        Vote(replica, 1, 5);
        replica.Append(2, 4, 0, 0, 0);
        RaftMessage.AppendAnswer answer = Assert.Single(replica.SentTo<RaftMessage.AppendAnswer>(2));
        Assert.Equal((5, false), (answer.Term, answer.IsAccepted));
    }

    [Fact]
    public void Election_timeouts_lie_between_one_and_two_and_come_back_from_the_seed()
    {
        var options = new RaftOptions { Seed = 7 };
        TimeSpan[][] draws = [.. Enumerable.Range(0, 5).Select(self => Draws(options, self))];
        Assert.All(draws.SelectMany(draw => draw), draw => Assert.InRange(draw, Timeout, 2 * Timeout));
        Assert.Equal(draws[3], Draws(options, 3));
        Assert.Equal(500, draws.SelectMany(draw => draw).Distinct().Count());
        Assert.NotEqual(draws[3], Draws(options with { Seed = 8 }, 3));

        static TimeSpan[] Draws(RaftOptions options, int self)
        {
            var dice = new ElectionDice(options, self);
            return [.. Enumerable.Range(0, 100).Select(term => dice.Draw(term))];
        }
    }

    [Fact]
    public void Single_sealer_leads_and_commits_at_once()
    {
        var replica = new RaftReplica(self: 0, sealers: 1);
        Assert.True(replica.Core.IsLeader);
        replica.Propose(1);
        ConsensusEffect.Execute execute = Assert.Single(replica.Effects.OfType<ConsensusEffect.Execute>());
        replica.Finish(replica.Group.Genesis, replica.Core.Log.Fill(execute.Proposal.Number)!);
        Assert.Single(replica.Effects.OfType<ConsensusEffect.Commit>());
    }

    [Fact]
    public void Set_with_Byzantine_quorums_is_refused()
    {
        var group = new TestGroup(4);
        var epoch = new Epoch(1, group.Sealers, RaftGroup.Parameters(group));
        Assert.Equal(FaultModel.Byzantine, group.Sealers.Faults);
        Assert.Equal(FaultModel.Crash, epoch.Parameters.SealerSet().Faults);
        Assert.Throws<ArgumentException>(() => new RaftCore(new RaftOptions(), epoch, 0, group.Genesis, TestGroup.Suite.Hash));
        Assert.Throws<ArgumentException>(() => new RaftSeal(group.Identity, group.Sealers, TestGroup.Suite, null));
    }

    private static bool Vote(RaftReplica replica, int candidate, long term)
    {
        replica.Take();
        replica.Receive(candidate, new RaftMessage.RequestVote(term, 0, 0));
        return Assert.Single(replica.SentTo<RaftMessage.VoteAnswer>(candidate)).IsGranted;
    }
}
