using System.Collections.Concurrent;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Node.Pool;
using Ledger.Node.Ports;
using Ledger.Node.Reads;
using Ledger.Testing;

namespace Ledger.Node.Tests.Cluster;

/// <summary>Raft groups on whole nodes.</summary>
public sealed class RaftTests
{
    private static readonly ISigner Alice = TestAccounts.Signer(101);
    private static readonly Address Bob = TestAccounts.Signer(102).Address;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_group_orders_what_any_node_is_given_and_seals_it_with_a_majority(int sealers)
    {
        await using LocalCluster cluster = await StartAsync(sealers);
        for (ulong nonce = 0; nonce < 40; nonce++)
        {
            await SubmitAsync(cluster, (int)(nonce % (ulong)sealers), nonce);
        }

        for (int member = 0; member < sealers; member++)
        {
            await cluster.WaitForTransactionAsync(member, TestAccounts.Transfer(Alice, 39, Bob).Hash);
        }

        CertifiedBlock block = (await cluster.Store(0).ReadBlocksAsync(1, 1, 1, Token))[0];
        Assert.InRange(block.Certificate.Seals.Count, (sealers / 2) + 1, sealers);
    }

    [Fact]
    public async Task Two_of_three_go_on_without_the_leader_and_it_catches_up_when_it_returns()
    {
        await using LocalCluster cluster = await StartAsync(3);
        await SubmitAsync(cluster, 0, 0);
        await cluster.WaitForTransactionAsync(0, TestAccounts.Transfer(Alice, 0, Bob).Hash);
        int leader = LeaderOf(cluster);
        await cluster.StopMemberAsync(leader);
        int other = (leader + 1) % 3;
        await SubmitAsync(cluster, other, 1);
        await cluster.WaitForTransactionAsync(other, TestAccounts.Transfer(Alice, 1, Bob).Hash);
        await cluster.StartMemberAsync(leader);
        await cluster.WaitForTransactionAsync(leader, TestAccounts.Transfer(Alice, 1, Bob).Hash);
    }

    /// <summary>Checklist item 29: what any node acknowledged is seen at any other after its read index, also at one that follows.</summary>
    [Fact]
    public async Task A_read_index_of_any_node_holds_what_another_acknowledged()
    {
        await using LocalCluster cluster = await StartAsync(3);
        for (ulong nonce = 0; nonce < 6; nonce++)
        {
            int writer = (int)(nonce % 3);
            await SubmitAsync(cluster, writer, nonce);
            await cluster.WaitForTransactionAsync(writer, TestAccounts.Transfer(Alice, nonce, Bob).Hash);
            long written = cluster[writer].Status.Head.Number;
            int reader = (writer + 1) % 3;

            ReadAnswer answer = await cluster[reader].Reads.AskAsync(Token);

            Assert.True(answer.Number >= written, $"block {written} was stored, the read index is {answer.Number}: {answer.Refusal}");
            Assert.True(cluster[reader].Status.Head.Number >= answer.Number);
        }
    }

    [Fact]
    public async Task A_leader_without_a_majority_answers_no_read()
    {
        await using LocalCluster cluster = await StartAsync(3);
        await SubmitAsync(cluster, 0, 0);
        await cluster.WaitForTransactionAsync(0, TestAccounts.Transfer(Alice, 0, Bob).Hash);
        int leader = LeaderOf(cluster);
        await cluster.StopMemberAsync((leader + 1) % 3);
        await cluster.StopMemberAsync((leader + 2) % 3);

        ReadAnswer answer = await cluster[leader].Reads.AskAsync(Token);

        Assert.Null(answer.Number);
    }

    /// <summary>A leader lives for long and nobody else orders: what it was told in vain it is told again.</summary>
    [Fact]
    public async Task A_transaction_whose_gossip_was_lost_is_ordered_by_the_leader_that_stays()
    {
        await using LocalCluster cluster = await StartAsync(3);
        await SubmitAsync(cluster, 0, 0);
        await cluster.WaitForTransactionAsync(0, TestAccounts.Transfer(Alice, 0, Bob).Hash);
        int leader = LeaderOf(cluster);
        int follower = (leader + 1) % 3;
        NodeId teller = cluster.IdOf(follower);
        var lost = new ConcurrentDictionary<NodeId, bool>();
        cluster.Network.Loses = (from, to, message) =>
            message.Kind == PeerMessageKind.Transactions && from == teller && lost.TryAdd(to, true);

        await SubmitAsync(cluster, follower, 1);

        await cluster.WaitForTransactionAsync(follower, TestAccounts.Transfer(Alice, 1, Bob).Hash);
        Assert.Equal(2, lost.Count);
        Assert.Equal(leader, LeaderOf(cluster));
    }

    /// <summary>Checklist item 31: the last block of the old rules is sealed by the old quorum, the first of the new one names it.</summary>
    [Fact]
    public async Task A_group_changes_its_algorithm_at_a_height_and_back()
    {
        await using LocalCluster cluster = await StartAsync(4);
        long last = await MembershipTests.SetAsync(cluster, 0, "consensus_type", "pbft");
        await cluster.WaitForAsync(0, last);
        Assert.Equal(ConsensusAlgorithm.Pbft, cluster[0].Status.Parameters.Consensus);
        last = await MembershipTests.SetAsync(cluster, 1, "consensus_type", "raft");
        for (int member = 0; member < 4; member++)
        {
            await cluster.WaitForAsync(member, last);
            Assert.Equal(ConsensusAlgorithm.Raft, cluster[member].Status.Parameters.Consensus);
        }

        await SubmitAsync(cluster, 2, 2);
        await cluster.WaitForTransactionAsync(3, TestAccounts.Transfer(Alice, 2, Bob).Hash);
    }

    private static Task<LocalCluster> StartAsync(int sealers) => LocalCluster.StartAsync(sealers, 0, genesis => genesis with
    {
        Consensus = ConsensusAlgorithm.Raft,
        ConsensusTimeoutMs = 1_000,
        Governors = [Alice.Address],
    });

    private static int LeaderOf(LocalCluster cluster)
    {
        NodeId leader = cluster[0].Status.Sealers[cluster[0].Status.Consensus.Leader];
        return Enumerable.Range(0, 3).Single(member => cluster.IdOf(member) == leader);
    }

    private static async Task SubmitAsync(LocalCluster cluster, int member, ulong nonce)
    {
        SubmitResult result = (await cluster[member].Intake.SubmitAsync(
            [TestAccounts.Transfer(Alice, nonce, Bob).Raw], Token))[0];
        Assert.True(result.IsAccepted, result.Detail);
    }
}
