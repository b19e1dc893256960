using Ledger.Consensus.Pbft;
using Ledger.Consensus.Tests.Scenarios;
using Ledger.Domain.Events;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Pbft;

/// <summary>Rules of Castro and Liskov, "Practical Byzantine Fault Tolerance" (OSDI 1999), beside the scenario files.</summary>
public sealed class PbftCoreTests
{
    /// <summary>Section 4.2: a backup accepts a PrePrepare only if it accepted no other for the same view and height.</summary>
    [Fact]
    public void Backup_prepares_one_proposal_for_a_height_and_view()
    {
        ScenarioReplica replica = Started(self: 2);
        replica.Receive(1, replica.PrePrepare("A", 1, 0));
        replica.Receive(1, replica.PrePrepare("B", 1, 0));
        Ready(replica, "A", 1);
        Ready(replica, "B", 1);
        Assert.Equal("A", Assert.Single(Said(replica, "all Prepare")).Split(' ')[^1]);
    }

    /// <summary>Section 4.2: a PrePrepare outside the watermarks is not accepted; here it waits for its height.</summary>
    [Fact]
    public void Backup_does_not_prepare_beyond_the_window()
    {
        ScenarioReplica replica = Started(self: 1);
        replica.Receive(2, replica.PrePrepare("B", 2, 0));
        Ready(replica, "B", 2);
        Assert.Empty(Said(replica, "all Prepare"));
        replica.Content("A", 1);
        replica.Committed("A", 1, 0, 2, 3);
        Assert.Single(Said(replica, "all Prepare 2/0 B"));
    }

    /// <summary>Section 4.2: prepared needs a quorum of Prepares for the very digest, in the very view.</summary>
    [Fact]
    public void Backup_commits_only_on_a_quorum_of_Prepares_that_match()
    {
        ScenarioReplica replica = Started(self: 2);
        replica.Receive(1, replica.PrePrepare("A", 1, 0));
        Ready(replica, "A", 1);
        replica.Receive(0, new PbftMessage.Prepare(1, 0, replica.Content("B", 1).Digest));
        replica.Receive(3, new PbftMessage.Prepare(1, 1, replica.Content("A", 1).Digest));
        Assert.Empty(Said(replica, "all Commit"));
        replica.Receive(1, new PbftMessage.Prepare(1, 0, replica.Content("A", 1).Digest));
        Assert.Empty(Said(replica, "all Commit"));
        replica.Receive(3, new PbftMessage.Prepare(1, 0, replica.Content("A", 1).Digest));
        Assert.Empty(Said(replica, "all Commit"));
    }

    /// <summary>Section 4.2: without the bodies a backup does not prepare, whatever the others vote.</summary>
    [Fact]
    public void Backup_without_the_bodies_neither_prepares_nor_commits()
    {
        ScenarioReplica replica = Started(self: 2);
        replica.Receive(1, replica.PrePrepare("A", 1, 0));
        foreach (int sealer in (int[])[0, 1, 3])
        {
            replica.Receive(sealer, new PbftMessage.Prepare(1, 0, replica.Content("A", 1).Digest));
        }

        Assert.Empty(Said(replica, "all "));
        Ready(replica, "A", 1);
        Assert.Equal(2, Said(replica, "all ").Length);
    }

    /// <summary>Section 4.4: a replica that asked for a view accepts nothing of the old one but what a quorum decided.</summary>
    [Fact]
    public void Sealer_that_left_a_view_votes_no_more_there_but_follows_its_decision()
    {
        ScenarioReplica replica = Started(self: 2);
        replica.Receive(1, replica.PrePrepare("A", 1, 0));
        replica.Elapse(ConsensusTimerKind.Progress);
        replica.TakeWords();
        Ready(replica, "A", 1);
        foreach (int sealer in (int[])[0, 1, 3])
        {
            replica.Receive(sealer, new PbftMessage.Prepare(1, 0, replica.Content("A", 1).Digest));
            replica.Receive(sealer, new PbftMessage.Commit(1, 0, replica.Content("A", 1).Digest));
        }

        string[] said = [.. replica.TakeWords()];
        Assert.DoesNotContain(said, line => line.StartsWith("all ", StringComparison.Ordinal));
        Assert.Contains("execute 1 A", said);
    }

    /// <summary>Section 4.5.2: every view left without progress doubles the timeout, up to the cap; progress resets it.</summary>
    [Fact]
    public void Timeout_doubles_up_to_its_cap_and_resets_on_progress()
    {
        var options = new PbftOptions { Timeout = TimeSpan.FromSeconds(3), TimeoutMax = TimeSpan.FromSeconds(10) };
        var pacemaker = new Pacemaker(options);
        var seconds = new List<double>();
        for (int i = 0; i < 5; i++)
        {
            seconds.Add(pacemaker.Timeout.TotalSeconds);
            pacemaker.ViewLeft();
        }

        pacemaker.Progressed(took: null);
        Assert.Equal([3, 6, 10, 10, 10], seconds);
        Assert.Equal(TimeSpan.FromSeconds(3), pacemaker.Timeout);
    }

    /// <summary>Without a quorum that left the view, no timer runs towards the next: a lone sealer does not race through views.</summary>
    [Fact]
    public void Lone_sealer_asks_for_one_view_and_waits()
    {
        ScenarioReplica replica = Started(self: 3);
        replica.Step(new ConsensusInput.TransactionsAvailable());
        replica.Elapse(ConsensusTimerKind.Progress);
        Assert.DoesNotContain(replica.TakeWords(), line => line.StartsWith("timer ViewChange", StringComparison.Ordinal));
        Assert.Equal(1, replica.Core.Status.View);
    }

    /// <summary>Blocks by sync drop what they settle and keep the view.</summary>
    [Fact]
    public void Block_by_sync_drops_its_slot_and_keeps_the_view()
    {
        ScenarioReplica replica = Started(self: 2);
        replica.Receive(1, replica.PrePrepare("A", 1, 0));
        replica.Elapse(ConsensusTimerKind.Progress);
        replica.Committed("A", 1, 0, 1, 3);
        Assert.Equal((2L, 1L, 1L), (replica.Core.Status.Number, replica.Core.Status.View, replica.Core.Status.Finalized));
        replica.TakeWords();
        Ready(replica, "A", 1);
        Assert.Empty(replica.TakeWords());
    }

    /// <summary>An observer follows and never speaks.</summary>
    [Fact]
    public void Observer_persists_and_sends_nothing()
    {
        ScenarioReplica replica = Started(self: -1);
        replica.Step(new ConsensusInput.TransactionsAvailable());
        replica.Receive(1, replica.PrePrepare("A", 1, 0));
        Ready(replica, "A", 1);
        foreach (int sealer in (int[])[0, 1, 3])
        {
            replica.Receive(sealer, new PbftMessage.Commit(1, 0, replica.Content("A", 1).Digest));
        }

        replica.Executed("A", 1);
        string[] said = [.. replica.TakeWords()];
        Assert.DoesNotContain(said, line => line.StartsWith("all ", StringComparison.Ordinal)
            || line.StartsWith("to ", StringComparison.Ordinal)
            || line.StartsWith("persist ", StringComparison.Ordinal));
        Assert.Contains("execute 1 A", said);
    }

    /// <summary>Evidence of a double vote holds both signed messages, so that anyone can check it.</summary>
    [Fact]
    public void Evidence_holds_both_signed_messages()
    {
        ScenarioReplica replica = Started(self: 2);
        replica.Receive(3, new PbftMessage.Prepare(1, 0, replica.Content("A", 1).Digest));
        replica.Receive(3, new PbftMessage.Prepare(1, 0, replica.Content("B", 1).Digest));
        replica.Receive(3, new PbftMessage.Prepare(1, 0, replica.Content("C", 1).Digest));
        EvidenceFound evidence = Assert.Single(replica.Journal.OfType<EvidenceFound>());
        var seal = new PbftSeal(replica.Group.Identity, replica.Group.Sealers, TestGroup.Suite, null);
        Assert.Null(seal.TryVerify(Domain.Encoding.Hex.Decode(evidence.First), out _));
        Assert.Null(seal.TryVerify(Domain.Encoding.Hex.Decode(evidence.Second), out _));
    }

    private static ScenarioReplica Started(int self)
    {
        var replica = new ScenarioReplica(4, self, new PbftOptions { Window = 1 });
        replica.Start();
        replica.TakeWords();
        return replica;
    }

    private static void Ready(ScenarioReplica replica, string name, long number) =>
        replica.Step(new ConsensusInput.BodiesReady(number, replica.Content(name, number).Digest));

    private static string[] Said(ScenarioReplica replica, string prefix) =>
        [.. replica.TakeWords().Where(line => line.StartsWith(prefix, StringComparison.Ordinal))];
}
