using System.Text.Json;
using Ledger.Api.Tests.Hosting;
using Ledger.Domain.Encoding;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;
using Ledger.Node.Pool;
using Ledger.Testing.InMemory;

namespace Ledger.Api.Tests.JsonRpc;

public sealed class EthereumLaneTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SubmitCode.NonceUsed, "nonce too low")]
    [InlineData(SubmitCode.NonceTooHigh, "nonce too high")]
    [InlineData(SubmitCode.NonceTaken, "replacement transaction underpriced")]
    [InlineData(SubmitCode.InsufficientFunds, "insufficient funds")]
    [InlineData(SubmitCode.IntrinsicGasTooLow, "intrinsic gas too low")]
    [InlineData(SubmitCode.NotReplayProtected, "only replay-protected")]
    [InlineData(SubmitCode.UnsupportedType, "transaction type not valid")]
    [InlineData(SubmitCode.WrongChainId, "invalid chain id for signer")]
    [InlineData(SubmitCode.GasLimitTooHigh, "exceeds block gas limit")]
    [InlineData(SubmitCode.PoolFull, "txpool is full")]
    [InlineData(SubmitCode.FloorGasTooLow, "insufficient gas for floor data gas cost")]
    [InlineData(SubmitCode.SetCodeCreation, "EIP-7702 transaction cannot be used to create contract")]
    [InlineData(SubmitCode.EmptyAuthorizationList, "EIP-7702 transaction with empty auth list")]
    public async Task A_refusal_has_the_words_that_libraries_search(SubmitCode code, string words)
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        node.World.Chain.Refusal = code;
        string raw = Hex.Encode(KnownChain.Compose(TransactionKind.Legacy, 3).Transaction.Raw.Span);

        JsonElement error = (await node.CallAsync("eth_sendRawTransaction", $"[\"{raw}\"]", Cancellation)).GetProperty("error");

        Assert.Equal(-32000, error.GetProperty("code").GetInt32());
        Assert.StartsWith(words, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_transaction_sent_twice_gives_its_hash_twice()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        VerifiedTransaction transaction = KnownChain.Compose(TransactionKind.DynamicFee, 3);
        string parameters = $"[\"{Hex.Encode(transaction.Transaction.Raw.Span)}\"]";

        JsonElement first = await node.CallAsync("eth_sendRawTransaction", parameters, Cancellation);
        JsonElement second = await node.CallAsync("eth_sendRawTransaction", parameters, Cancellation);

        Assert.Equal(transaction.Hash.ToString(), first.GetProperty("result").GetString());
        Assert.Equal(first.GetRawText(), second.GetRawText());
    }

    [Theory]
    [InlineData("eth_call")]
    [InlineData("eth_estimateGas")]
    public async Task A_revert_has_code_3_the_reason_and_the_bytes(string method)
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        node.World.Caller.Answer = new CallResult(TransactionStatus.Revert, 1, KnownChain.Revert("no funds"));

        JsonElement error = (await node.CallAsync(method, "[{\"data\":\"0x01\"}]", Cancellation)).GetProperty("error");

        Assert.Equal(3, error.GetProperty("code").GetInt32());
        Assert.Equal("execution reverted: no funds", error.GetProperty("message").GetString());
        Assert.Equal(Hex.Encode(KnownChain.Revert("no funds")), error.GetProperty("data").GetString());
    }

    [Fact]
    public async Task A_revert_without_reason_still_carries_data()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        node.World.Caller.Answer = new CallResult(TransactionStatus.Revert, 1, default);

        JsonElement error = (await node.CallAsync("eth_call", "[{}]", Cancellation)).GetProperty("error");

        Assert.Equal("execution reverted", error.GetProperty("message").GetString());
        Assert.Equal("0x", error.GetProperty("data").GetString());
    }

    [Fact]
    public async Task An_override_of_the_block_is_refused_clearly_and_an_empty_one_is_taken()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        JsonElement refused = await node.CallAsync("eth_call", "[{},\"latest\",{},{\"number\":\"0x1\"}]", Cancellation);
        JsonElement taken = await node.CallAsync("eth_call", "[{},\"latest\",{},{}]", Cancellation);

        Assert.StartsWith("not supported", refused.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("0x2a", taken.GetProperty("result").GetString());
    }

    [Fact]
    public async Task A_block_has_seconds_a_bloom_and_a_zero_base_fee()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        JsonElement block = (await node.CallAsync("eth_getBlockByNumber", "[\"pending\"]", Cancellation)).GetProperty("result");

        Assert.Equal($"0x{(node.World.Chain.Genesis.Timestamp + 2468) / 1000:x}", block.GetProperty("timestamp").GetString());
        Assert.Equal(514, block.GetProperty("logsBloom").GetString()?.Length);
        Assert.Equal("0x0000000000000000", block.GetProperty("nonce").GetString());
        Assert.Equal(42, block.GetProperty("miner").GetString()?.Length);
        Assert.Equal("0xabcd", block.GetProperty("extraData").GetString());
        Assert.Equal(JsonValueKind.String, block.GetProperty("transactions")[0].ValueKind);
    }

    [Theory]
    [InlineData("eth_getBlockByNumber", "[\"0x63\",false]")]
    [InlineData("eth_getBlockByHash", "[\"0x0000000000000000000000000000000000000000000000000000000000000001\",false]")]
    [InlineData("eth_getBlockReceipts", "[\"0x63\"]")]
    [InlineData("eth_getTransactionByHash", "[\"0x0000000000000000000000000000000000000000000000000000000000000001\"]")]
    [InlineData("eth_getTransactionReceipt", "[\"0x0000000000000000000000000000000000000000000000000000000000000001\"]")]
    [InlineData("eth_getTransactionByBlockNumberAndIndex", "[\"0x1\",\"0x9\"]")]
    public async Task What_does_not_exist_is_null_and_not_an_error(string method, string parameters)
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        JsonElement answer = await node.CallAsync(method, parameters, Cancellation);

        Assert.Equal(JsonValueKind.Null, answer.GetProperty("result").ValueKind);
    }

    [Fact]
    public async Task State_above_the_last_block_is_an_error()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        JsonElement answer = await node.CallAsync("eth_getBalance", "[\"0x00000000000000000000000000000000000000c0\",\"0x63\"]", Cancellation);

        Assert.StartsWith("header not found", answer.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fisco_transaction_is_shown_as_a_legacy_one_with_a_valid_signature()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        JsonElement shown = (await node.CallAsync(
            "eth_getTransactionByHash", $"[\"{node.World.Fisco.Hash}\"]", Cancellation)).GetProperty("result");

        Assert.Equal("0x0", shown.GetProperty("type").GetString());
        Assert.Equal("0x0", shown.GetProperty("nonce").GetString());
        Assert.Equal($"0x{27 + node.World.Fisco.Transaction.YParity:x}", shown.GetProperty("v").GetString());
        Assert.Equal(node.World.Fisco.Transaction.R.ToString(), shown.GetProperty("r").GetString());
        Assert.False(shown.TryGetProperty("chainId", out _));
    }

    [Fact]
    public async Task A_pending_transaction_has_null_for_its_place_and_a_reverted_one_keeps_its_reason()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        VerifiedTransaction pending = KnownChain.Compose(TransactionKind.DynamicFee, 3);
        node.World.Chain.Pool[pending.Hash] = pending;

        JsonElement shown = (await node.CallAsync("eth_getTransactionByHash", $"[\"{pending.Hash}\"]", Cancellation)).GetProperty("result");
        JsonElement receipt = (await node.CallAsync("eth_getTransactionReceipt", $"[\"{node.World.Legacy.Hash}\"]", Cancellation)).GetProperty("result");

        Assert.Equal(JsonValueKind.Null, shown.GetProperty("blockHash").ValueKind);
        Assert.Equal("0x0", receipt.GetProperty("status").GetString());
        Assert.Equal(Hex.Encode(KnownChain.Revert("no funds")), receipt.GetProperty("revertReason").GetString());
    }

    [Fact]
    public async Task Too_wide_a_range_of_logs_is_32005_with_a_range_to_try()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        for (int i = 0; i < 2000; i++)
        {
            node.World.Chain.Add([]);
        }

        JsonElement error = (await node.CallAsync("eth_getLogs", "[{\"fromBlock\":\"earliest\"}]", Cancellation)).GetProperty("error");

        Assert.Equal(-32005, error.GetProperty("code").GetInt32());
        Assert.Contains("[0x0, 0x7cf]", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
