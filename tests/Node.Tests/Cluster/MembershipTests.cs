using Ledger.Domain.Abi;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm.Machine;
using Ledger.Node.Pool;
using Ledger.Testing;

namespace Ledger.Node.Tests.Cluster;

/// <summary>Members and parameters that change by transaction, on whole nodes.</summary>
public sealed class MembershipTests
{
    private static readonly ISigner Governor = TestAccounts.Signer(101);
    private static readonly ISigner Stranger = TestAccounts.Signer(102);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_observes_then_seals_and_another_leaves_although_nobody_else_has_work()
    {
        await using LocalCluster cluster = await StartAsync(sealers: 4, others: 1);
        NodeId joining = cluster.IdOf(4);
        NodeId leaving = cluster.IdOf(0);

        long observed = await CallAsync(cluster, 0, GovernanceRecord.ConsensusAddress, "addObserver(string)", joining.ToString());
        await cluster.WaitForAsync(1, observed);
        Assert.Contains(joining, cluster[1].Status.Parameters.Observers);
        await cluster.StartMemberAsync(4);
        await cluster.WaitForAsync(4, observed);

        long sealing = await CallAsync(cluster, 1, GovernanceRecord.ConsensusAddress, "addSealer(string)", joining.ToString());
        await cluster.WaitForAsync(1, sealing);
        Assert.Contains(joining, cluster[1].Status.Sealers.Members);
        Assert.Empty(cluster[1].Status.Parameters.Observers);

        long left = await CallAsync(cluster, 2, GovernanceRecord.ConsensusAddress, "remove(string)", leaving.ToString());
        await cluster.WaitForAsync(4, left);
        await cluster.StopMemberAsync(0);
        long last = await CallAsync(cluster, 3, GovernanceRecord.SystemConfigAddress, "setValueByKey(string,string)", "tx_count_limit", "7");
        for (int member = 1; member < 5; member++)
        {
            await cluster.WaitForAsync(member, last);
            Assert.Equal(7, cluster[member].Status.Parameters.BlockTransactionsMax);
            Assert.Equal([.. Enumerable.Range(1, 4).Select(cluster.IdOf).Order()], cluster[member].Status.Sealers.Members);
        }

        await AssertSealedByTheirSetsAsync(cluster, last);
    }

    [Fact]
    public async Task A_restarted_node_knows_what_was_decided_and_is_not_in_effect_yet()
    {
        await using LocalCluster cluster = await StartAsync(sealers: 4, others: 0);
        long effective = await CallAsync(cluster, 0, GovernanceRecord.SystemConfigAddress, "setValueByKey(string,string)", "tx_count_limit", "9");
        await cluster.StopMemberAsync(3);
        await cluster.StartMemberAsync(3);
        await cluster.WaitForAsync(3, effective);
        Assert.Equal(9, cluster[3].Status.Parameters.BlockTransactionsMax);
    }

    [Theory]
    [InlineData("addSealer(string)", "0x12", -51100)]
    [InlineData("remove(string)", "self", -51101)]
    [InlineData("addObserver(string)", "self", -51101)]
    [InlineData("unknown(string)", "self", -50101)]
    public async Task What_cannot_be_is_refused_with_FISCOs_number(string function, string argument, int expected)
    {
        await using LocalCluster cluster = await StartAsync(sealers: 1, others: 0);
        string text = argument == "self" ? cluster.IdOf(0).ToString() : argument;
        Receipt receipt = await SendAsync(cluster, 0, Governor, GovernanceRecord.ConsensusAddress, function, text);
        Assert.Equal(TransactionStatus.Success, receipt.Status);
        Assert.Equal(expected, ToNumber(receipt));
        Assert.Equal([cluster.IdOf(0)], cluster[0].Status.Sealers.Members);
    }

    [Theory]
    [InlineData("tx_count_limit", "0")]
    [InlineData("tx_count_limit", "many")]
    [InlineData("tx_gas_limit", "20999")]
    [InlineData("sequence_window", "8")]
    [InlineData("consensus_type", "paxos")]
    [InlineData("nothing", "1")]
    public async Task A_parameter_out_of_its_limits_is_refused(string key, string value)
    {
        await using LocalCluster cluster = await StartAsync(sealers: 1, others: 0);
        GroupParameters before = cluster[0].Status.Parameters;
        Receipt receipt = await SendAsync(
            cluster, 0, Governor, GovernanceRecord.SystemConfigAddress, "setValueByKey(string,string)", key, value);
        Assert.Equal(-51300, ToNumber(receipt));
        Assert.Equal(before, cluster[0].Status.Parameters);
    }

    [Fact]
    public async Task Only_a_governor_changes_anything()
    {
        await using LocalCluster cluster = await StartAsync(sealers: 1, others: 0);
        Receipt receipt = await SendAsync(
            cluster, 0, Stranger, GovernanceRecord.SystemConfigAddress, "setValueByKey(string,string)", "tx_count_limit", "7");
        Assert.Equal(-50000, ToNumber(receipt));
    }

    /// <summary>A contract decides for itself who may ask it, as a multi-signature wallet does; this one passes on whatever anybody asks.</summary>
    [Fact]
    public async Task A_contract_may_be_the_governor()
    {
        Address contract = ContractAddress.FromNonce(TestAccounts.Suite.Hash, Stranger.Address, 0);
        await using LocalCluster cluster = await LocalCluster.StartAsync(
            sealers: 1, others: 0, genesis => genesis with { Governors = [contract] });
        SubmitResult deployed = (await cluster[0].Intake.SubmitAsync([Deployment(0).Raw], Token))[0];
        await cluster.WaitForTransactionAsync(0, deployed.Hash);

        Receipt alone = await SendAsync(
            cluster, 0, Stranger, GovernanceRecord.SystemConfigAddress, "setValueByKey(string,string)", "tx_count_limit", "7");
        Receipt through = await SendAsync(cluster, 0, Stranger, contract, "setValueByKey(string,string)", "tx_count_limit", "7");

        Assert.Equal((-50000, 1), (ToNumber(alone), ToNumber(through)));
        await cluster.WaitForAsync(0, cluster[0].Status.Head.Number + cluster.Genesis.ActivationDelay - 1);
        Assert.Equal(7, cluster[0].Status.Parameters.BlockTransactionsMax);
    }

    [Fact]
    public async Task A_change_that_would_leave_no_live_quorum_is_refused_at_the_door()
    {
        await using LocalCluster cluster = await StartAsync(sealers: 1, others: 1);
        SubmitResult refused = await SubmitAsync(
            cluster, 0, Governor, GovernanceRecord.ConsensusAddress, "addSealer(string)", cluster.IdOf(1).ToString());
        Assert.Equal(SubmitCode.NoLiveQuorum, refused.Code);
        Assert.Contains(cluster.IdOf(1).ToString()[..10], refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_is_not_in_the_group_takes_no_transactions_that_would_reach_nobody()
    {
        await using LocalCluster cluster = await StartAsync(sealers: 1, others: 1);
        await cluster.StartMemberAsync(1);

        SubmitResult refused = await SubmitAsync(
            cluster, 1, Governor, GovernanceRecord.SystemConfigAddress, "setValueByKey(string,string)", "tx_count_limit", "7");

        Assert.Equal((true, false), (cluster[0].Status.IsMember, cluster[1].Status.IsMember));
        Assert.Equal(SubmitCode.NotReady, refused.Code);
        Assert.StartsWith("this node is no member of the group as of block 0", refused.Detail, StringComparison.Ordinal);
    }

    /// <summary>Sets a parameter as the governor, key 101, and gives the last height before it holds.</summary>
    internal static Task<long> SetAsync(LocalCluster cluster, int member, string key, string value) =>
        CallAsync(cluster, member, GovernanceRecord.SystemConfigAddress, "setValueByKey(string,string)", key, value);

    private static Task<LocalCluster> StartAsync(int sealers, int others) =>
        LocalCluster.StartAsync(sealers, others, genesis => genesis with { Governors = [Governor.Address] });

    /// <summary>Makes a change and gives the last height before it holds: a group without work goes so far by itself.</summary>
    private static async Task<long> CallAsync(
        LocalCluster cluster, int member, Address contract, string function, params string[] arguments)
    {
        long before = cluster[member].Status.Head.Number;
        Receipt receipt = await SendAsync(cluster, member, Governor, contract, function, arguments);
        Assert.Equal(1, ToNumber(receipt));
        long number = Enumerable.Range((int)before + 1, 1000)
            .First(number => cluster.Store(member).Blocks[number].Block.Receipts.Contains(receipt));
        return number + cluster.Genesis.ActivationDelay - 1;
    }

    private static async Task<Receipt> SendAsync(
        LocalCluster cluster, int member, ISigner sender, Address contract, string function, params string[] arguments)
    {
        SubmitResult result = await SubmitAsync(cluster, member, sender, contract, function, arguments);
        Assert.True(result.IsAccepted, result.Detail);
        await cluster.WaitForTransactionAsync(member, result.Hash);
        Block block = cluster.Store(member).Blocks
            .Select(final => final.Block)
            .Single(block => block.Transactions.Any(item => item.Hash == result.Hash));
        return block.Receipts[block.Transactions.ToList().FindIndex(item => item.Hash == result.Hash)];
    }

    private static async Task<SubmitResult> SubmitAsync(
        LocalCluster cluster, int member, ISigner sender, Address contract, string function, params string[] arguments)
    {
        ulong nonce = (await cluster[member].Caller.GetAccountAsync(
            sender.Address, cluster[member].Status.Head.Number, Token)).Nonce;
        Transaction transaction = TestAccounts.Sign(sender, new UnsignedTransaction
        {
            Kind = TransactionKind.DynamicFee,
            ChainId = TestAccounts.ChainId,
            Nonce = nonce,
            GasLimit = 1_000_000,
            To = contract,
            Data = AbiFunction.Parse(function, TestAccounts.Suite.Hash)
                .EncodeCall([.. arguments.Select(argument => (AbiValue)argument)]),
        });
        return (await cluster[member].Intake.SubmitAsync([transaction.Raw], Token))[0];
    }

    /// <summary>Deploys a contract that calls 0x1000 with what it is called with, and returns what that returns.</summary>
    private static Transaction Deployment(ulong nonce)
    {
        byte[] runtime = Convert.FromHexString("365f5f375f5f365f5f6110005af1503d5f5f3e3d5ff3");
        return TestAccounts.Sign(Stranger, new UnsignedTransaction
        {
            Kind = TransactionKind.DynamicFee,
            ChainId = TestAccounts.ChainId,
            Nonce = nonce,
            GasLimit = 1_000_000,
            Data = (byte[])[0x60, (byte)runtime.Length, 0x80, 0x60, 0x09, 0x5f, 0x39, 0x5f, 0xf3, .. runtime],
        });
    }

    private static long ToNumber(Receipt receipt) => (long)new System.Numerics.BigInteger(receipt.Output.Span, isBigEndian: true);

    /// <summary>Every header names the sealers that the changes before it gave, and a quorum of just those sealed it.</summary>
    private static async Task AssertSealedByTheirSetsAsync(LocalCluster cluster, long last)
    {
        SealerSet[] sets =
        [
            new(Enumerable.Range(0, 4).Select(cluster.IdOf)),
            new(Enumerable.Range(0, 5).Select(cluster.IdOf)),
            new(Enumerable.Range(1, 4).Select(cluster.IdOf)),
        ];
        int set = 0;
        for (long number = 1; number <= last; number++)
        {
            Ports.CertifiedBlock block = (await cluster.Store(1).ReadBlocksAsync(number, 1, 1, Token))[0];
            while (set < sets.Length - 1 && block.Header.SealerList.SequenceEqual(sets[set + 1].Members))
            {
                set++;
            }

            Assert.Equal(sets[set].Members, block.Header.SealerList);
            Assert.True(Ledger.Consensus.BlockCertificateVerifier.IsQuorum(
                sets[set], HeaderCodec.Hash(block.Header, TestAccounts.Suite.Hash), block.Certificate, TestAccounts.Suite.Signatures));
        }

        Assert.Equal(sets.Length - 1, set);
    }
}
