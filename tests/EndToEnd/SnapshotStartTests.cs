using System.Net;
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

/// <summary>A node with an empty database starts from a snapshot that the sealers signed, follows, and becomes one of them.</summary>
public sealed class SnapshotStartTests(SnapshotNodes chain) : IClassFixture<SnapshotNodes>, IDisposable
{
    private const int NotKept = 4444;

    private static readonly TimeSpan Within = TimeSpan.FromSeconds(120);
    private static readonly ISigner Sender = DevelopmentWallet.Account(0);
    private static readonly string Receiver = DevelopmentWallet.Account(41).Address.ToString();

    private ulong _nonce;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static int Joiner => SnapshotNodes.Joiner;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(chain.Logs());
        }
    }

    [Fact]
    public async Task An_observer_starts_from_a_snapshot_says_what_it_does_not_keep_and_becomes_a_sealer()
    {
        string early = await SendAsync(0);
        await MakeBlocksAsync((2 * SnapshotNodes.SnapshotBlocks) + 2, 0);
        await FourNodes.KillAsync(chain.Processes[Joiner], Cancellation);
        await chain.RenewAsync(Joiner, "", Cancellation);
        await MakeBlocksAsync(2, 0);
        await chain.Processes[Joiner].StartAsync(isAlone: false, Cancellation);
        await ReadyAsync();

        JsonElement status = await chain.Nodes[Joiner].GetAsync("/api/v1/status", Cancellation);
        long begun = status.GetProperty("snapshot").GetProperty("blockNumber").GetInt64();
        Assert.True(begun >= SnapshotNodes.SnapshotBlocks && begun % SnapshotNodes.SnapshotBlocks == 0, $"It began at block {begun}.");
        Assert.Equal(begun + 1, status.GetProperty("lowestBlock").GetInt64());
        Assert.True(status.GetProperty("snapshot").GetProperty("signers").GetArrayLength() >= 2);
        await AssertSameAsync("eth_getBalance", Receiver, "latest");
        await AssertSameAsync("eth_getBalance", Receiver, $"0x{begun:x}");
        await AssertSameAsync("eth_getBlockByNumber", $"0x{begun + 1:x}", true);
        await AssertSameAsync("eth_getBlockByNumber", $"0x{begun:x}", false);
        await AssertSameAsync("getTotalTransactionCount", 1);
        await AssertSaysWhatItDoesNotKeepAsync(begun, early);
        FinishedProcess doctor = await chain.CommandAsync(Cancellation, "doctor");
        Assert.Contains($"began with the snapshot of block {begun}", doctor.Output, StringComparison.Ordinal);

        await AssertTrustedBlockDecidesAsync();

        // It opens again as it is, and votes once it is a sealer: with another one gone nothing is final without it.
        await FourNodes.KillAsync(chain.Processes[Joiner], Cancellation);
        await chain.Processes[Joiner].StartAsync(isAlone: false, Cancellation);
        await ReadyAsync();
        FinishedProcess added = await chain.CommandAsync(Cancellation, "member", "add-sealer", chain.Chain.Nodes[Joiner].Id.ToString());
        Assert.True(added.ExitCode == 0, added.Output + added.Errors + chain.Logs());
        await MakeBlocksAsync(10, 0);
        await Eventually.HoldsAsync(
            "the node that joined is a sealer",
            Within,
            async token => (await chain.Nodes[Joiner].GetAsync("/api/v1/node", token)).GetProperty("isSealer").GetBoolean(),
            Cancellation);
        await FourNodes.KillAsync(chain.Processes[1], Cancellation);
        await MakeBlocksAsync(3, Joiner);
        await AssertSameAsync("eth_getBalance", Receiver, "latest");
    }

    /// <summary>The operator's word is asked for: with a hash that no peer has nothing is started, with the right one it is.</summary>
    private async Task AssertTrustedBlockDecidesAsync()
    {
        JsonElement head = await chain.Nodes[0].Rpc.CallAsync(new RpcCall("eth_getBlockByNumber", "latest", false), Cancellation);
        long number = Quantity.Read(head.GetProperty("number"));
        string hash = head.GetProperty("hash").GetString()!;
        await FourNodes.KillAsync(chain.Processes[Joiner], Cancellation);
        await chain.RenewAsync(Joiner, $"{number}:{head.GetProperty("stateRoot").GetString()}", Cancellation);
        await chain.Processes[Joiner].StartAsync(isAlone: false, Cancellation);
        await Eventually.HoldsAsync(
            "the node that was told a wrong hash says that its peers have another block",
            Within,
            async token => (await ReadinessAsync(token)).Contains("check it against its source", StringComparison.Ordinal),
            Cancellation);

        await FourNodes.KillAsync(chain.Processes[Joiner], Cancellation);
        await chain.RenewAsync(Joiner, $"{number}:{hash}", Cancellation);
        await chain.Processes[Joiner].StartAsync(isAlone: false, Cancellation);
        await ReadyAsync();
        JsonElement status = await chain.Nodes[Joiner].GetAsync("/api/v1/status", Cancellation);
        Assert.Equal($"{number}:{hash}", status.GetProperty("snapshot").GetProperty("trustedBlock").GetString());
        await AssertSameAsync("eth_getBalance", Receiver, "latest");
    }

    private async Task<string> ReadinessAsync(CancellationToken token)
    {
        try
        {
            using HttpResponseMessage response = await chain.Http.GetAsync(
                new Uri(new Uri(chain.Chain.Nodes[Joiner].HttpUrl), "/health/ready"), token);
            return await response.Content.ReadAsStringAsync(token);
        }
        catch (HttpRequestException)
        {
            return ""; // Not listening yet.
        }
    }

    private async Task AssertSaysWhatItDoesNotKeepAsync(long begun, string early)
    {
        RpcCall[] calls =
        [
            new RpcCall("eth_getBlockByNumber", "0x1", false),
            new RpcCall("eth_getBalance", Receiver, "0x1"),
            new RpcCall("eth_getTransactionByHash", early),
            new RpcCall("eth_getBlockReceipts", $"0x{begun:x}"),
            new RpcCall("eth_getLogs", new Dictionary<string, string> { ["fromBlock"] = "earliest" }),
            new RpcCall("getBlockByNumber", 1, "1", false),
        ];
        foreach (RpcCall call in calls)
        {
            JsonRpcException refused = await Assert.ThrowsAsync<JsonRpcException>(
                () => chain.Nodes[Joiner].Rpc.CallAsync(call, Cancellation));
            Assert.Equal(NotKept, refused.Code);
            Assert.Contains($"started from a snapshot at block {begun}", refused.Message, StringComparison.Ordinal);
        }

        using HttpResponseMessage rest = await chain.Http.GetAsync(
            new Uri(new Uri(chain.Chain.Nodes[Joiner].HttpUrl), "/api/v1/blocks/1"), Cancellation);
        Assert.Equal(HttpStatusCode.Gone, rest.StatusCode);
        Assert.Contains("block 1 is not kept here", await rest.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private async Task AssertSameAsync(string method, params object[] parameters)
    {
        var call = new RpcCall(method, parameters);
        JsonElement expected = await chain.Nodes[0].Rpc.CallAsync(call, Cancellation);
        JsonElement actual = await chain.Nodes[Joiner].Rpc.CallAsync(call, Cancellation);
        Assert.Equal(expected.GetRawText(), actual.GetRawText());
    }

    private Task ReadyAsync() => Eventually.HoldsAsync(
        "the node that joins is ready",
        Within,
        token => chain.Nodes[Joiner].IsReadyAsync(token),
        Cancellation);

    private async Task MakeBlocksAsync(int count, int node)
    {
        for (int i = 0; i < count; i++)
        {
            string hash = await SendAsync(node);
            await Eventually.HoldsAsync(
                $"transaction {hash} is final on {chain.Chain.Nodes[node].Name}",
                Within,
                async token => (await chain.Nodes[node].Rpc.CallAsync(new RpcCall("eth_getTransactionReceipt", hash), token)).ValueKind
                    == JsonValueKind.Object,
                Cancellation);
        }
    }

    private async Task<string> SendAsync(int node)
    {
        Transaction transaction = TransactionSigner.Sign(
            new UnsignedTransaction
            {
                Kind = TransactionKind.DynamicFee,
                ChainId = (ulong)chain.Chain.ChainId,
                Nonce = _nonce++,
                GasLimit = 21_000,
                To = DevelopmentWallet.Account(41).Address,
                Value = 1,
            },
            Sender,
            CryptoSuites.Secp256k1.Hash);
        await chain.Nodes[node].Rpc.CallAsync(new RpcCall("eth_sendRawTransaction", Hex.Encode(transaction.Raw.Span)), Cancellation);
        return transaction.Hash.ToString();
    }
}
