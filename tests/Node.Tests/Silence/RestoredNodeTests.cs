using Ledger.Domain.Cryptography;
using Ledger.Domain.Events;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Pool;
using Ledger.Node.Ports;
using Ledger.Node.Tests.Cluster;
using Ledger.Testing;

namespace Ledger.Node.Tests.Silence;

/// <summary>Whole nodes whose database comes from an older backup, and those that only restart.</summary>
public sealed class RestoredNodeTests
{
    private static readonly ISigner Alice = TestAccounts.Signer(101);
    private static readonly Address Bob = TestAccounts.Signer(102).Address;

    private ulong _nonce;

    [Fact]
    public async Task A_node_with_an_older_database_votes_nothing_that_it_may_have_signed_and_votes_again_beyond()
    {
        await using LocalCluster cluster = await StartAsync(4);
        int facts = await MakeBlocksAsync(cluster, 3);
        await MakeBlocksAsync(cluster, 3);
        Promises before = cluster.Witness(3).Noted!;
        await cluster.StopMemberAsync(3);
        await cluster.RestoreAsync(3, facts, 2);
        await cluster.StartMemberAsync(3);
        ConsensusEvent[] later = await MakeBlocksUntilItVotesAsync(cluster, facts);
        Assert.All(later, fact => Assert.True(fact.Number > before.Number + 15, $"{fact}"));
    }

    [Fact]
    public async Task A_node_whose_witness_was_restored_with_its_database_is_silenced_by_its_own_seals()
    {
        await using LocalCluster cluster = await StartAsync(4);
        int facts = await MakeBlocksAsync(cluster, 2);
        Promises old = cluster.Witness(3).Noted!;
        await MakeBlocksAsync(cluster, 8);
        long forgotten = cluster.Journal(3).Events.Max(fact => fact.Number);
        await cluster.StopMemberAsync(3);
        await cluster.RestoreAsync(3, facts, 1);
        cluster.Witness(3).Noted = old with { Facts = facts };
        await cluster.StartMemberAsync(3);
        ConsensusEvent[] later = await MakeBlocksUntilItVotesAsync(cluster, facts);
        Assert.All(later, fact => Assert.True(fact.Number > forgotten, $"{fact}"));
    }

    [Fact]
    public async Task A_node_without_a_witness_in_a_group_that_went_on_waits_until_it_is_past_it()
    {
        await using LocalCluster cluster = await StartAsync(4);
        await MakeBlocksAsync(cluster, 4);
        long forgotten = cluster.Journal(3).Events.Max(fact => fact.Number);
        await cluster.StopMemberAsync(3);
        await cluster.RestoreAsync(3, 0, 0);
        cluster.Witness(3).Noted = null;
        await cluster.StartMemberAsync(3);
        ConsensusEvent[] later = await MakeBlocksUntilItVotesAsync(cluster, 0);
        Assert.All(later, fact => Assert.True(fact.Number > forgotten + 1, $"{fact}"));
    }

    [Fact]
    public async Task A_node_that_was_only_away_votes_as_soon_as_it_has_looked_around()
    {
        await using LocalCluster cluster = await StartAsync(4);
        await MakeBlocksAsync(cluster, 2);
        await cluster.StopMemberAsync(3);
        await MakeBlocksAsync(cluster, 4, through: [0, 1, 2]);
        await cluster.StartMemberAsync(3);
        await cluster.WaitForAsync(3, cluster[0].Status.Head.Number);
        await cluster.StopMemberAsync(0);
        await MakeBlocksAsync(cluster, 1, through: [1, 2, 3]);
    }

    /// <summary>A Raft sealer has one vote in a term, so it follows until the next term; the group does not wait for it.</summary>
    [Fact]
    public async Task A_sealer_of_raft_with_an_older_database_follows_and_journals_nothing_in_a_term_that_it_may_have_voted_in()
    {
        await using LocalCluster cluster = await StartAsync(4, ConsensusAlgorithm.Raft);
        int facts = await MakeBlocksAsync(cluster, 2);
        await MakeBlocksAsync(cluster, 3);
        Promises before = cluster.Witness(3).Noted!;
        await cluster.StopMemberAsync(3);
        await cluster.RestoreAsync(3, facts, 1);
        await cluster.StartMemberAsync(3);
        await MakeBlocksAsync(cluster, 4);
        Assert.All(cluster.Journal(3).Events.Skip(facts), fact => Assert.True(fact.View > before.View, $"{fact}"));
        Assert.Null(cluster[3].Status.HaltReason);
    }

    [Theory]
    [InlineData(ConsensusAlgorithm.Pbft)]
    [InlineData(ConsensusAlgorithm.Raft)]
    public async Task After_a_total_outage_all_restart_in_any_order_and_go_on(ConsensusAlgorithm algorithm)
    {
        await using LocalCluster cluster = await StartAsync(4, algorithm);
        await MakeBlocksAsync(cluster, 2);
        for (int member = 0; member < 4; member++)
        {
            await cluster.StopMemberAsync(member);
        }

        foreach (int member in (int[])[2, 0, 3, 1])
        {
            await cluster.StartMemberAsync(member);
        }

        await MakeBlocksAsync(cluster, 2);
    }

    /// <summary>Two sealers of an rPBFT group that had signed nothing looked after a restart like ones that lost their witness; drawn
    /// together, they stopped the group for good.</summary>
    [Fact]
    public async Task A_node_that_has_signed_nothing_yet_is_witnessed_as_soon_as_it_has_looked_around()
    {
        Genesis genesis = TestAccounts.Genesis(4) with { Observers = [TestAccounts.Signer(5).Id] };
        await using var cluster = LocalCluster.Of(genesis, 5, hasWitnesses: true);
        for (int member = 0; member < 5; member++)
        {
            await cluster.StartMemberAsync(member);
        }

        await cluster.Witness(4).Written.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal(0, cluster.Witness(4).Noted!.Facts);
        Assert.Empty(cluster.Journal(4).Events);
    }

    [Theory]
    [InlineData(ConsensusAlgorithm.Pbft)]
    [InlineData(ConsensusAlgorithm.Raft)]
    public async Task A_group_of_one_restarts_alone(ConsensusAlgorithm algorithm)
    {
        await using LocalCluster cluster = await StartAsync(1, algorithm);
        await MakeBlocksAsync(cluster, 2, through: [0]);
        await cluster.StopMemberAsync(0);
        await cluster.StartMemberAsync(0);
        await MakeBlocksAsync(cluster, 1, through: [0]);
    }

    private static async Task<LocalCluster> StartAsync(int sealers, ConsensusAlgorithm algorithm = ConsensusAlgorithm.Pbft)
    {
        var cluster = LocalCluster.Of(
            TestAccounts.Genesis(sealers) with { Consensus = algorithm }, sealers, hasWitnesses: true);
        for (int member = 0; member < sealers; member++)
        {
            await cluster.StartMemberAsync(member);
        }

        // A new node that hears of the others only when they have blocks cannot tell that it is new.
        while (Enumerable.Range(0, sealers).Any(member => cluster[member].Status.Consensus.Phase is "Starting" or "Silent"))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        return cluster;
    }

    private async Task<ConsensusEvent[]> MakeBlocksUntilItVotesAsync(LocalCluster cluster, int facts)
    {
        const int Patience = 500;
        for (int i = 0; i < Patience && cluster.Journal(3).Events.Count == facts; i++)
        {
            await MakeBlocksAsync(cluster, 1);
        }

        ConsensusEvent[] later = [.. cluster.Journal(3).Events.Skip(facts)];
        Assert.NotEmpty(later);
        return later;
    }

    /// <summary>Makes blocks one by one, each stored by all that run.</summary>
    /// <returns>How many facts the last member's journal holds then.</returns>
    private async Task<int> MakeBlocksAsync(LocalCluster cluster, int count, int[]? through = null)
    {
        int[] members = through ?? [0, 1, 2, 3];
        for (int i = 0; i < count; i++)
        {
            Transaction transfer = TestAccounts.Transfer(Alice, _nonce++, Bob);
            ReadOnlyMemory<byte>[] raws = [transfer.Raw];
            SubmitResult result = (await cluster[members[0]].Intake.SubmitAsync(raws, TestContext.Current.CancellationToken))[0];
            Assert.True(result.IsAccepted, result.Detail);
            foreach (int member in members)
            {
                await cluster.WaitForTransactionAsync(member, transfer.Hash);
            }
        }

        return cluster.Journal(members[^1]).Events.Count;
    }
}
