using System.Text.Json;
using Ledger.Api.Tests.Hosting;
using Ledger.Crypto;
using Ledger.Domain.Encoding;
using Ledger.Domain.Governance;
using Ledger.Domain.Transactions;
using Ledger.Testing.InMemory;

namespace Ledger.Api.Tests.JsonRpc;

/// <summary>What the surfaces show of Prague's transactions, and how blocks look in groups of other forks.</summary>
public sealed class ForkViewTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_set_code_transaction_is_shown_with_its_authorizations_as_go_ethereum_shows_them()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        VerifiedTransaction sent = KnownChain.Compose(TransactionKind.SetCode, 3);
        await node.CallAsync("eth_sendRawTransaction", $"[\"{Hex.Encode(sent.Transaction.Raw.Span)}\"]", Cancellation);

        JsonElement shown = (await node.CallAsync("eth_getTransactionByHash", $"[\"{sent.Hash}\"]", Cancellation)).GetProperty("result");

        Authorization tuple = sent.Transaction.AuthorizationList[0];
        Assert.Equal("0x4", shown.GetProperty("type").GetString());
        Assert.Equal("0x1", shown.GetProperty("maxFeePerGas").GetString());
        Assert.Equal("0x0", shown.GetProperty("maxPriorityFeePerGas").GetString());
        Assert.Equal(JsonValueKind.Array, shown.GetProperty("accessList").ValueKind);
        Assert.Equal(
            $$"""[{"chainId":"0x4ee8","address":"{{KnownChain.Contract}}","nonce":"0x4","yParity":"0x{{tuple.YParity}}","r":"{{tuple.R}}","s":"{{tuple.S}}"}]""",
            shown.GetProperty("authorizationList").GetRawText());
    }

    [Fact]
    public async Task Other_formats_have_no_authorization_list()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        JsonElement shown = (await node.CallAsync(
            "eth_getTransactionByHash", $"[\"{node.World.Dynamic.Hash}\"]", Cancellation)).GetProperty("result");
        (_, JsonElement resource) = await node.GetAsync($"/api/v1/transactions/{node.World.Dynamic.Hash}", Cancellation);

        Assert.False(shown.TryGetProperty("authorizationList", out _));
        Assert.Equal(JsonValueKind.Null, resource.GetProperty("authorizationList").ValueKind);
    }

    [Fact]
    public async Task The_resource_of_a_final_set_code_transaction_and_its_receipt_name_the_format()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        VerifiedTransaction final = KnownChain.Compose(TransactionKind.SetCode, 3);
        node.World.Chain.Add([(final, new Receipt(TransactionStatus.Success, 46_000, null, default, [], 0))]);

        (_, JsonElement resource) = await node.GetAsync($"/api/v1/transactions/{final.Hash}", Cancellation);
        JsonElement receipt = (await node.CallAsync("eth_getTransactionReceipt", $"[\"{final.Hash}\"]", Cancellation)).GetProperty("result");

        JsonElement tuple = Assert.Single(resource.GetProperty("authorizationList").EnumerateArray());
        Assert.Equal("SetCode", resource.GetProperty("kind").GetString());
        Assert.Equal("20200", tuple.GetProperty("chainId").GetString());
        Assert.Equal("4", tuple.GetProperty("nonce").GetString());
        Assert.Equal(KnownChain.Contract.ToString(), tuple.GetProperty("address").GetString());
        Assert.Equal(final.Transaction.AuthorizationList[0].S.ToString(), tuple.GetProperty("s").GetString());
        Assert.Equal("0x4", receipt.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("eth_call")]
    [InlineData("eth_estimateGas")]
    public async Task A_call_takes_an_authorization_list_and_knows_who_signed_it(string method)
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        Authorization tuple = KnownChain.Authorize(4);
        string list = $$"""[{"chainId":"0x4ee8","address":"{{KnownChain.Contract}}","nonce":"0x4","yParity":"0x{{tuple.YParity}}","r":"{{tuple.R}}","s":"{{tuple.S}}"}]""";

        await node.CallAsync(method, $$"""[{"to":"{{KnownChain.Contract}}","authorizationList":{{list}}}]""", Cancellation);

        Assert.Equal(tuple, Assert.Single(node.World.Caller.LastCall!.AuthorizationList));
        Assert.Equal(KnownKeys.Sender.Address, AuthorityRecovery.Recover(tuple, CryptoSuites.Secp256k1.Signatures));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[{}]")]
    [InlineData("""[{"chainId":"0x1","address":"0x00000000000000000000000000000000000000c0","nonce":"0x0","yParity":"0x100","r":"0x1","s":"0x1"}]""")]
    [InlineData("""[{"chainId":"0x1","address":"0x00000000000000000000000000000000000000c0","nonce":"0x10000000000000000","yParity":"0x0","r":"0x1","s":"0x1"}]""")]
    [InlineData("""[{"chainId":"0x1","address":null,"nonce":"0x0","yParity":"0x0","r":"0x1","s":"0x1"}]""")]
    public async Task A_wrong_authorization_list_is_named(string list)
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        JsonElement error = (await node.CallAsync("eth_call", $$"""[{"authorizationList":{{list}}}]""", Cancellation)).GetProperty("error");

        Assert.Equal(-32602, error.GetProperty("code").GetInt32());
        Assert.Contains("authorizationList", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    /// <summary>Libraries sign as EIP-1559 where a block has a base fee, so it has one only where the group takes that format.</summary>
    [Theory]
    [InlineData(Fork.Istanbul, false, false)]
    [InlineData(Fork.Berlin, false, false)]
    [InlineData(Fork.London, true, false)]
    [InlineData(Fork.Shanghai, true, false)]
    [InlineData(Fork.Cancun, true, true)]
    [InlineData(Fork.Prague, true, true)]
    public async Task A_block_has_the_members_of_its_fork(Fork fork, bool hasBaseFee, bool hasBlobs)
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        node.World.Chain.Genesis = node.World.Chain.Genesis with { Fork = fork };
        foreach (string isFull in (string[])["false", "true"])
        {
            JsonElement block = (await node.CallAsync("eth_getBlockByNumber", $"[\"0x1\",{isFull}]", Cancellation)).GetProperty("result");

            Assert.Equal(hasBaseFee, block.TryGetProperty("baseFeePerGas", out _));
            Assert.Equal(hasBlobs, block.TryGetProperty("blobGasUsed", out _));
            Assert.Equal(hasBlobs, block.TryGetProperty("excessBlobGas", out _));
        }

        JsonElement price = (await node.CallAsync("eth_blobBaseFee", "[]", Cancellation)).GetProperty("result");
        Assert.Equal(hasBlobs ? "0x1" : null, price.GetString());
    }
}
