using System.Text.Json;
using Ledger.Api.Tests.Hosting;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Transactions;
using Ledger.Node.Tracing;
using Ledger.Testing;
using Ledger.Testing.InMemory;

namespace Ledger.Api.Tests.JsonRpc;

public sealed class TraceTests
{
    private static readonly ISigner Bob = TestAccounts.Signer(102);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Past_transactions_and_blocks_are_traced_on_the_state_that_they_met()
    {
        (TestNode node, ExecutedChain chain) = await StartAsync();
        await using TestNode disposing = node;
        Block block = chain.Blocks[2];
        string second = block.Transactions[1].Hash.ToString();

        JsonElement calls = await ResultAsync(node, "debug_traceTransaction", $$$"""["{{{second}}}",{"tracer":"callTracer","tracerConfig":{"withLog":true}}]""");
        JsonElement logs = await ResultAsync(node, "debug_traceTransaction", $$"""["{{second}}"]""");
        JsonElement diff = await ResultAsync(
            node, "debug_traceTransaction", $$$"""["{{{second}}}",{"tracer":"prestateTracer","tracerConfig":{"diffMode":true}}]""");
        JsonElement byNumber = await ResultAsync(node, "debug_traceBlockByNumber", """["0x2",{"tracer":"4byteTracer"}]""");
        JsonElement byHash = await ResultAsync(
            node, "debug_traceBlockByHash", $$"""["{{node.World.Chain.Blocks[2].Hash}}",{"tracer":"noopTracer","timeout":"1m"}]""");

        // Block 2 counted to 1 and 2, whatever was counted later.
        Assert.EndsWith("02", calls.GetProperty("output").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("02", calls.GetProperty("logs")[0].GetProperty("topics")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal($"0x{block.Receipts[1].GasUsed:x}", calls.GetProperty("gasUsed").GetString());
        Assert.Equal(block.Receipts[1].GasUsed, logs.GetProperty("gas").GetInt64());
        Assert.Equal("PUSH1", logs.GetProperty("structLogs")[0].GetProperty("op").GetString());
        Assert.EndsWith("1", Slot(diff.GetProperty("pre")), StringComparison.Ordinal);
        Assert.EndsWith("2", Slot(diff.GetProperty("post")), StringComparison.Ordinal);
        Assert.Equal(second, byNumber[1].GetProperty("txHash").GetString());
        Assert.Equal(1, byNumber[1].GetProperty("result").GetProperty("0xabcdef01-0").GetInt32());
        Assert.Equal(2, byHash.GetArrayLength());
        Assert.Empty(byHash[0].GetProperty("result").EnumerateObject());
    }

    [Fact]
    public async Task A_call_is_traced_at_any_height_and_its_trace_agrees_with_the_call()
    {
        (TestNode node, ExecutedChain chain) = await StartAsync();
        await using TestNode disposing = node;
        for (int height = 1; height < chain.Blocks.Count; height++)
        {
            JsonElement trace = await ResultAsync(
                node, "debug_traceCall", $$"""[{"to":"{{ExecutedChain.Counter}}"},"0x{{height:x}}",{"tracer":"callTracer"}]""");
            int expected = 1 + chain.Blocks.Take(height + 1).Sum(block => block.Receipts.Sum(receipt => receipt.Logs.Count));
            Assert.EndsWith($"{expected:x2}", trace.GetProperty("output").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_receipt_that_the_replay_contradicts_is_an_internal_error_that_says_so()
    {
        (TestNode node, ExecutedChain _) = await StartAsync(receipt => receipt with { GasUsed = receipt.GasUsed + 1 });
        await using TestNode disposing = node;

        JsonElement error = (await node.CallAsync("debug_traceBlockByNumber", """["0x1"]""", Cancellation)).GetProperty("error");

        Assert.Equal(-32603, error.GetProperty("code").GetInt32());
        Assert.Contains("contradicts its receipt: it uses", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_option_reaches_the_tracer()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        await ResultAsync(node, "debug_traceCall", """
            [{"to":"0x00000000000000000000000000000000000000c0"},"latest",{"disableStack":true,"disableStorage":true,"enableMemory":true,
            "enableReturnData":true,"limit":7,"timeout":"42s500ms","reexec":128,"stateOverrides":{}}]
            """);
        Assert.Equal(
            new TraceSettings
            {
                DisableStack = true,
                DisableStorage = true,
                EnableMemory = true,
                EnableReturnData = true,
                Limit = 7,
                Timeout = TimeSpan.FromSeconds(42.5),
            },
            node.World.Replayer.LastRun?.Settings);

        await ResultAsync(node, "debug_traceBlockByNumber", """
            ["latest",{"tracer":"prestateTracer","tracerConfig":{"diffMode":true,"disableCode":true,"disableStorage":true,
            "onlyTopCall":true,"withLog":true}}]
            """);
        Assert.Equal(
            new TraceSettings
            {
                Tracer = TracerKind.Prestate,
                DiffMode = true,
                DisableCode = true,
                DisableStorage = true,
                OnlyTopCall = true,
                WithLog = true,
            },
            node.World.Replayer.LastRun?.Settings);
    }

    [Theory]
    [InlineData("""{"tracer":"{data: [], fault: function(log) {}, step: function(log) {}}"}""", "runs no JavaScript tracers: name callTracer")]
    [InlineData("""{"tracer":"flatCallTracer"}""", "the tracer is not known: name callTracer")]
    [InlineData("""{"tracer":7}""", "the tracer is not known")]
    [InlineData("""{"tracer":"callTracer","tracerConfig":{"withLog":"yes"}}""", "withLog must be true or false")]
    [InlineData("""{"tracer":"callTracer","tracerConfig":[]}""", "tracerConfig must be an object")]
    [InlineData("""{"timeout":"soon"}""", "timeout must be a duration")]
    [InlineData("""{"timeout":"1e9h"}""", "timeout must be a duration")]
    [InlineData("""{"timeout":"61s"}""", "at most 60 seconds")]
    [InlineData("""{"limit":-1}""", "limit must be a number of bytes")]
    [InlineData("""{"stateOverrides":{"0x00000000000000000000000000000000000000c0":{"balance":"0x1"}}}""", "stateOverrides is not supported")]
    [InlineData("""{"txIndex":"0x1"}""", "txIndex is not supported")]
    [InlineData("""{"tracer":"prestateTracer","tracerConfig":{"diffMode":true,"includeEmpty":true}}""", "exclude each other")]
    [InlineData("7", "expected a trace config object")]
    public async Task A_config_that_is_not_understood_is_refused_with_the_reason(string config, string words)
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        JsonElement error = (await node.CallAsync("debug_traceBlockByNumber", $"[\"latest\",{config}]", Cancellation)).GetProperty("error");

        Assert.Equal(-32602, error.GetProperty("code").GetInt32());
        Assert.Contains(words, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("debug_traceTransaction", "[\"0x0000000000000000000000000000000000000000000000000000000000000001\"]", -32000, "transaction not found")]
    [InlineData("debug_traceBlockByNumber", "[\"0x63\"]", -32000, "header not found")]
    [InlineData("debug_traceBlockByNumber", "[\"earliest\"]", -32602, "genesis is not traceable")]
    [InlineData("debug_traceBlockByHash", "[\"0x0000000000000000000000000000000000000000000000000000000000000001\"]", -32000, "header not found")]
    [InlineData("debug_traceCall", "[{},\"0x63\"]", -32000, "header not found")]
    public async Task What_cannot_be_traced_is_an_error_with_its_code(string method, string parameters, int code, string words)
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        JsonElement error = (await node.CallAsync(method, parameters, Cancellation)).GetProperty("error");

        Assert.Equal(code, error.GetProperty("code").GetInt32());
        Assert.Contains(words, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TraceLimit.Time, -32000, "execution timeout: the trace ran longer than 5 s")]
    [InlineData(TraceLimit.Steps, -32005, "trace exceeds limit")]
    public async Task A_limit_that_is_reached_is_an_error_with_its_code(TraceLimit limit, int code, string words)
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        node.World.Replayer.Answer = new ReplayResult.Stopped(limit);

        JsonElement error = (await node.CallAsync("debug_traceBlockByNumber", "[\"latest\"]", Cancellation)).GetProperty("error");

        Assert.Equal(code, error.GetProperty("code").GetInt32());
        Assert.StartsWith(words, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    /// <summary>A node whose blocks were really executed: a counter is deployed, counts twice in block 2 and once in block 3.</summary>
    private static async Task<(TestNode Node, ExecutedChain Chain)> StartAsync(Func<Receipt, Receipt>? change = null)
    {
        ExecutedChain chain = await ExecutedChain.StartAsync(Cancellation);
        await chain.AddAsync(Cancellation, Count(0), Count(1));
        await chain.AddAsync(Cancellation, Count(2));
        TestNode node = await TestNode.StartAsync(Cancellation);
        node.World.Chain.Replace(
            [.. chain.Blocks.Skip(1).Select(block => block with { Receipts = [.. block.Receipts.Select(change ?? (receipt => receipt))] })]);
        node.World.Replayer.Real = chain.NewReplayer();
        return (node, chain);
    }

    private static VerifiedTransaction Count(ulong nonce) =>
        ExecutedChain.Send(Bob, nonce, ExecutedChain.Counter, [0xab, 0xcd, 0xef, 0x01]);

    private static string Slot(JsonElement state) => state.GetProperty(ExecutedChain.Counter.ToString())
        .GetProperty("storage").GetProperty("0x" + new string('0', 64)).GetString()!;

    private static async Task<JsonElement> ResultAsync(TestNode node, string method, string parameters)
    {
        JsonElement answer = await node.CallAsync(method, parameters, Cancellation);
        Assert.True(answer.TryGetProperty("result", out JsonElement result), answer.GetRawText());
        return result;
    }
}
