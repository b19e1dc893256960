using System.Net;
using System.Text;
using System.Text.Json;
using Ledger.Cli.Rpc;
using Ledger.Cli.Wallets;
using Ledger.Crypto;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.EndToEnd.Kit;

namespace Ledger.EndToEnd;

/// <summary>Clients send nonsense; the node answers with an error that says what was wrong, and goes on.</summary>
public sealed class MalformedRequestTests(FourNodes chain) : ChainTest(chain)
{
    private const int TransactionKinds = 2;

    /// <summary>Every method that takes parameters, of both lanes.</summary>
    private static readonly string[] MethodsWithParameters =
    [
        "eth_getBlockByNumber", "eth_getBlockByHash", "eth_getTransactionByHash", "eth_getTransactionReceipt",
        "eth_getTransactionCount", "eth_getBalance", "eth_getCode", "eth_getStorageAt", "eth_call", "eth_estimateGas",
        "eth_feeHistory", "eth_sendRawTransaction", "eth_getLogs", "getBlockNumber", "sendRawTransaction", "call",
        "getTransactionReceipt", "getBlockByNumber", "getSealerList", "getPbftView", "getConsensusStatus",
        "getSyncStatus", "getPeers",
    ];

    /// <summary>Methods without parameters: they may overlook what is too much, but not break.</summary>
    private static readonly string[] MethodsWithoutParameters =
    [
        "eth_chainId", "net_version", "web3_clientVersion", "eth_blockNumber", "eth_gasPrice", "eth_maxPriorityFeePerGas",
        "eth_syncing", "eth_accounts", "getClientVersion", "getNodeInfo", "getGroupList",
    ];

    private static readonly string[] NonsenseParameters =
    [
        """["0xzz","0xzz","0xzz"]""",
        """["0x123","0x123","0x123"]""",
        """[-1,-1,-1]""",
        """[1e300,1e300]""",
        """[{"a":[[[[[]]]]]}]""",
        """[[],[],[]]""",
        """[true,false]""",
        """["latest",{"to":7}]""",
        """[{"to":"0x","data":"0xz"},"latest"]""",
        """[{"fromBlock":"yesterday"}]""",
        """["\u0000\ud83d\ude00"]""",
        $"""["0x{new string('f', 100_000)}"]""",
        """7""",
        "\"latest\"",
    ];

    /// <summary>Each method with each kind of nonsense.</summary>
    public static TheoryData<string> Methods() => [.. MethodsWithParameters, .. MethodsWithoutParameters];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Nonsense_parameters_get_an_error_that_shows_nothing_of_the_inside(string method)
    {
        foreach (string parameters in NonsenseParameters)
        {
            JsonElement answer = await PostAsync($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}""");

            bool isError = answer.TryGetProperty("error", out JsonElement error);
            Assert.True(
                isError || MethodsWithoutParameters.Contains(method) || answer.TryGetProperty("result", out _),
                $"{method} {Start(parameters)}: {answer.GetRawText()}");
            if (isError)
            {
                AssertTellsNothing(error, $"{method} {Start(parameters)}");
            }
        }
    }

    [Theory]
    [InlineData("""["0xzz","latest",true]""")]
    [InlineData("""[[],[],[]]""")]
    [InlineData("""[true,true,true]""")]
    public async Task Parameters_of_another_type_are_refused_by_every_method_that_takes_some(string parameters)
    {
        foreach (string method in MethodsWithParameters)
        {
            JsonElement answer = await PostAsync($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}""");

            Assert.True(answer.TryGetProperty("error", out _), $"{method} took {parameters}: {answer.GetRawText()}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("[1,2]")]
    [InlineData("nul")]
    [InlineData("\"eth_blockNumber\"")]
    [InlineData("""{"jsonrpc":"2.0"}""")]
    [InlineData("""{"jsonrpc":"1.0","id":1,"method":"eth_blockNumber","params":[]}""")]
    [InlineData("""{"jsonrpc":"2.0","id":{},"method":"eth_blockNumber","params":[]}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":7,"params":[]}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"no_such_method","params":[]}""")]
    public async Task A_body_that_is_no_request_gets_an_error_answer(string body)
    {
        JsonElement answer = await PostAsync(body);
        JsonElement first = answer.ValueKind == JsonValueKind.Array ? answer[0] : answer;

        Assert.True(first.TryGetProperty("error", out JsonElement error), answer.GetRawText());
        AssertTellsNothing(error, body);
    }

    [Fact]
    public async Task A_body_that_nests_without_end_or_is_too_long_or_no_text_is_refused()
    {
        await AssertRefusedAsync(Encoding.UTF8.GetBytes(new string('[', 200_000)));
        await AssertRefusedAsync(Encoding.UTF8.GetBytes($"\"{new string('a', 20_000_000)}\""));
        await AssertRefusedAsync([0xff, 0xfe, 0x00, 0xc3, 0x28]);
        await AssertChainWorksAsync();
    }

    [Fact]
    public async Task A_transaction_cut_at_any_byte_is_refused()
    {
        for (int kind = 0; kind < TransactionKinds; kind++)
        {
            byte[] raw = Sign(kind == 0 ? TransactionKind.Legacy : TransactionKind.DynamicFee);
            for (int length = 0; length < raw.Length; length++)
            {
                await AssertTransactionRefusedAsync(raw.AsMemory(0, length), $"cut at {length}");
            }

            await AssertTransactionRefusedAsync((byte[])[.. raw, 0], "one byte too long");
        }

        await AssertChainWorksAsync();
    }

    [Theory]
    [InlineData("c0")]
    [InlineData("f8")]
    [InlineData("ffffffffffffffffff")]
    [InlineData("bfffffffffffffffff")]
    [InlineData("02")]
    [InlineData("02c0")]
    [InlineData("02f8ff")]
    [InlineData("03c0")]
    [InlineData("7f")]
    [InlineData("c9808080808080808080")]
    public async Task Bytes_that_are_no_transaction_are_refused(string bytes)
    {
        await AssertTransactionRefusedAsync(Hex.Decode(bytes), bytes);
        await AssertChainWorksAsync();
    }

    private static string Start(string text) => text.Length > 60 ? text[..60] + "..." : text;

    private static void AssertTellsNothing(JsonElement error, string what)
    {
        string text = error.GetRawText();
        Assert.True(error.GetProperty("code").GetInt32() != 0, $"{what}: {text}");
        foreach (string inside in (string[])["Exception", "   at ", "Npgsql", ".cs:", "SELECT "])
        {
            Assert.False(text.Contains(inside, StringComparison.Ordinal), $"{what} shows '{inside}': {text}");
        }
    }

    private byte[] Sign(TransactionKind kind) => TransactionSigner.Sign(
        new UnsignedTransaction
        {
            Kind = kind,
            ChainId = (ulong)Chain.Chain.ChainId,
            Nonce = UInt256.Zero,
            GasLimit = 21_000,
            To = DevelopmentWallet.Account(4).Address,
            Value = 1,
        },
        DevelopmentWallet.Account(3),
        CryptoSuites.Secp256k1.Hash).Raw.ToArray();

    private async Task AssertTransactionRefusedAsync(ReadOnlyMemory<byte> raw, string what)
    {
        JsonRpcException refusal = await Assert.ThrowsAsync<JsonRpcException>(() => Chain.Nodes[0].Rpc.CallAsync(
            new RpcCall("eth_sendRawTransaction", Hex.Encode(raw.Span)), Cancellation));

        Assert.True(refusal.Code is < 0 and >= -32768, $"{what}: {refusal.Code} {refusal.Message}");
    }

    private async Task<HttpResponseMessage> SendAsync(byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        return await Chain.Http.PostAsync(new Uri(Chain.Chain.Nodes[0].HttpUrl), content, Cancellation);
    }

    private async Task<JsonElement> PostAsync(string body)
    {
        using HttpResponseMessage response = await SendAsync(Encoding.UTF8.GetBytes(body));
        string text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{Start(body)}: {response.StatusCode}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private async Task AssertRefusedAsync(byte[] body)
    {
        try
        {
            using HttpResponseMessage response = await SendAsync(body);
            string text = await response.Content.ReadAsStringAsync(Cancellation);
            Assert.True(
                !response.IsSuccessStatusCode || text.Contains("\"error\"", StringComparison.Ordinal), Start(text));
        }
        catch (HttpRequestException)
        {
            // The node closed the connection instead of reading on: refused too.
        }
    }

    private async Task AssertChainWorksAsync()
    {
        bool[] ready = await Task.WhenAll(Chain.Nodes.Select(node => node.IsReadyAsync(Cancellation)));
        Assert.All(ready, Assert.True);
    }
}
