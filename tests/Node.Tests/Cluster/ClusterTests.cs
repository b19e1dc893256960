using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Pool;
using Ledger.Node.Ports;
using Ledger.Testing;

namespace Ledger.Node.Tests.Cluster;

public sealed class ClusterTests
{
    private static readonly ISigner Alice = TestAccounts.Signer(101);
    private static readonly Address Bob = TestAccounts.Signer(102).Address;

    [Fact]
    public async Task One_node_orders_executes_and_stores()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync(1);
        Transaction transfer = TestAccounts.Transfer(Alice, 0, Bob, 5);
        Assert.Equal(SubmitCode.Accepted, await SubmitAsync(cluster, 0, transfer));
        await cluster.WaitForTransactionAsync(0, transfer.Hash);

        Assert.Equal(SubmitCode.AlreadyInChain, await SubmitAsync(cluster, 0, transfer));
        Assert.Equal(1_000_000_000_000_000_005UL, (await BalanceAsync(cluster, 0, Bob)).Low64);
    }

    [Fact]
    public async Task Four_nodes_agree_on_every_block_whoever_was_given_the_transactions()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync(4);
        var last = new List<Transaction>();
        for (int account = 0; account < 8; account++)
        {
            ISigner sender = TestAccounts.Signer(110 + account);
            for (ulong nonce = 0; nonce < 25; nonce++)
            {
                Transaction transfer = TestAccounts.Transfer(sender, nonce, Bob);
                Assert.Equal(SubmitCode.Accepted, await SubmitAsync(cluster, account % 4, transfer));
                if (nonce == 24)
                {
                    last.Add(transfer);
                }
            }
        }

        for (int member = 0; member < 4; member++)
        {
            foreach (Transaction transfer in last)
            {
                await cluster.WaitForTransactionAsync(member, transfer.Hash);
            }

            Assert.Equal(1_000_000_000_000_000_200UL, (await BalanceAsync(cluster, member, Bob)).Low64);
        }

        await AssertAgreementAsync(cluster);
    }

    [Fact]
    public async Task Small_blocks_in_flight_keep_nonces_in_order_times_growing_and_every_transaction()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync(
            4, 0, genesis => genesis with { BlockTransactionsMax = 3 });
        Transaction[] transfers = [.. Enumerable.Range(0, 60).Select(nonce => TestAccounts.Transfer(Alice, (ulong)nonce, Bob))];
        ReadOnlyMemory<byte>[] raws = [.. transfers.Select(item => item.Raw)];
        Assert.All(await cluster[0].Intake.SubmitAsync(raws, Token), result => Assert.True(result.IsAccepted, result.Detail));
        await cluster.WaitForTransactionAsync(3, transfers[^1].Hash);

        Domain.Blocks.Block[] blocks = [.. cluster.Store(3).Blocks.Select(item => item.Block)];
        Assert.Equal(
            transfers.Select(item => item.Hash),
            blocks.SelectMany(block => block.Transactions.Select(item => item.Hash)));
        Assert.All(blocks, block => Assert.InRange(block.Transactions.Count, 0, 3));
        Assert.All(blocks.Zip(blocks.Skip(1)), pair => Assert.True(pair.First.Header.Timestamp < pair.Second.Header.Timestamp));
    }

    /// <summary>The clock stands still, so nothing that waits for a timer would ever happen.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task One_transaction_on_an_idle_chain_becomes_final_everywhere_without_any_timer(int given)
    {
        var stopped = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await using LocalCluster cluster = await LocalCluster.StartAsync(4, 0, genesis => genesis, stopped);
        Transaction transfer = TestAccounts.Transfer(Alice, 0, Bob);
        Assert.Equal(SubmitCode.Accepted, await SubmitAsync(cluster, given, transfer));
        for (int member = 0; member < 4; member++)
        {
            await cluster.WaitForTransactionAsync(member, transfer.Hash);
        }
    }

    [Fact]
    public async Task The_same_transaction_given_to_all_nodes_runs_once()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync(4);
        Transaction transfer = TestAccounts.Transfer(Alice, 0, Bob, 5);
        for (int member = 0; member < 4; member++)
        {
            ReadOnlyMemory<byte>[] raws = [transfer.Raw];
            SubmitResult result = (await cluster[member].Intake.SubmitAsync(raws, Token))[0];
            Assert.True(result.IsAccepted, result.Detail);
        }

        for (int member = 0; member < 4; member++)
        {
            await cluster.WaitForTransactionAsync(member, transfer.Hash);
            Assert.Equal(1_000_000_000_000_000_005UL, (await BalanceAsync(cluster, member, Bob)).Low64);
        }
    }

    [Fact]
    public async Task A_fisco_transaction_runs_once_within_its_window()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync(4);
        Transaction transfer = TestAccounts.FiscoTransfer(Alice, 4711, TestAccounts.Signer(1).Address, blockLimit: 500);
        Assert.Equal(SubmitCode.Accepted, await SubmitAsync(cluster, 2, transfer));
        await cluster.WaitForTransactionAsync(1, transfer.Hash);
        Assert.Equal(SubmitCode.AlreadyInChain, await SubmitAsync(cluster, 1, transfer));

        Transaction late = TestAccounts.FiscoTransfer(Alice, 4712, Bob, blockLimit: 5_000);
        Assert.Equal(SubmitCode.BlockLimit, await SubmitAsync(cluster, 1, late));
    }

    [Fact]
    public async Task With_one_node_gone_the_others_go_on_and_it_catches_up_when_it_returns()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync(4);
        await cluster.StopMemberAsync(1);
        for (ulong nonce = 0; nonce < 6; nonce++)
        {
            Transaction transfer = TestAccounts.Transfer(Alice, nonce, Bob);
            Assert.Equal(SubmitCode.Accepted, await SubmitAsync(cluster, 0, transfer));
            await cluster.WaitForTransactionAsync(0, transfer.Hash);
        }

        long height = cluster[0].Status.Head.Number;
        await cluster.StartMemberAsync(1);
        await cluster.WaitForAsync(1, height);
        await AssertAgreementAsync(cluster);
    }

    [Fact]
    public async Task After_all_nodes_stopped_the_chain_goes_on_where_it_was()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync(4);
        Transaction before = TestAccounts.Transfer(Alice, 0, Bob);
        Assert.Equal(SubmitCode.Accepted, await SubmitAsync(cluster, 3, before));
        await cluster.WaitForTransactionAsync(3, before.Hash);
        for (int member = 0; member < 4; member++)
        {
            await cluster.StopMemberAsync(member);
        }

        for (int member = 0; member < 4; member++)
        {
            await cluster.StartMemberAsync(member);
        }

        Transaction after = TestAccounts.Transfer(Alice, 1, Bob);
        await cluster.WaitForAsync(2, 1);
        Assert.Equal(SubmitCode.Accepted, await SubmitAsync(cluster, 2, after));
        await cluster.WaitForTransactionAsync(0, after.Hash);
        Assert.Equal(1_000_000_000_000_000_002UL, (await BalanceAsync(cluster, 0, Bob)).Low64);
    }

    [Fact]
    public async Task A_store_that_fails_for_a_while_delays_the_head_and_loses_nothing()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync(1);
        cluster.Store(0).FailNextCommits(3);
        Transaction transfer = TestAccounts.Transfer(Alice, 0, Bob);
        Assert.Equal(SubmitCode.Accepted, await SubmitAsync(cluster, 0, transfer));
        await cluster.WaitForTransactionAsync(0, transfer.Hash);
        Assert.Null(cluster[0].Status.HaltReason);
    }

    [Fact]
    public async Task Votes_are_journalled_for_every_block_that_a_node_helped_to_decide()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync(4);
        Transaction transfer = TestAccounts.Transfer(Alice, 0, Bob);
        await SubmitAsync(cluster, 0, transfer);
        await cluster.WaitForTransactionAsync(0, transfer.Hash);
        Assert.Contains(cluster.Journal(0).Events, item => item is Domain.Events.CommitSigned { Number: 1 });
        Assert.Contains(cluster.Journal(0).Events, item => item is Domain.Events.CheckpointSigned { Number: 1 });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<SubmitCode> SubmitAsync(LocalCluster cluster, int member, Transaction transaction)
    {
        ReadOnlyMemory<byte>[] raws = [transaction.Raw];
        return (await cluster[member].Intake.SubmitAsync(raws, Token))[0].Code;
    }

    private static async Task<UInt256> BalanceAsync(LocalCluster cluster, int member, Address account) =>
        (await cluster[member].Caller.GetAccountAsync(account, cluster[member].Status.Head.Number, Token)).Balance;

    private static async Task AssertAgreementAsync(LocalCluster cluster)
    {
        long height = 0;
        for (int member = 0; member < 4; member++)
        {
            height = Math.Max(height, cluster[member].Status.Head.Number);
        }

        for (int member = 0; member < 4; member++)
        {
            await cluster.WaitForAsync(member, height);
        }

        IReadOnlyList<FinalBlock> first = cluster.Store(0).Blocks;
        for (int member = 1; member < 4; member++)
        {
            Assert.Equal(
                first.Take((int)height + 1).Select(block => block.Block.Hash),
                cluster.Store(member).Blocks.Take((int)height + 1).Select(block => block.Block.Hash));
        }
    }
}
