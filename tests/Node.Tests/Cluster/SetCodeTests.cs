using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Evm.Machine;
using Ledger.Node.Execution;
using Ledger.Node.Pool;
using Ledger.Testing;

namespace Ledger.Node.Tests.Cluster;

/// <summary>Set-code transactions (EIP-7702) and forks on whole nodes.</summary>
public sealed class SetCodeTests
{
    private const ulong Gas = 200_000;

    private static readonly ISigner Sponsor = TestAccounts.Signer(101);
    private static readonly ISigner Authority = TestAccounts.Signer(300);

    private static readonly Address Writer =
        ContractAddress.FromNonce(TestAccounts.Suite.Hash, Sponsor.Address, 0);

    /// <summary>Init code of a contract that writes 1 to slot 1: PUSH5 code, MSTORE, RETURN its last five bytes.</summary>
    private static readonly byte[] WriterInitCode =
        [0x64, 0x60, 0x01, 0x60, 0x01, 0x55, 0x60, 0x00, 0x52, 0x60, 0x05, 0x60, 0x1b, 0xf3];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_delegates_on_every_node_and_on_one_that_catches_up()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync(4);
        await cluster.StopMemberAsync(3);
        await RunAsync(cluster, 0, Sign(Sponsor, 0, null, WriterInitCode));
        Transaction transaction = SetCode(1, Authority.Address, AuthorizationSigner.Sign(
            TestAccounts.ChainId, Writer, 0, Authority, TestAccounts.Suite.Hash));
        await RunAsync(cluster, 0, transaction);

        await cluster.StartMemberAsync(3);
        for (int member = 0; member < 4; member++)
        {
            await WaitAsync(cluster, member, transaction.Hash);
            await AssertDelegatedAsync(cluster[member]);
        }

        Assert.Single(Enumerable.Range(0, 4).Select(member => cluster[member].Status.Head.Hash).Distinct());
    }

    /// <summary>The authority's nonce moves without a transaction of its own, and the pool notices.</summary>
    [Fact]
    public async Task An_authorization_lets_the_authoritys_waiting_transaction_run_and_forgets_the_one_whose_nonce_it_took()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync(1);
        ISigner authority = TestAccounts.Signer(102);
        Transaction waiting = TestAccounts.Transfer(authority, 1, Sponsor.Address);
        Assert.Equal(SubmitCode.Accepted, (await SubmitAsync(cluster, waiting)).Code);
        await RunAsync(cluster, 0, SetCode(0, Sponsor.Address, AuthorizationSigner.Sign(
            TestAccounts.ChainId, Sponsor.Address, 0, authority, TestAccounts.Suite.Hash)));
        await WaitAsync(cluster, 0, waiting.Hash);

        SubmitResult late = await SubmitAsync(cluster, TestAccounts.Transfer(authority, 0, Sponsor.Address));
        Assert.Equal(SubmitCode.NonceUsed, late.Code);
    }

    [Fact]
    public async Task A_call_and_an_estimate_take_an_authorization_list()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync(1);
        await RunAsync(cluster, 0, Sign(Sponsor, 0, null, WriterInitCode));
        var call = new CallRequest
        {
            From = Sponsor.Address,
            To = Authority.Address,
            AuthorizationList =
                [AuthorizationSigner.Sign(TestAccounts.ChainId, Writer, 0, Authority, TestAccounts.Suite.Hash)],
        };

        long head = cluster[0].Status.Head.Number;
        (long gas, CallResult? failure) = await cluster[0].Caller.EstimateGasAsync(call, head, Token);
        Assert.Null(failure);
        Assert.Equal(46_000 + 3 + 3 + 22_100, gas);
        Transaction transaction = SetCode(1, Authority.Address, call.AuthorizationList[0]);
        await RunAsync(cluster, 0, TestAccounts.Sign(Sponsor, Unsign(transaction) with { GasLimit = (ulong)gas }));
        await AssertDelegatedAsync(cluster[0]);
    }

    [Theory]
    [InlineData(Fork.Istanbul)]
    [InlineData(Fork.Berlin)]
    [InlineData(Fork.London)]
    [InlineData(Fork.Paris)]
    [InlineData(Fork.Shanghai)]
    [InlineData(Fork.Cancun)]
    [InlineData(Fork.Prague)]
    public async Task A_group_of_any_fork_runs_and_takes_the_formats_of_its_fork(Fork fork)
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync(1, fork);
        UnsignedTransaction request = Unsign(SetCode(0, Authority.Address, AuthorizationSigner.Sign(
            0, Authority.Address, 9, Authority, TestAccounts.Suite.Hash)));
        TransactionKind[] kinds =
            [TransactionKind.Legacy, TransactionKind.AccessList, TransactionKind.DynamicFee, TransactionKind.SetCode];
        ulong nonce = 0;
        foreach (TransactionKind kind in kinds)
        {
            Transaction transaction = TestAccounts.Sign(Sponsor, request with { Kind = kind, Nonce = nonce });
            SubmitResult result = await SubmitAsync(cluster, transaction);
            bool isKnown = Evm.ForkRules.Takes(fork, kind);
            Assert.Equal(isKnown ? SubmitCode.Accepted : SubmitCode.UnsupportedType, result.Code);
            if (isKnown)
            {
                await WaitAsync(cluster, 0, transaction.Hash);
                nonce++;
            }
        }

        Account sender = await cluster[0].Caller.GetAccountAsync(Sponsor.Address, cluster[0].Status.Head.Number, Token);
        Assert.Equal(nonce, sender.Nonce);
    }

    private static Transaction SetCode(ulong nonce, Address to, Authorization authorization) => TestAccounts.Sign(
        Sponsor,
        new UnsignedTransaction
        {
            Kind = TransactionKind.SetCode,
            ChainId = TestAccounts.ChainId,
            Nonce = nonce,
            GasLimit = Gas,
            To = to,
            AuthorizationList = [authorization],
        });

    private static Transaction Sign(ISigner sender, ulong nonce, Address? to, byte[] data) => TestAccounts.Sign(
        sender,
        new UnsignedTransaction
        {
            Kind = TransactionKind.DynamicFee,
            ChainId = TestAccounts.ChainId,
            Nonce = nonce,
            GasLimit = Gas,
            To = to,
            Data = data,
        });

    private static UnsignedTransaction Unsign(Transaction transaction) => new()
    {
        Kind = transaction.Kind,
        ChainId = transaction.ChainId,
        Nonce = transaction.Nonce,
        GasLimit = transaction.GasLimit,
        To = transaction.To,
        AuthorizationList = transaction.AuthorizationList,
    };

    private static async Task<SubmitResult> SubmitAsync(LocalCluster cluster, Transaction transaction)
    {
        ReadOnlyMemory<byte>[] raws = [transaction.Raw];
        return (await cluster[0].Intake.SubmitAsync(raws, Token))[0];
    }

    /// <summary>Waits until a member's chain contains a transaction and its readers see it.</summary>
    private static async Task WaitAsync(LocalCluster cluster, int member, Hash256 hash)
    {
        await cluster.WaitForTransactionAsync(member, hash);
        await cluster.WaitForAsync(member, cluster.Store(member).Blocks.Count - 1);
    }

    private static async Task RunAsync(LocalCluster cluster, int member, Transaction transaction)
    {
        SubmitResult result = await SubmitAsync(cluster, transaction);
        Assert.True(result.IsAccepted, result.Detail);
        await WaitAsync(cluster, member, transaction.Hash);
    }

    private static async Task AssertDelegatedAsync(GroupNode node)
    {
        long head = node.Status.Head.Number;
        byte[] designator = [0xef, 0x01, 0x00, .. Writer.Bytes];
        Assert.Equal(designator, (await node.Caller.GetCodeAsync(Authority.Address, head, Token)).ToArray());
        Assert.Equal(UInt256.One, await node.Caller.GetStorageAsync(Authority.Address, 1, head, Token));
        Assert.Equal(1UL, (await node.Caller.GetAccountAsync(Authority.Address, head, Token)).Nonce);
    }
}
