using System.Text.Json;
using Ledger.Api.Tests.Hosting;
using Ledger.Domain.Encoding;
using Ledger.Domain.Transactions;
using Ledger.Node.Pool;
using Ledger.Testing.InMemory;

namespace Ledger.Api.Tests.JsonRpc;

public sealed class FiscoLaneTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("getBlockNumber", "[2]", -40001, "GroupID does not exist")]
    [InlineData("sendRawTransaction", "[2,\"0x00\"]", -40001, "GroupID does not exist")]
    [InlineData("getBlockByHash", "[1,\"0x1234\",true]", -40003, "BlockHash does not exist")]
    [InlineData("getBlockByNumber", "[1,\"99\",true]", -40004, "BlockNumber does not exist")]
    [InlineData("getBlockHashByNumber", "[1,\"0x63\"]", -40004, "BlockNumber does not exist")]
    [InlineData("getTransactionByBlockNumberAndIndex", "[1,\"1\",\"2\"]", -40005, "TransactionIndex is out of range")]
    [InlineData("call", "[1,{\"to\":\"0x00000000000000000000000000000000000000c0\"}]", -40006, "Call needs a 'from' field")]
    [InlineData("getSystemConfigByKey", "[1,\"no_such_key\"]", -40008, "Invalid System Config")]
    [InlineData("getTransactionByHash", "[1,\"xyz\"]", -32603, "INTERNAL_ERROR: Cannot intepret 'xyz' as bytes; must be 0x-prefixed hex or decimal.")]
    [InlineData("sendRawTransaction", "[1,\"xyz\"]", -32603, "INTERNAL_ERROR: Cannot intepret 'xyz' as bytes; must be 0x-prefixed hex or decimal.")]
    public async Task Errors_inside_a_method_have_the_exact_code_and_text_and_null_data(
        string method, string parameters, int code, string message)
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        JsonElement error = (await node.CallAsync(method, parameters, Cancellation)).GetProperty("error");

        Assert.Equal(code, error.GetProperty("code").GetInt32());
        Assert.Equal(message, error.GetProperty("message").GetString());
        Assert.Equal(JsonValueKind.Null, error.GetProperty("data").ValueKind);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[\"1\"]")]
    [InlineData("[1,2]")]
    [InlineData("[1.5]")]
    public async Task Parameters_are_checked_by_number_and_json_type(string parameters)
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        JsonElement error = (await node.CallAsync("getBlockNumber", parameters, Cancellation)).GetProperty("error");

        Assert.Equal(-32602, error.GetProperty("code").GetInt32());
        Assert.Equal(
            "INVALID_PARAMS: Invalid method parameters (invalid name and/or type) recognised",
            error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_request_without_id_is_refused_as_a_procedure()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        JsonElement error = (await node.RpcAsync(
            """{"jsonrpc":"2.0","method":"getBlockNumber","params":[1]}""", Cancellation)).GetProperty("error");

        Assert.Equal(-32604, error.GetProperty("code").GetInt32());
        Assert.Equal(
            "PROCEDURE_IS_METHOD: The requested notification is declared as a method", error.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData(SubmitCode.NonceUsed, "TransactionNonceCheckFail, txHash=")]
    [InlineData(SubmitCode.NonceTaken, "TxPoolNonceCheckFail, txHash=")]
    [InlineData(SubmitCode.PoolFull, "TransactionPoolIsFull, txHash=")]
    [InlineData(SubmitCode.WrongChainId, "InvalidChainId, txHash=")]
    [InlineData(SubmitCode.WrongGroupId, "InvalidGroupId, txHash=")]
    [InlineData(SubmitCode.BlockLimit, "BlockLimitCheckFailed, txBlockLimit=500, txHash=")]
    [InlineData(SubmitCode.NotReady, "ImportResult::NodeIsSyncing, txHash=")]
    public async Task A_refused_transaction_is_an_internal_error_with_the_word_of_the_pool(SubmitCode code, string words)
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        node.World.Chain.Refusal = code;
        string raw = Hex.Encode(KnownChain.Compose(TransactionKind.Fisco, 3).Transaction.Raw.Span);

        JsonElement error = (await node.CallAsync("sendRawTransaction", $"[1,\"{raw}\"]", Cancellation)).GetProperty("error");

        Assert.Equal(-32603, error.GetProperty("code").GetInt32());
        Assert.StartsWith($"INTERNAL_ERROR: {words}", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_and_its_logs_have_exactly_fiscos_members()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        JsonElement receipt = (await node.CallAsync(
            "getTransactionReceipt", $"[1,\"{node.World.Fisco.Hash}\"]", Cancellation)).GetProperty("result");

        Assert.Equal(
            ["blockHash", "blockNumber", "contractAddress", "from", "gasUsed", "input", "logs", "logsBloom", "output",
                "remainGas", "root", "status", "statusMsg", "to", "transactionHash", "transactionIndex"],
            receipt.EnumerateObject().Select(member => member.Name));
        Assert.Equal(["address", "data", "topics"], receipt.GetProperty("logs")[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal("0x0000000000000000000000000000000000000000", receipt.GetProperty("contractAddress").GetString());
    }

    [Fact]
    public async Task A_reverted_receipt_names_its_status_as_fisco_does()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        JsonElement receipt = (await node.CallAsync(
            "getTransactionReceipt", $"[1,\"{node.World.Legacy.Hash}\"]", Cancellation)).GetProperty("result");

        Assert.Equal("0x16", receipt.GetProperty("status").GetString());
        Assert.Equal("RevertInstruction", receipt.GetProperty("statusMsg").GetString());
    }

    [Fact]
    public async Task A_block_has_fiscos_members_and_milliseconds_and_seals_only_with_transactions()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        JsonElement plain = (await node.CallAsync("getBlockByNumber", "[1,\"1\",false]", Cancellation)).GetProperty("result");
        JsonElement full = (await node.CallAsync("getBlockByNumber", "[1,\"0x1\",true]", Cancellation)).GetProperty("result");

        Assert.Equal(
            ["number", "hash", "parentHash", "logsBloom", "transactionsRoot", "receiptsRoot", "dbHash", "stateRoot", "sealer",
                "sealerList", "extraData", "gasLimit", "gasUsed", "timestamp", "transactions"],
            plain.EnumerateObject().Select(member => member.Name));
        Assert.Equal($"0x{node.World.Chain.Genesis.Timestamp + 1234:x}", plain.GetProperty("timestamp").GetString());
        Assert.Equal(128, plain.GetProperty("sealerList")[0].GetString()?.Length);
        Assert.Equal("0x2", full.GetProperty("signatureList")[1].GetProperty("index").GetString());
        JsonElement signature = full.GetProperty("transactions")[1].GetProperty("signature");
        Assert.Equal(66, signature.GetProperty("r").GetString()?.Length);
        Assert.Equal(132, signature.GetProperty("signature").GetString()?.Length);
    }

    [Fact]
    public async Task The_consensus_status_is_a_pair_with_flat_sealer_keys()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        JsonElement pair = (await node.CallAsync("getConsensusStatus", "[1]", Cancellation)).GetProperty("result");

        Assert.Equal(2, pair.GetArrayLength());
        Assert.Equal(4, pair[0].GetProperty("nodeNum").GetInt32());
        Assert.Equal(128, pair[0].GetProperty("sealer.3").GetString()?.Length);
        Assert.Equal([3, 3, 0, 0], pair[1].EnumerateArray().Select(item => item.GetProperty("view").GetInt32()));
    }
}
