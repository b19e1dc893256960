using Ledger.Domain.Events;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Node.Joining;
using Ledger.Node.Ports;
using Ledger.Node.Snapshots;
using Ledger.Testing;
using Ledger.Testing.InMemory;

namespace Ledger.Node.Tests.Joining;

/// <summary>Nodes that start from a snapshot, among whole nodes of one process.</summary>
public sealed class JoinTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_node_starts_from_a_snapshot_and_executes_what_follows()
    {
        await using JoinCluster cluster = await JoinCluster.StartAsync();
        await cluster.MakeBlocksAsync(6);
        CertifiedSnapshot snapshot = await cluster.SnapshotAsync(4, 0, 1, 2, 3);

        Assert.Equal(JoinOutcome.Adopted, await cluster.Nodes.JoinAsync(JoinCluster.Joiner));
        InMemoryLedgerStore store = cluster.Nodes.Store(JoinCluster.Joiner);
        SnapshotBase begun = store.Base!;
        Assert.Equal(snapshot.Number, begun.Number);
        Assert.True(begun.Signers.Count >= 3);
        Assert.All(begun.Signers, signer => Assert.True(cluster.Nodes.Genesis.SealerSet().Contains(signer)));
        await Assert.ThrowsAsync<StateNotKeptException>(
            () => store.LoadAsync([StateKey.ForAccount(default)], begun.Number - 1, Token));

        await cluster.Nodes.StartMemberAsync(JoinCluster.Joiner);
        await cluster.MakeBlocksAsync(3);
        long head = cluster.Nodes[0].Status.Head.Number;
        await cluster.Nodes.WaitForAsync(JoinCluster.Joiner, head);
        await cluster.AssertSameStateAsync(0, JoinCluster.Joiner, head);
        Assert.Equal(
            await cluster.Nodes.Store(0).ReadTotalsAsync(head, Token), await store.ReadTotalsAsync(head, Token));
        Assert.Equal([0L, .. Range(begun.Number + 1, head)], store.Blocks.Select(block => block.Block.Number));
        Assert.Equal(begun, cluster.Nodes[JoinCluster.Joiner].Status.Base! with { Signers = begun.Signers });
    }

    [Fact]
    public async Task It_opens_again_serves_what_it_has_and_is_never_asked_for_what_it_has_not()
    {
        await using JoinCluster cluster = await JoinCluster.StartAsync();
        await cluster.MakeBlocksAsync(5);
        await cluster.SnapshotAsync(4, 0, 1, 2);
        await cluster.Nodes.JoinAsync(JoinCluster.Joiner);
        await cluster.Nodes.StartMemberAsync(JoinCluster.Joiner);
        await cluster.MakeBlocksAsync(4);
        await cluster.Nodes.WaitForAsync(JoinCluster.Joiner, cluster.Nodes[0].Status.Head.Number);
        await cluster.Nodes.StopMemberAsync(JoinCluster.Joiner);
        await cluster.Nodes.StartMemberAsync(JoinCluster.Joiner);

        // A sealer that lost everything takes the whole chain although one of those whom it hears has not got it.
        await cluster.Nodes.StopMemberAsync(3);
        cluster.Nodes.Wipe(3);
        await cluster.Nodes.StartMemberAsync(3);
        long head = cluster.Nodes[0].Status.Head.Number;
        await cluster.Nodes.WaitForAsync(3, head);
        Assert.Equal(1, cluster.Nodes.Store(3).Blocks[1].Block.Number);
        Assert.DoesNotContain(cluster.Nodes.Network.Breaches, breach => breach.Of == cluster.Nodes.IdOf(JoinCluster.Joiner));
        PeerProgress? known;
        while (!cluster.Nodes[3].Status.PeerProgress.TryGetValue(cluster.Nodes.IdOf(JoinCluster.Joiner), out known))
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal(cluster.Nodes.Store(JoinCluster.Joiner).Base!.LowestBlock, known.Lowest);
    }

    [Fact]
    public async Task Sealers_that_came_after_the_genesis_are_proven_by_what_decided_on_them()
    {
        await using JoinCluster cluster = await JoinCluster.StartAsync();
        await cluster.MakeBlocksAsync(1);
        await cluster.GovernAsync(GovernanceRecord.ConsensusAddress, "remove(string)", cluster.Nodes.IdOf(3).ToString());
        await cluster.GovernAsync(GovernanceRecord.SystemConfigAddress, "setValueByKey(string,string)", "tx_count_limit", "7");
        await cluster.MakeBlocksAsync(5);
        CertifiedSnapshot snapshot = await cluster.SnapshotAsync(cluster.Nodes[0].Status.Head.Number / 4 * 4, 0, 1, 2);
        Assert.Equal(3, snapshot.Header.SealerList.Count);

        Assert.Equal(JoinOutcome.Adopted, await cluster.Nodes.JoinAsync(JoinCluster.Joiner));
        await cluster.Nodes.StartMemberAsync(JoinCluster.Joiner);
        await cluster.MakeBlocksAsync(2);
        await cluster.Nodes.WaitForAsync(JoinCluster.Joiner, cluster.Nodes[0].Status.Head.Number);
        Assert.Equal(7, cluster.Nodes[JoinCluster.Joiner].Status.Parameters.BlockTransactionsMax);

        // It shows the next one what it was shown.
        await cluster.SnapshotAsync(cluster.Nodes[0].Status.Head.Number / 4 * 4, 0, 1, 2);
        InMemoryLedgerStore store = cluster.Nodes.Store(JoinCluster.Joiner);
        Assert.Equal(
            (await cluster.Nodes.Store(0).ReadProofsAsync(0, 1_000, 9, 1, Token)).Select(proof => proof.Header.Number),
            (await store.ReadProofsAsync(0, 1_000, 9, 1, Token)).Select(proof => proof.Header.Number));
    }

    [Theory]
    [InlineData(JoinLie.Silence)]
    [InlineData(JoinLie.Nothing)]
    [InlineData(JoinLie.ShortProof)]
    [InlineData(JoinLie.ForgedSignatures)]
    [InlineData(JoinLie.OwnSnapshot)]
    [InlineData(JoinLie.OtherTransactions)]
    [InlineData(JoinLie.OtherChunk)]
    [InlineData(JoinLie.OtherWrites)]
    [InlineData(JoinLie.Garbage)]
    public async Task A_lying_peer_does_not_keep_a_node_from_starting(JoinLie lie)
    {
        await using JoinCluster cluster = await JoinCluster.StartAsync();
        await cluster.GovernAsync(GovernanceRecord.SystemConfigAddress, "setValueByKey(string,string)", "tx_count_limit", "7");
        await cluster.MakeBlocksAsync(5);
        CertifiedSnapshot snapshot = await cluster.SnapshotAsync(8, 0, 1);
        JoinLiar liar = await cluster.CorruptAsync(3, 0, lie);

        Assert.Equal(JoinOutcome.Adopted, await cluster.Nodes.JoinAsync(JoinCluster.Joiner));
        Assert.True(liar.Count > 0);
        Assert.Equal(snapshot.Number, cluster.Nodes.Store(JoinCluster.Joiner).Base!.Number);
        await cluster.Nodes.StartMemberAsync(JoinCluster.Joiner);
        await cluster.Nodes.WaitForAsync(JoinCluster.Joiner, cluster.Nodes[0].Status.Head.Number);
        await cluster.AssertSameStateAsync(0, JoinCluster.Joiner, cluster.Nodes[0].Status.Head.Number);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-3)]
    public async Task A_block_that_a_person_vouches_for_takes_the_place_of_the_proof(int distance)
    {
        await using JoinCluster cluster = await JoinCluster.StartAsync();
        await cluster.MakeBlocksAsync(6);
        CertifiedSnapshot snapshot = await cluster.SnapshotAsync(4, 0, 1);
        JoinLiar liar = await cluster.CorruptAsync(3, 0, JoinLie.OtherHeaders);
        long number = snapshot.Number + distance;
        Hash256 hash = cluster.Nodes.Store(0).Blocks[(int)number].Block.Hash;

        Assert.Equal(
            JoinOutcome.Adopted,
            await cluster.Nodes.JoinAsync(JoinCluster.Joiner, new JoinOptions { TrustedBlock = new TrustedBlock(number, hash) }));
        SnapshotAdopted fact = cluster.Nodes.Store(JoinCluster.Joiner).Adopted!;
        Assert.Equal($"{number}:{hash}", fact.Snapshot.TrustedBlock);
        Assert.Equal(snapshot.Number, fact.Number);
        Assert.True(liar.Count > 0);
        await cluster.Nodes.StartMemberAsync(JoinCluster.Joiner);
        await cluster.Nodes.WaitForAsync(JoinCluster.Joiner, cluster.Nodes[0].Status.Head.Number);
    }

    /// <summary>A block vouches for its forebears. On top of it anyone can put headers that name himself.</summary>
    [Fact]
    public async Task Sealers_above_the_block_that_a_person_vouches_for_are_proven_from_the_genesis()
    {
        await using JoinCluster cluster = await JoinCluster.StartAsync();
        await cluster.MakeBlocksAsync(6);
        CertifiedSnapshot snapshot = await cluster.SnapshotAsync(4, 0, 1);
        JoinLiar liar = await cluster.CorruptAsync(3, 0, JoinLie.OwnBranch);
        Hash256 hash = cluster.Nodes.Store(0).Blocks[(int)snapshot.Number].Block.Hash;

        Assert.Equal(
            JoinOutcome.Adopted,
            await cluster.Nodes.JoinAsync(
                JoinCluster.Joiner, new JoinOptions { TrustedBlock = new TrustedBlock(snapshot.Number, hash) }));
        Assert.True(liar.Count > 1);
        Assert.Equal(0, liar.Chunks);
        Assert.Equal(snapshot.Number, cluster.Nodes.Store(JoinCluster.Joiner).Base!.Number);
        Assert.DoesNotContain(cluster.Nodes.Network.Breaches, breach => breach.Of == cluster.Nodes.IdOf(0));
    }

    [Fact]
    public async Task A_block_that_is_not_of_the_chain_starts_nothing()
    {
        await using JoinCluster cluster = await JoinCluster.StartAsync();
        await cluster.MakeBlocksAsync(5);
        await cluster.SnapshotAsync(4, 0, 1, 2, 3);
        using var stop = new CancellationTokenSource();
        Task<JoinOutcome> joining = cluster.Nodes.JoinAsync(
            JoinCluster.Joiner, new JoinOptions { TrustedBlock = new TrustedBlock(2, cluster.Nodes.Store(0).Blocks[3].Block.Hash) }, stop);

        // All give a snapshot that does not stand on that block: each is told so once, at its next message.
        await cluster.Nodes.WaitForBreachAsync(cluster.Nodes.IdOf(JoinCluster.Joiner), cluster.Nodes.IdOf(0));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => joining);
        Assert.Null(cluster.Nodes.Store(JoinCluster.Joiner).Base);
        Assert.Empty(cluster.Nodes.Store(JoinCluster.Joiner).Blocks);
    }

    [Fact]
    public async Task Broken_off_in_the_middle_it_goes_on_with_the_same_snapshot_and_shows_nothing_until_then()
    {
        await using JoinCluster cluster = await JoinCluster.StartAsync(change: genesis => genesis with
        {
            Allocations = Enumerable.Range(0, 40_000)
                .ToDictionary(i => new Address(TestAccounts.Suite.Hash.Hash(BitConverter.GetBytes(i)).Bytes[..20]), _ => (UInt256)1)
                .Concat(genesis.Allocations)
                .ToDictionary(),
        });
        await cluster.MakeBlocksAsync(5);
        CertifiedSnapshot snapshot = await cluster.SnapshotAsync(4, 0, 1, 2, 3);
        Assert.True(snapshot.Chunks.Count >= 2, $"{snapshot.Chunks.Count} chunks");
        InMemoryLedgerStore store = cluster.Nodes.Store(JoinCluster.Joiner);
        using var stop = new CancellationTokenSource();
        var stored = new List<int>();
        store.ChunkStored = chunk =>
        {
            stored.Add(chunk);
            if (chunk == 0)
            {
                stop.Cancel();
            }
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => cluster.Nodes.JoinAsync(JoinCluster.Joiner, stop: stop));
        Assert.Equal(1, (await store.FindAsync(Token)).Chunks);
        Assert.Empty(store.Blocks);
        Assert.Empty(await store.ReadStateAsync(default, long.MaxValue, 1, Token));

        await cluster.MakeBlocksAsync(4);
        await cluster.SnapshotAsync(8, 0, 1, 2, 3);
        Assert.Equal(JoinOutcome.Adopted, await cluster.Nodes.JoinAsync(JoinCluster.Joiner));
        Assert.Equal(snapshot.Number, store.Base!.Number);
        Assert.Equal(Enumerable.Range(0, snapshot.Chunks.Count), stored);
        await cluster.AssertSameStateAsync(0, JoinCluster.Joiner, snapshot.Number);
    }

    [Fact]
    public async Task A_snapshot_that_nobody_has_any_more_is_begun_anew_with_a_newer_one()
    {
        await using JoinCluster cluster = await JoinCluster.StartAsync(snapshotBlocks: 3);
        await cluster.MakeBlocksAsync(4);
        await cluster.SnapshotAsync(3, 0, 1, 2, 3);
        InMemoryLedgerStore store = cluster.Nodes.Store(JoinCluster.Joiner);
        await store.BeginAsync(new SnapshotLoading(true, 2, default, 0), Token);
        await store.AddAsync(0, [new SnapshotRow(new byte[] { 1, 2, 3 }, new byte[] { 4 })], Token);
        Assert.Equal(JoinOutcome.Adopted, await cluster.Nodes.JoinAsync(JoinCluster.Joiner));
        Assert.Equal(3, store.Base!.Number);
        await cluster.AssertSameStateAsync(0, JoinCluster.Joiner, 3);
    }

    [Fact]
    public async Task A_sealer_that_lost_everything_and_starts_from_a_snapshot_is_silent_about_what_it_may_have_signed()
    {
        await using JoinCluster cluster = await JoinCluster.StartAsync();
        await cluster.MakeBlocksAsync(4);
        await cluster.SnapshotAsync(4, 0, 1, 2, 3);
        long forgotten = cluster.Nodes.Journal(3).Events.Max(fact => fact.Number);
        await cluster.Nodes.StopMemberAsync(3);
        cluster.Nodes.Wipe(3);

        // The group stands where the snapshot does: what lies above it was begun, and this node may have signed it.
        Assert.Equal(JoinOutcome.Adopted, await cluster.Nodes.JoinAsync(3));
        Assert.Equal(cluster.Nodes[0].Status.Head.Number, cluster.Nodes.Store(3).Base!.Number);
        await cluster.Nodes.StartMemberAsync(3);
        for (int block = 0; cluster.Nodes.Journal(3).Events.Count == 0; block++)
        {
            Assert.True(block < 100, "It never votes.");
            await cluster.MakeBlocksAsync(1, 0, 1, 2, 3);
        }

        Assert.All(cluster.Nodes.Journal(3).Events, fact => Assert.True(fact.Number > forgotten + 1, $"{fact}"));
    }

    [Fact]
    public async Task A_group_without_snapshots_and_a_young_one_are_taken_from_block_0()
    {
        await using (JoinCluster without = await JoinCluster.StartAsync(snapshotBlocks: 0))
        {
            Assert.Equal(JoinOutcome.NoSnapshot, await without.Nodes.JoinAsync(JoinCluster.Joiner));
        }

        await using JoinCluster young = await JoinCluster.StartAsync(snapshotBlocks: 100);
        await young.MakeBlocksAsync(1);
        Assert.Equal(JoinOutcome.NoSnapshot, await young.Nodes.JoinAsync(JoinCluster.Joiner));
        await young.Nodes.StartMemberAsync(JoinCluster.Joiner);
        await young.Nodes.WaitForAsync(JoinCluster.Joiner, 1);
        Assert.Equal(JoinOutcome.NotNeeded, await young.Nodes.JoinAsync(3));
    }

    private static IEnumerable<long> Range(long from, long to)
    {
        for (long number = from; number <= to; number++)
        {
            yield return number;
        }
    }
}
