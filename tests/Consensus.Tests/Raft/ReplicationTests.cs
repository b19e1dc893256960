using Ledger.Consensus.Raft;
using Ledger.Domain.Blocks;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Raft;

/// <summary>The log: the paper's sections 5.3, 5.4 and 7, and what makes an ordered height final. Reliability checklist 27.</summary>
public sealed class ReplicationTests
{
    /// <summary>Section 5.3: entries are durable before they are acknowledged.</summary>
    [Fact]
    public void Follower_persists_entries_before_it_acknowledges_them()
    {
        var replica = new RaftReplica(self: 0);
        replica.Append(1, 2, 0, 0, 0, RaftReplica.Entry(1, 2, 1, 1));
        int written = replica.Effects.FindIndex(effect => effect is ConsensusEffect.Persist { Event: EntriesAppended });
        int answered = replica.Effects.FindIndex(effect =>
            effect is ConsensusEffect.Send { Message: RaftMessage.AppendAnswer { IsAccepted: true, Index: 1 } });
        Assert.True(written >= 0 && written < answered);
    }

    /// <summary>What a majority acknowledges must be executable, so bodies come before the log.</summary>
    [Fact]
    public void Entry_joins_the_log_only_when_its_bodies_are_here()
    {
        var replica = new RaftReplica(self: 0) { HoldsBodiesBack = true };
        RaftEntry entry = RaftReplica.Entry(1, 2, 1, 1);
        replica.Append(1, 2, 0, 0, 1, entry);
        Assert.Equal(0, replica.Core.Log.LastIndex);
        Assert.Equal(0, replica.SentTo<RaftMessage.AppendAnswer>(1).Single().Index);
        Assert.Empty(replica.Journal.OfType<EntriesAppended>());

        replica.Input(new ConsensusInput.BodiesReady(1, entry.Digest));
        Assert.Equal(1, replica.SentTo<RaftMessage.AppendAnswer>(1)[^1].Index);
        Assert.Equal(entry.Proposal, Assert.Single(replica.Effects.OfType<ConsensusEffect.Execute>()).Proposal);
    }

    /// <summary>Section 5.3: an entry that conflicts goes, with all that follow it; entries that agree stay.</summary>
    [Fact]
    public void Follower_replaces_only_what_conflicts()
    {
        var replica = new RaftReplica(self: 0);
        replica.Append(1, 2, 0, 0, 0, RaftReplica.Entry(1, 1, 1, 1), RaftReplica.Entry(2, 2, 2, 2), RaftReplica.Entry(3, 2, 3, 3));
        replica.Append(1, 2, 0, 0, 0, RaftReplica.Entry(1, 1, 1, 1), RaftReplica.Entry(2, 2, 2, 2));
        Assert.Equal(3, replica.Core.Log.LastIndex);
        Assert.Equal(3, replica.Journal.OfType<EntriesAppended>().Count());
        replica.Append(2, 3, 1, 1, 0, RaftReplica.NoOp(2, 3, 1, 2), RaftReplica.Entry(3, 3, 2, 9, 2));
        Assert.Equal((3, 3), (replica.Core.Log.LastIndex, replica.Core.Log.LastTerm));
        Assert.Equal(2, replica.Core.Log.LastNumber);
    }

    /// <summary>Section 5.3: the faster way back, one refusal a term and not one an entry.</summary>
    [Fact]
    public void Leader_finds_the_place_where_logs_agree_in_one_step_a_term()
    {
        var leader = new RaftReplica(self: 0);
        leader.Append(1, 6, 0, 0, 0,
            RaftReplica.Entry(1, 1, 1, 1), RaftReplica.Entry(2, 1, 2, 2), RaftReplica.Entry(3, 1, 3, 3), RaftReplica.Entry(4, 6, 4, 4),
            RaftReplica.Entry(5, 6, 5, 5), RaftReplica.Entry(6, 6, 6, 6));
        leader.Win(2);
        leader.Take();

        // The follower has 1 1 1 4 4 4: its last entry of a term not above 6 is entry 6 of term 4.
        leader.Receive(1, new RaftMessage.AppendAnswer(leader.Term, 1, false, 6, 6, 4));
        RaftMessage.AppendEntries second = Assert.Single(leader.SentTo<RaftMessage.AppendEntries>(1));
        Assert.Equal((3, 1), (second.PreviousIndex, second.PreviousTerm));
    }

    [Fact]
    public void Follower_says_where_its_log_could_agree()
    {
        var replica = new RaftReplica(self: 0);
        replica.Append(1, 4, 0, 0, 0,
            RaftReplica.Entry(1, 1, 1, 1), RaftReplica.Entry(2, 1, 2, 2), RaftReplica.Entry(3, 4, 3, 3), RaftReplica.Entry(4, 4, 4, 4));
        replica.Take();
        replica.Append(2, 7, 4, 3, 0, RaftReplica.Entry(5, 7, 5, 5));
        RaftMessage.AppendAnswer answer = Assert.Single(replica.SentTo<RaftMessage.AppendAnswer>(2));
        Assert.Equal((false, 2, 1), (answer.IsAccepted, answer.Index, answer.IndexTerm));
        Assert.Equal(4, replica.Core.Log.LastIndex);
    }

    /// <summary>Section 5.4.2, figure 8 (c) to (e): the leader of term 4 has its entry of term 2 on a majority and still must not commit
    /// it, because the leader of term 3 could overwrite it; an entry of term 4 on a majority commits both.</summary>
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 2)]
    public void Leader_commits_an_entry_of_an_earlier_term_only_with_one_of_its_own(bool isOwnEntryHeld, int executed)
    {
        var replica = new RaftReplica(self: 0, sealers: 5);
        replica.Append(1, 2, 0, 0, 0, RaftReplica.Entry(1, 1, 1, 1), RaftReplica.Entry(2, 2, 2, 2));
        replica.Receive(4, new RaftMessage.AppendAnswer(3, 0, false, 0, 0, 0));
        replica.Append(4, 3, 2, 2, 0);
        replica.Win(1, 2);
        Assert.Equal(4, replica.Term);
        replica.Acknowledge(1, 2);
        replica.Acknowledge(2, 2);
        Assert.Empty(replica.Effects.OfType<ConsensusEffect.Execute>());
        Assert.Equal(0, replica.Core.CommittedIndex);
        if (isOwnEntryHeld)
        {
            replica.Acknowledge(1, 3);
            replica.Acknowledge(2, 3);
        }

        Assert.Equal(executed, replica.Effects.OfType<ConsensusEffect.Execute>().Count());
    }

    /// <summary>Section 8: a term begins with an entry that carries nothing; it makes no block.</summary>
    [Fact]
    public void No_op_takes_an_index_and_no_height()
    {
        var replica = new RaftReplica(self: 0);
        replica.Win(1);
        replica.Propose(1);
        Assert.Equal((2, 1), (replica.Core.Log.LastIndex, replica.Core.Log.LastNumber));
        replica.Acknowledge(1, 2);
        ConsensusEffect.Execute execute = Assert.Single(replica.Effects.OfType<ConsensusEffect.Execute>());
        Assert.Equal(1, execute.Proposal.Number);
    }

    /// <summary>An epoch's last heights are reached without work, by blocks, and none above them is opened.</summary>
    [Fact]
    public void Leader_fills_the_heights_up_to_the_end_of_its_epoch_with_empty_blocks()
    {
        var replica = new RaftReplica(self: 0);
        replica.Input(new ConsensusInput.EpochEnds(2));
        replica.Win(1);
        for (int number = 1; number <= 2; number++)
        {
            ConsensusEffect.BuildProposal build = replica.Effects.OfType<ConsensusEffect.BuildProposal>().Last();
            Assert.Equal((number, true), (build.Number, build.MayBeEmpty));
            replica.Input(new ConsensusInput.ProposalBuilt(number, 1, new Proposal(number, 1, 0, [])));
        }

        replica.Acknowledge(1, 3);
        Assert.Equal([1L, 2L], replica.Effects.OfType<ConsensusEffect.Execute>().Select(item => item.Proposal.Number));
        Assert.Equal(2, replica.Effects.OfType<ConsensusEffect.BuildProposal>().Count());
        replica.Input(new ConsensusInput.TransactionsAvailable());
        Assert.Equal(2, replica.Effects.OfType<ConsensusEffect.BuildProposal>().Count());
    }

    [Fact]
    public void Leader_orders_ahead_of_execution_up_to_the_window()
    {
        var replica = new RaftReplica(self: 0, options: new RaftOptions { Window = 3 });
        replica.Win(1);
        var entries = new RaftEntry[3];
        for (int i = 0; i < 3; i++)
        {
            replica.Propose(i);
            entries[i] = replica.Core.Log.At(replica.Core.Log.LastIndex);
        }

        Assert.Equal(3, replica.Effects.OfType<ConsensusEffect.BuildProposal>().Count());
        replica.Acknowledge(1, 4);
        Assert.Equal([1, 2, 3], replica.Effects.OfType<ConsensusEffect.Execute>().Select(item => item.Proposal.Number));
        replica.Finish(replica.Group.Genesis, entries[0], 1);
        replica.Input(new ConsensusInput.TransactionsAvailable());
        Assert.Equal(4, replica.Effects.OfType<ConsensusEffect.BuildProposal>().Last().Number);
    }

    [Fact]
    public void Leader_sends_on_without_waiting_for_answers_and_tells_at_once_what_is_committed()
    {
        var replica = new RaftReplica(self: 0);
        replica.Win(1);
        replica.Acknowledge(1, 1);
        replica.Take();
        replica.Input(new ConsensusInput.TransactionsAvailable());
        replica.Input(new ConsensusInput.ProposalBuilt(1, 1, RaftReplica.Proposal(1, 1)));
        replica.Propose(2);
        Assert.Equal([1L, 2L], [.. replica.SentTo<RaftMessage.AppendEntries>(1)
            .SelectMany(append => append.Entries).Select(entry => entry.Number)]);
        replica.Take();
        replica.Acknowledge(1, 2);
        Assert.Equal(2, Assert.Single(replica.SentTo<RaftMessage.AppendEntries>(1)).Committed);
    }

    /// <summary>Section 7: a follower below the log is told which block to fetch.</summary>
    [Fact]
    public void Follower_that_needs_what_was_cut_off_is_told_to_fetch_blocks()
    {
        var replica = new RaftReplica(self: 0, options: new RaftOptions { HeightsKept = 2, Window = 1 });
        replica.Win(1);
        CertifiedHeader block = replica.Group.Genesis;
        for (int i = 1; i <= 6; i++)
        {
            replica.Input(new ConsensusInput.TransactionsAvailable());
            replica.Propose(i);
            replica.Acknowledge(1, replica.Core.Log.LastIndex);
            block = replica.Finish(block, replica.Core.Log.Fill(i)!, 1);
        }

        Assert.Equal(3, replica.Core.Log.BaseNumber);
        Assert.Equal(new LogCompacted(3, 1, 0, 4), Assert.Single(replica.Journal.OfType<LogCompacted>()));
        replica.Take();
        replica.Receive(2, new RaftMessage.AppendAnswer(1, 1, false, 0, 0, 0));
        replica.Elapse(ConsensusTimerKind.Heartbeat, TimeSpan.FromMilliseconds(100));
        RaftMessage.InstallHint hint = replica.SentTo<RaftMessage.InstallHint>(2)[^1];
        Assert.Equal((6, 7, 1), (hint.Final.Number, hint.Index, hint.EntryTerm));
        replica.Acknowledge(2, 7);
        replica.Elapse(ConsensusTimerKind.Heartbeat, TimeSpan.FromMilliseconds(100));
        Assert.Equal(7, replica.SentTo<RaftMessage.AppendEntries>(2)[^1].PreviousIndex);
    }

    /// <summary>Acknowledging what the store lacks would let a height be lost that only this node's peers once had.</summary>
    [Fact]
    public void Follower_goes_on_behind_a_block_only_once_it_is_stored()
    {
        var replica = new RaftReplica(self: 0);
        CertifiedHeader block = replica.BlockAt(9);
        replica.Receive(1, new RaftMessage.InstallHint(3, 4, 12, 2, block));
        Assert.Equal(new ConsensusEffect.CatchUp(9, 1), Assert.Single(replica.Effects.OfType<ConsensusEffect.CatchUp>()));
        Assert.Equal(0, replica.SentTo<RaftMessage.AppendAnswer>(1).Single().Index);
        replica.Store(block);
        Assert.Equal(12, replica.SentTo<RaftMessage.AppendAnswer>(1)[^1].Index);
        Assert.Contains(new LogCompacted(9, 2, 0, 12), replica.Journal);
        replica.Append(1, 3, 12, 2, 13, RaftReplica.Entry(13, 3, 10, 1));
        Assert.Equal(10, Assert.Single(replica.Effects.OfType<ConsensusEffect.Execute>()).Proposal.Number);
    }

    [Fact]
    public void Follower_takes_no_more_than_its_store_keeps_up_with()
    {
        var options = new RaftOptions { Window = 2, HeightsAheadMax = 2 };
        var replica = new RaftReplica(self: 0, options: options);
        replica.Append(1, 2, 0, 0, 0, [.. Enumerable.Range(1, 5).Select(i => RaftReplica.Entry(i, 2, i, i))]);
        Assert.Equal(2, replica.Core.Log.LastIndex);
        Assert.Equal(2, replica.SentTo<RaftMessage.AppendAnswer>(1)[^1].Index);
    }

    [Fact]
    public void Entry_out_of_height_order_is_not_taken()
    {
        var replica = new RaftReplica(self: 0);
        replica.Append(1, 2, 0, 0, 0, RaftReplica.Entry(1, 2, 2, 1));
        Assert.Equal(0, replica.Core.Log.LastIndex);
        Assert.Single(replica.Effects.OfType<ConsensusEffect.Report>());
    }

    [Fact]
    public void Height_is_final_with_a_majority_of_equal_Checkpoints()
    {
        var replica = new RaftReplica(self: 0, sealers: 5);
        RaftEntry entry = RaftReplica.Entry(1, 2, 1, 1);
        replica.Append(1, 2, 0, 0, 1, entry);
        BlockHeader header = replica.Group.Execute(replica.Group.Genesis, 1, entry.Digest);
        Hash256 hash = TestGroup.HashOf(header);
        replica.Input(new ConsensusInput.Executed(1, entry.Digest, hash, header));
        Assert.Equal("Checkpoint", replica.Core.Status.Phase);
        replica.Receive(3, new RaftMessage.Checkpoint(header, hash));
        replica.Receive(3, new RaftMessage.Checkpoint(header, hash));
        Assert.Empty(replica.Effects.OfType<ConsensusEffect.Commit>());
        replica.Receive(2, new RaftMessage.Checkpoint(header, hash));
        ConsensusEffect.Commit commit = Assert.Single(replica.Effects.OfType<ConsensusEffect.Commit>());
        Assert.Equal([0, 2, 3], commit.Certificate.Seals.Select(seal => seal.Sealer));
        Assert.Contains(new CheckpointSigned(1, 2, hash.ToString()), replica.Journal);
    }

    /// <summary>Wrong is worse than stopped.</summary>
    [Fact]
    public void Result_that_differs_from_the_majoritys_halts()
    {
        var replica = new RaftReplica(self: 0);
        RaftEntry entry = RaftReplica.Entry(1, 2, 1, 1);
        replica.Append(1, 2, 0, 0, 1, entry);
        BlockHeader own = replica.Group.Execute(replica.Group.Genesis, 1, entry.Digest);
        BlockHeader theirs = own with { GasUsed = 1 };
        replica.Input(new ConsensusInput.Executed(1, entry.Digest, TestGroup.HashOf(own), own));
        replica.Receive(1, new RaftMessage.Checkpoint(theirs, TestGroup.HashOf(theirs)));
        replica.Receive(2, new RaftMessage.Checkpoint(theirs, TestGroup.HashOf(theirs)));
        Assert.Single(replica.Effects.OfType<ConsensusEffect.Halt>());
        Assert.Empty(replica.Core.Step(replica.Now, new ConsensusInput.TransactionsAvailable()));
    }
}
