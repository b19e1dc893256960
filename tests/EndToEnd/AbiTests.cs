using System.Text.Json;
using Ledger.Cli.Control;
using Ledger.Cli.Rpc;
using Ledger.Cli.Wallets;
using Ledger.Crypto;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Transactions;
using Ledger.EndToEnd.Kit;

namespace Ledger.EndToEnd;

/// <summary>A contract that reverts with an error of its own, and nodes that are told its interface.</summary>
public sealed class AbiTests(FourNodes chain) : ChainTest(chain)
{
    private const string Words = "InsufficientBalance(available: 1, required: 2)";
    private const string Artifact =
        """{"abi":[{"type":"error","name":"InsufficientBalance","inputs":[{"name":"available","type":"uint256"},{"name":"required","type":"uint256"}]}]}""";

    /// <summary>Init code of a contract that reverts with InsufficientBalance(1, 2), whatever it is asked: PUSH26 code, MSTORE, RETURN its last 26 bytes.</summary>
    private static readonly byte[] InitCode = Convert.FromHexString(
        "79" + "63cf47918160e01b600052" + "6001600452" + "6002602452" + "60446000fd" + "600052601a6006f3");

    private static readonly ISigner Sender = DevelopmentWallet.Account(60);
    private ulong _nonce;

    [Fact]
    public async Task Every_node_puts_a_custom_error_into_words_once_it_knows_the_interface_also_after_a_restart()
    {
        string contract = (await SendAsync(to: null, InitCode)).GetProperty("contractAddress").GetString()!;
        string hash = (await SendAsync(contract, [])).GetProperty("transactionHash").GetString()!;
        await AssertShownAsync(contract, hash, words: null);

        await LedgerAsync(0, "abi", "add", contract, "--file", FileWith(Artifact));
        await AssertShownAsync(contract, hash, Words);
        await FourNodes.KillAsync(Chain.Processes[1], Cancellation);
        await Chain.UpAsync(Cancellation);
        await AssertShownAsync(contract, hash, Words);

        Assert.Equal(4, (await LedgerAsync(0, "abi", "list")).Split("InsufficientBalance(uint256,uint256)").Length - 1);
        await LedgerAsync(0, "abi", "remove", contract);
        await AssertShownAsync(contract, hash, words: null);
        Assert.Contains("knows no interface", await LedgerAsync(1, "abi", "remove", contract), StringComparison.Ordinal);
        Assert.Contains("no contract ABI", await LedgerAsync(1, "abi", "add", contract, "--file", FileWith("{}")), StringComparison.Ordinal);
    }

    private async Task AssertShownAsync(string contract, string hash, string? words)
    {
        foreach (NodeClient node in Chain.Nodes)
        {
            JsonRpcException error = await Assert.ThrowsAsync<JsonRpcException>(() => node.Rpc.CallAsync(
                new RpcCall("eth_call", new { to = contract }, "latest"), Cancellation));
            Assert.Equal((3, "eth_call: execution reverted" + (words is null ? "" : ": " + words)), (error.Code, error.Message));
            JsonElement receipt = await node.Rpc.CallAsync(new RpcCall("eth_getTransactionReceipt", hash), Cancellation);
            Assert.StartsWith("0xcf479181", receipt.GetProperty("revertReason").GetString(), StringComparison.Ordinal);
            Assert.Equal(words, receipt.TryGetProperty("revertMessage", out JsonElement message) ? message.GetString() : null);
            JsonElement resource = await node.GetAsync($"/api/v1/transactions/{hash}/receipt", Cancellation);
            Assert.Equal(words, resource.GetProperty("revertReason").GetString());
            JsonElement trace = await node.Rpc.CallAsync(
                new RpcCall("debug_traceTransaction", hash, new { tracer = "callTracer" }), Cancellation);
            Assert.Equal(words, trace.TryGetProperty("revertReason", out JsonElement reason) ? reason.GetString() : null);
        }
    }

    /// <summary>Sends to the first node and waits until all nodes have the receipt.</summary>
    private async Task<JsonElement> SendAsync(string? to, byte[] data)
    {
        Transaction transaction = TransactionSigner.Sign(
            new UnsignedTransaction
            {
                Kind = TransactionKind.DynamicFee,
                ChainId = (ulong)Chain.Chain.ChainId,
                Nonce = _nonce++,
                GasLimit = 200_000,
                To = to is null ? null : Domain.Primitives.Address.Parse(to),
                Data = data,
            },
            Sender,
            CryptoSuites.Secp256k1.Hash);
        await Chain.Nodes[0].Rpc.CallAsync(new RpcCall("eth_sendRawTransaction", Hex.Encode(transaction.Raw.Span)), Cancellation);
        var receipt = new RpcCall("eth_getTransactionReceipt", transaction.Hash.ToString());
        await Eventually.HoldsAsync(
            "every node has the receipt",
            FinalWithin,
            async token => (await Task.WhenAll(Chain.Nodes.Select(node => node.Rpc.CallAsync(receipt, token))))
                .All(answer => answer.ValueKind == JsonValueKind.Object),
            Cancellation);
        return await Chain.Nodes[0].Rpc.CallAsync(receipt, Cancellation);
    }

    private async Task<string> LedgerAsync(int exitCode, params string[] words)
    {
        FinishedProcess finished = await Chain.CommandAsync(Cancellation, words);
        Assert.True(
            finished.ExitCode == exitCode,
            $"'ledger {string.Join(' ', words)}' ended with {finished.ExitCode}:\n{finished.Output}\n{finished.Errors}");
        return finished.Output + finished.Errors;
    }

    private string FileWith(string text)
    {
        string path = Path.Combine(Chain.Folder.Path, $"abi-{Guid.NewGuid():n}.json");
        File.WriteAllText(path, text);
        return path;
    }
}
