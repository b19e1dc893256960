using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Pool;
using Ledger.Node.Tests.Cluster;
using Ledger.Testing;

namespace Ledger.Node.Tests.Execution;

/// <summary>The window of FISCO nonces over a restart.</summary>
public sealed class FiscoNonceTests
{
    private const int Window = 10;

    private static readonly ISigner Alice = TestAccounts.Signer(101);
    private static readonly Address Bob = TestAccounts.Signer(102).Address;

    /// <summary>A node that restarted remembered nonces one block longer than those that ran on: a transaction with a nonce used just so
    /// long ago was left out by it alone, its block was another one, and its group stopped.</summary>
    [Fact]
    public async Task A_node_that_restarted_forgets_a_nonce_at_the_same_block_as_one_that_ran_on()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync(4, 0, genesis => genesis with { BlockLimitWindow = Window });
        await SubmitAsync(cluster, TestAccounts.FiscoTransfer(Alice, 4711, Bob, blockLimit: 5));
        for (ulong nonce = 0; nonce < Window; nonce++)
        {
            await SubmitAsync(cluster, TestAccounts.Transfer(TestAccounts.Signer(120), nonce, Bob));
        }

        Assert.Equal(Window + 1, cluster[0].Status.Head.Number);
        await cluster.StopMemberAsync(3);
        await cluster.StartMemberAsync(3);
        await SubmitAsync(cluster, TestAccounts.FiscoTransfer(Alice, 4711, Bob, blockLimit: Window + 5));
        Assert.Null(cluster[3].Status.HaltReason);
    }

    private static async Task SubmitAsync(LocalCluster cluster, Transaction transaction)
    {
        ReadOnlyMemory<byte>[] raws = [transaction.Raw];
        SubmitResult result = (await cluster[0].Intake.SubmitAsync(raws, TestContext.Current.CancellationToken))[0];
        Assert.True(result.IsAccepted, result.Detail);
        for (int member = 0; member < 4; member++)
        {
            await cluster.WaitForTransactionAsync(member, transaction.Hash);
        }
    }
}
