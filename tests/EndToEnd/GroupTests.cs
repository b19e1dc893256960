using System.Globalization;
using System.Text.Json;
using Ledger.Cli.Control;
using Ledger.Cli.Rpc;
using Ledger.Cli.Wallets;
using Ledger.Crypto;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Transactions;
using Ledger.EndToEnd.Kit;
using Npgsql;

namespace Ledger.EndToEnd;

/// <summary>Two groups on four nodes: group 1 on all of them, group 2 on the first three.</summary>
public sealed class GroupTests(FourNodes chain) : ChainTest(chain)
{
    private const int Second = 2;
    private const int Members = 3;
    private const int GroupNotThere = -40001;
    private const int NotAdmin = -100001;

    private static readonly ISigner Sender = DevelopmentWallet.Account(40);

    [Fact]
    public async Task Groups_live_side_by_side_come_and_go_and_survive_a_restart()
    {
        await LedgerAsync(0, "group", "create", "2", "--nodes", "node0,node1,node2");
        await LedgerAsync(0, "group", "start", "2");
        await SendAsync(Second, nonce: 0);
        await SendAsync(group: 1, nonce: 0);
        await AssertSeparateAsync();

        await AssertFiscoLaneAsync();
        await AssertManagingTakesTheTokenAsync();
        await AssertStoppedGroupRestsAsync();
        await AssertRemovedGroupComesBackAsync();
        await SendAsync(Second, nonce: 1);

        await AssertBothSurviveAKilledNodeAsync();
        await LedgerAsync(0, "group", "status", "2");
        await AssertADamagedGroupLeavesTheOtherAloneAsync();
    }

    /// <summary>FISCO's transactions name the chain and the group; they go by any path to the group that they name.</summary>
    private async Task AssertFiscoLaneAsync()
    {
        Transaction transaction = TransactionSigner.Sign(
            new UnsignedTransaction
            {
                Kind = TransactionKind.Fisco,
                ChainId = (ulong)Chain.Chain.ChainId,
                GroupId = Second,
                BlockLimit = 500,
                Nonce = 77,
                GasLimit = 1_000_000,
                To = DevelopmentWallet.Account(41).Address,
            },
            Sender,
            CryptoSuites.Secp256k1.Hash);
        await Chain.Nodes[0].Rpc.CallAsync(new RpcCall("sendRawTransaction", Second, Hex.Encode(transaction.Raw.Span)), Cancellation);
        var receipt = new RpcCall("getTransactionReceipt", Second, transaction.Hash.ToString());
        await Eventually.HoldsAsync(
            "another member of group 2 has the receipt of the FISCO transaction",
            FinalWithin,
            async token => (await Chain.Nodes[2].Rpc.CallAsync(receipt, token)).ValueKind == JsonValueKind.Object,
            Cancellation);

        // FISCO's lane fails a call to an account without code: what counts here is that group 2 took and executed it.
        Assert.Equal("0x1a", (await Chain.Nodes[2].Rpc.CallAsync(receipt, Cancellation)).GetProperty("status").GetString());
    }

    private async Task AssertManagingTakesTheTokenAsync()
    {
        JsonRpcException error = await Assert.ThrowsAsync<JsonRpcException>(
            () => Chain.Nodes[0].Rpc.CallAsync(new RpcCall("stopGroup", Second), Cancellation));
        Assert.Equal(NotAdmin, error.Code);
        using HttpResponseMessage rest = await Chain.Http.PostAsync(
            new Uri(new Uri(Chain.Chain.Nodes[0].HttpUrl), "/api/v1/groups/2/stop"), content: null, Cancellation);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, rest.StatusCode);
    }

    /// <summary>A group whose store is of another genesis is not opened; the others of the node are, and it comes back once it is mended.</summary>
    private async Task AssertADamagedGroupLeavesTheOtherAloneAsync()
    {
        await FourNodes.KillAsync(Chain.Processes[2], Cancellation);
        await ExecuteAsync(2, "update group_2.store_identity set genesis_hash = sha256(genesis_hash)");
        await Chain.Processes[2].StartAsync(isAlone: false, Cancellation);
        await Eventually.HoldsAsync("node2 serves group 1", FinalWithin, IsServingFirstAsync, Cancellation);

        await SendAsync(group: 1, nonce: 3);
        Assert.False(await Chain.Nodes[2].IsReadyAsync(Cancellation));
        JsonElement group = await Chain.Nodes[2].GetAsync("/api/v1/groups/2", Cancellation);
        Assert.Equal("Unknown", group.GetProperty("status").GetString());
        await LedgerAsync(1, "group", "status", "2");
    }

    private async Task<bool> IsServingFirstAsync(CancellationToken token)
    {
        try
        {
            await Chain.Nodes[2].Rpc.CallAsync(new RpcCall("getBlockNumber", 1), token);
            return true;
        }
        catch (JsonRpcException)
        {
            return false;
        }
    }

    /// <summary>Members alone have the group, each group its own blocks, chain id and schema.</summary>
    private async Task AssertSeparateAsync()
    {
        for (int node = 0; node < Chain.Nodes.Count; node++)
        {
            JsonElement list = await Chain.Nodes[node].Rpc.CallAsync(new RpcCall("getGroupList"), Cancellation);
            Assert.Equal(node < Members ? "[1,2]" : "[1]", list.GetRawText());
        }

        Assert.Equal("0x4ee9", (await InSecond(0).CallAsync(new RpcCall("eth_chainId"), Cancellation)).GetString());
        Assert.Equal("0x4ee8", (await Chain.Nodes[0].Rpc.CallAsync(new RpcCall("eth_chainId"), Cancellation)).GetString());
        JsonElement peers = await Chain.Nodes[0].GetAsync("/api/v1/groups/2/peers", Cancellation);
        JsonElement all = await Chain.Nodes[0].GetAsync("/api/v1/peers", Cancellation);
        Assert.Equal((Members - 1, 3), (peers.GetArrayLength(), all.GetArrayLength()));
        Assert.Equal(2, await TransactionsInSchemasAsync());
        JsonRpcException outsider = await Assert.ThrowsAsync<JsonRpcException>(() => InSecond(3).CallAsync(new RpcCall("eth_blockNumber"), Cancellation));
        Assert.Equal(GroupNotThere, outsider.Code);
    }

    private async Task AssertStoppedGroupRestsAsync()
    {
        await LedgerAsync(0, "group", "stop", "2");
        JsonRpcException error = await Assert.ThrowsAsync<JsonRpcException>(() => Chain.Nodes[0].Rpc.CallAsync(new RpcCall("getBlockNumber", Second), Cancellation));
        Assert.Equal(GroupNotThere, error.Code);
        await LedgerAsync(1, "group", "stop", "2");
        await SendAsync(group: 1, nonce: 1);
        Assert.Equal(4, await TransactionsInSchemasAsync());
    }

    private async Task AssertRemovedGroupComesBackAsync()
    {
        await LedgerAsync(0, "group", "remove", "2");
        await LedgerAsync(1, "group", "start", "2");
        await LedgerAsync(0, "group", "recover", "2");
        await LedgerAsync(0, "group", "start", "2");
        Assert.Equal(1, Quantity.Read(await InSecond(0).CallAsync(
            new RpcCall("eth_getTransactionCount", Sender.Address.ToString(), "latest"), Cancellation)));
    }

    private async Task AssertBothSurviveAKilledNodeAsync()
    {
        await FourNodes.KillAsync(Chain.Processes[1], Cancellation);
        await Chain.UpAsync(Cancellation);
        JsonElement list = await Chain.Nodes[1].Rpc.CallAsync(new RpcCall("getGroupList"), Cancellation);
        Assert.Equal("[1,2]", list.GetRawText());
        await SendAsync(Second, nonce: 2);
        await SendAsync(group: 1, nonce: 2);
    }

    private JsonRpcClient InSecond(int node) => new(Chain.Http, new Uri(new Uri(Chain.Chain.Nodes[node].HttpUrl), "/groups/2"));

    private async Task LedgerAsync(int exitCode, params string[] words)
    {
        FinishedProcess finished = await Chain.CommandAsync(Cancellation, words);
        Assert.True(finished.ExitCode == exitCode, $"'ledger {string.Join(' ', words)}' ended with {finished.ExitCode}:\n{finished.Output}\n{finished.Errors}");
    }

    /// <summary>Sends to the first member and waits until every member has the receipt.</summary>
    private async Task SendAsync(int group, ulong nonce)
    {
        JsonRpcClient[] members = group == Second
            ? [.. Enumerable.Range(0, Members).Select(InSecond)]
            : [.. Chain.Nodes.Select(node => node.Rpc)];
        Transaction transaction = TransactionSigner.Sign(
            new UnsignedTransaction
            {
                Kind = TransactionKind.DynamicFee,
                ChainId = (ulong)(Chain.Chain.ChainId + group - 1),
                Nonce = nonce,
                GasLimit = 21_000,
                To = DevelopmentWallet.Account(41).Address,
            },
            Sender,
            CryptoSuites.Secp256k1.Hash);
        await members[0].CallAsync(new RpcCall("eth_sendRawTransaction", Hex.Encode(transaction.Raw.Span)), Cancellation);
        var receipt = new RpcCall("eth_getTransactionReceipt", transaction.Hash.ToString());
        await Eventually.HoldsAsync(
            $"every member of group {group} has the receipt",
            FinalWithin,
            async token => (await Task.WhenAll(members.Select(member => member.CallAsync(receipt, token))))
                .All(answer => answer.ValueKind == JsonValueKind.Object),
            Cancellation);
    }

    /// <summary>The transactions of both groups, as an auditor counts them in the first node's database.</summary>
    private async Task<long> TransactionsInSchemasAsync()
    {
        await using NpgsqlDataSource source = await DatabaseAsync(0);
        await using NpgsqlCommand count = source.CreateCommand("select count(*) from audit.transactions");
        return Convert.ToInt64(await count.ExecuteScalarAsync(Cancellation), CultureInfo.InvariantCulture);
    }

    private async Task ExecuteAsync(int node, string sql)
    {
        await using NpgsqlDataSource source = await DatabaseAsync(node);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private async Task<NpgsqlDataSource> DatabaseAsync(int node)
    {
        using var settings = JsonDocument.Parse(
            await File.ReadAllTextAsync(Chain.Folder.NodeConfiguration(Chain.Chain.Nodes[node]), Cancellation));
        return NpgsqlDataSource.Create(settings.RootElement.GetProperty("Node").GetProperty("Database").GetString()!);
    }
}
