using Ledger.Consensus.Raft;
using Ledger.Domain.Blocks;
using Ledger.Domain.Events;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Raft;

/// <summary>Restart from the journal, whole and pruned. Reliability checklist 26 and row 51.</summary>
public sealed class RestartTests
{
    [Fact]
    public void Restarted_sealer_has_its_log_and_executes_it_only_when_a_leader_says_what_is_committed()
    {
        var before = new RaftReplica(self: 0);
        before.Append(1, 2, 0, 0, 1, RaftReplica.NoOp(1, 2, 0, 1), RaftReplica.Entry(2, 2, 1, 1), RaftReplica.Entry(3, 2, 2, 2));
        before.Append(2, 3, 2, 2, 1, RaftReplica.NoOp(3, 3, 1, 2), RaftReplica.Entry(4, 3, 2, 9, 2));
        var after = new RaftReplica(self: 0, journal: before.Journal);
        Assert.Equal(3, after.Term);
        Assert.Equal(before.Core.Log.Entries.Select(Place), after.Core.Log.Entries.Select(Place));
        Assert.Empty(after.Effects.OfType<ConsensusEffect.Execute>());
        after.Append(2, 3, 4, 3, 4);
        Assert.Equal([1L, 2L], after.Effects.OfType<ConsensusEffect.Execute>().Select(item => item.Proposal.Number));
    }

    /// <summary>Whatever height the store reached, the pruned journal gives back the same term, vote and last entry.</summary>
    [Fact]
    public void Pruned_journal_keeps_term_vote_and_log()
    {
        RaftReplica before = WithHistory();
        for (long stored = before.Core.Log.BaseNumber; stored <= 12; stored++)
        {
            IReadOnlyList<ConsensusEvent> kept = JournalRetention.Select(before.Journal, stored);
            Assert.True(kept.Count < before.Journal.Count);
            var after = new RaftReplica(self: 0, journal: kept, stored: before.BlockAt(stored));
            Assert.Equal(before.Term, after.Term);
            Assert.Equal(before.Core.Log.Entries.Select(Place), after.Core.Log.Entries.Select(Place));
            Assert.Equal(before.Core.Log.BaseIndex, after.Core.CommittedIndex);
            after.Now += TimeSpan.FromSeconds(3);
            after.Receive(1, new RaftMessage.RequestVote(before.Term, 99, before.Term - 1));
            Assert.False(Assert.Single(after.SentTo<RaftMessage.VoteAnswer>(1)).IsGranted);
        }
    }

    /// <summary>Block sync stored heights that this log never had: what it voted and acknowledged still stands.</summary>
    [Fact]
    public void Store_that_is_ahead_of_the_log_prunes_nothing_of_it()
    {
        var before = new RaftReplica(self: 0);
        before.Append(1, 2, 0, 0, 0, RaftReplica.NoOp(1, 2, 0, 1), RaftReplica.Entry(2, 2, 1, 1), RaftReplica.Entry(3, 2, 2, 2));
        before.Store(before.BlockAt(40));
        Assert.Equal(0, before.Core.Log.BaseIndex);
        var after = new RaftReplica(
            self: 0, journal: JournalRetention.Select(before.Journal, 40), stored: before.BlockAt(40));
        Assert.Equal(before.Core.Log.Entries.Select(Place), after.Core.Log.Entries.Select(Place));
    }

    [Fact]
    public void Sealer_signs_no_second_result_of_a_height_after_a_restart()
    {
        var before = new RaftReplica(self: 0);
        RaftEntry entry = RaftReplica.Entry(1, 2, 1, 1);
        before.Append(1, 2, 0, 0, 1, entry);
        BlockHeader header = before.Group.Execute(before.Group.Genesis, 1, entry.Digest);
        before.Input(new ConsensusInput.Executed(1, entry.Digest, TestGroup.HashOf(header), header));
        var after = new RaftReplica(self: 0, journal: before.Journal);
        after.Append(1, 2, 1, 2, 1);
        BlockHeader other = header with { GasUsed = 1 };
        after.Input(new ConsensusInput.Executed(1, entry.Digest, TestGroup.HashOf(other), other));
        Assert.Single(after.Effects.OfType<ConsensusEffect.Halt>());
        Assert.Empty(after.Said<RaftMessage.Checkpoint>());
    }

    [Fact]
    public void Facts_of_another_epoch_mean_nothing()
    {
        ConsensusEvent[] journal =
        [
            new TermStarted(3, 9, 3),
            new VoteGranted(3, 9, 3, 1),
            new EntriesAppended(4, 9, 3, 0, 0, "0xc0"),
            new LogCompacted(4, 9, 3, 5),
        ];
        var replica = new RaftReplica(self: 0, journal: journal);
        Assert.Equal((0, 0), (replica.Term, replica.Core.Log.LastIndex));
    }

    /// <summary>The journal made an append again whose answer was lost; in it the next leader had replaced what the first facts stood behind.
    /// The node took its log to begin there, and stopped.</summary>
    [Fact]
    public void Facts_that_were_journalled_twice_give_the_same_log()
    {
        var before = new RaftReplica(self: 0);
        before.Append(1, 1, 0, 0, 0, RaftReplica.NoOp(1, 1, 0, 1), RaftReplica.Entry(2, 1, 1, 1));
        int written = before.Journal.Count;
        before.Append(1, 1, 2, 1, 0, RaftReplica.Entry(3, 1, 2, 2));
        before.Append(2, 2, 1, 1, 0, RaftReplica.NoOp(2, 2, 0, 2));
        var after = new RaftReplica(self: 0, journal: [.. before.Journal, .. before.Journal.Skip(written)]);
        Assert.Equal(before.Core.Log.Entries.Select(Place), after.Core.Log.Entries.Select(Place));
    }

    [Theory]
    [InlineData("0xc0")]
    [InlineData("0x")]
    [InlineData("zz")]
    [InlineData("0xc2c180")]
    public void Damaged_entries_stop_the_node(string entries)
    {
        var fact = new EntriesAppended(1, 1, 0, 0, 0, entries);
        Assert.Throws<InvalidOperationException>(() => new RaftReplica(self: 0, journal: [fact]));
    }

    [Fact]
    public void Journal_without_the_beginning_of_the_log_stops_the_node()
    {
        var before = new RaftReplica(self: 0);
        before.Append(1, 2, 0, 0, 0, RaftReplica.Entry(1, 2, 1, 1));
        before.Append(1, 2, 1, 2, 0, RaftReplica.Entry(2, 2, 2, 2));
        ConsensusEvent first = before.Journal.First(fact => fact is EntriesAppended);
        Assert.Throws<InvalidOperationException>(() =>
            new RaftReplica(self: 0, journal: before.Journal.Where(fact => fact != first)));
    }

    private static (long Index, long Term, long Number, string Digest) Place(RaftEntry entry) =>
        (entry.Index, entry.Term, entry.Number, entry.Digest.ToString());

    /// <summary>Twelve heights, some of them rewritten by a later leader, a compacted log and a vote.</summary>
    private static RaftReplica WithHistory()
    {
        var replica = new RaftReplica(self: 0, options: new RaftOptions { HeightsKept = 3 });
        replica.Append(1, 1, 0, 0, 0, RaftReplica.NoOp(1, 1, 0, 1));
        long index = 1;
        long term = 1;
        for (long number = 1; number <= 10; number++)
        {
            replica.Append(1, term, index, term, index, RaftReplica.Entry(index + 1, term, number, number));
            index++;
        }

        // Two entries that no majority had, in place of which the next leader's stand.
        replica.Append(1, term, index, term, index, RaftReplica.Entry(index + 1, term, 11, 77), RaftReplica.Entry(index + 2, term, 12, 78));
        replica.Append(2, 2, index, term, index, RaftReplica.NoOp(index + 1, 2, 10, 2), RaftReplica.Entry(index + 2, 2, 11, 11, 2));
        replica.Append(2, 2, index + 2, 2, index + 2, RaftReplica.Entry(index + 3, 2, 12, 12, 2));
        replica.Store(replica.BlockAt(9));
        Assert.Equal(6, replica.Core.Log.BaseNumber);
        replica.Now += TimeSpan.FromSeconds(3);
        replica.Receive(2, new RaftMessage.RequestVote(5, index + 3, 2));
        Assert.Contains(new VoteGranted(9, 5, 0, 2), replica.Journal);
        return replica;
    }
}
