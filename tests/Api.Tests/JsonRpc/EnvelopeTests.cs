using System.Net;
using System.Text;
using System.Text.Json;
using Ledger.Api.JsonRpc;
using Ledger.Api.Tests.Hosting;
using Ledger.Domain.Encoding;
using Ledger.Domain.Transactions;
using Ledger.Testing.InMemory;

namespace Ledger.Api.Tests.JsonRpc;

public sealed class EnvelopeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", -32700)]
    [InlineData("{", -32700)]
    [InlineData("{} {}", -32700)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"eth_chainId\"}", -32700)]
    [InlineData("1", -32600)]
    [InlineData("\"text\"", -32600)]
    [InlineData("[]", -32600)]
    [InlineData("{}", -32600)]
    [InlineData("{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"eth_chainId\"}", -32600)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"eth_chainId\"}", -32600)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}", -32600)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_nothing\"}", -32601)]
    public async Task A_wrong_body_is_answered_with_the_code_of_the_specification(string body, int code)
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        JsonElement answer = await node.RpcAsync(body, Cancellation);

        Assert.Equal(code, answer.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal("2.0", answer.GetProperty("jsonrpc").GetString());
    }

    [Fact]
    public async Task Bytes_that_are_not_text_and_nesting_without_end_are_parse_errors()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        byte[] deep = Encoding.UTF8.GetBytes(new string('[', 100_000));

        (_, string notText) = await node.PostAsync([(byte)'"', 0xff, 0xfe, (byte)'"'], Cancellation);
        (_, string tooDeep) = await node.PostAsync(deep, Cancellation);

        Assert.Contains("-32700", notText, StringComparison.Ordinal);
        Assert.Contains("JSON_PARSE_ERROR: The JSON-Object is not JSON-Valid", tooDeep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_method_is_refused_in_the_words_that_libraries_search()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        JsonElement answer = await node.CallAsync("eth_fillTransaction", "[]", Cancellation);

        Assert.Equal(
            "the method eth_fillTransaction does not exist/is not available",
            answer.GetProperty("error").GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("7")]
    [InlineData("\"seven\"")]
    [InlineData("null")]
    [InlineData("-1.5e3")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("\"\\ud800\"")]
    public async Task The_id_comes_back_as_it_was_sent(string id)
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        JsonElement answer = await node.RpcAsync($$"""{"jsonrpc":"2.0","id":{{id}},"method":"eth_chainId"}""", Cancellation);

        Assert.Equal(id, answer.GetProperty("id").GetRawText());
        Assert.Equal("0x4ee8", answer.GetProperty("result").GetString());
    }

    [Fact]
    public async Task A_batch_answers_every_request_and_one_error_does_not_fail_the_rest()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        const string body = """
            [{"jsonrpc":"2.0","id":1,"method":"eth_chainId"},
             7,
             {"jsonrpc":"2.0","method":"eth_chainId"},
             {"jsonrpc":"2.0","id":"x","method":"eth_getBalance","params":["0x1"]},
             {"jsonrpc":"2.0","id":2,"method":"getBlockNumber","params":[1]}]
            """;

        JsonElement answers = await node.RpcAsync(body, Cancellation);

        Assert.Equal(["1", "null", "\"x\"", "2"], answers.EnumerateArray().Select(item => item.GetProperty("id").GetRawText()));
        Assert.Equal("0x4ee8", answers[0].GetProperty("result").GetString());
        Assert.Equal(-32600, answers[1].GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(-32602, answers[2].GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal("0x2", answers[3].GetProperty("result").GetString());
    }

    [Fact]
    public async Task Notifications_run_and_are_not_answered()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        string raw = Hex.Encode(KnownChain.Compose(TransactionKind.Legacy, 3).Transaction.Raw.Span);

        (HttpStatusCode status, string text) = await node.PostAsync(
            Encoding.UTF8.GetBytes($$"""[{"jsonrpc":"2.0","method":"eth_sendRawTransaction","params":["{{raw}}"]}]"""), Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, status);
        Assert.Empty(text);
        Assert.Single(node.World.Chain.Pool);
    }

    [Fact]
    public async Task Submissions_of_one_batch_are_submitted_together_and_a_bad_one_does_not_fail_the_rest()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        string[] raws = [.. Enumerable.Range(3, 5).Select(nonce =>
            Hex.Encode(KnownChain.Compose(TransactionKind.DynamicFee, (ulong)nonce).Transaction.Raw.Span))];
        string[] requests = [.. raws.Append("0x").Append("0xzz").Select((raw, i) =>
            $$"""{"jsonrpc":"2.0","id":{{i}},"method":"eth_sendRawTransaction","params":["{{raw}}"]}""")];

        JsonElement answers = await node.RpcAsync($"[{string.Join(',', requests)}]", Cancellation);

        Assert.Equal([5], node.World.Chain.Submissions);
        Assert.Equal(5, answers.EnumerateArray().Count(item => item.TryGetProperty("result", out _)));
        Assert.Contains("invalid transaction", answers[5].GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(-32602, answers[6].GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_batch_above_the_limit_is_refused_whole()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        string body = $"[{string.Join(',', Enumerable.Repeat("{}", RpcLimits.BatchMax + 1))}]";

        JsonElement answer = await node.RpcAsync(body, Cancellation);

        Assert.Equal(-32600, answer.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_body_above_the_limit_is_413_with_a_json_answer()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        (HttpStatusCode status, string text) = await node.PostAsync(new byte[RpcLimits.BodyBytesMax + 1], Cancellation);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Contains("-32600", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_defect_is_answered_without_its_detail()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        node.World.Caller.Failure = new InvalidOperationException("SELECT secret FROM /var/lib");

        JsonElement answer = await node.CallAsync("eth_call", "[{}]", Cancellation);

        Assert.Equal(-32603, answer.GetProperty("error").GetProperty("code").GetInt32());
        Assert.DoesNotContain("SELECT", answer.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/groups/1", "0x4ee8")]
    [InlineData("/groups/1/", "0x4ee8")]
    [InlineData("/Groups/1", "0x4ee8")]
    [InlineData("/groups/2", "GroupID does not exist")]
    [InlineData("/groups/x", "GroupID does not exist")]
    public async Task A_group_has_its_own_path(string path, string expected)
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        JsonElement answer = await node.RpcAsync("""{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}""", Cancellation, path);

        Assert.Contains(expected, answer.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_may_ask_and_other_verbs_are_405()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/");
        preflight.Headers.Add("Origin", "https://remix.ethereum.org");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        using HttpResponseMessage allowed = await node.Client.SendAsync(preflight, Cancellation);
        using var call = new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Content = new StringContent("""{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}"""),
        };
        call.Headers.Add("Origin", "https://remix.ethereum.org");
        using HttpResponseMessage called = await node.Client.SendAsync(call, Cancellation);
        using var plain = new HttpRequestMessage(HttpMethod.Options, "/");
        using HttpResponseMessage options = await node.Client.SendAsync(plain, Cancellation);
        using HttpResponseMessage refused = await node.Client.GetAsync(new Uri("/", UriKind.Relative), Cancellation);

        Assert.Equal("*", allowed.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("*", called.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("0x4ee8", await called.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, options.StatusCode);
        Assert.Equal(["POST", "OPTIONS"], options.Content.Headers.Allow);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, refused.StatusCode);
        Assert.Equal("Not allowed HTTP Method", await refused.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Long_answers_are_compressed_and_short_ones_are_not()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        node.Client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");
        using HttpResponseMessage shortAnswer = await PostAsync(node, "eth_chainId", "[]");
        using HttpResponseMessage longAnswer = await PostAsync(node, "eth_getBlockByNumber", "[\"0x1\",true]");

        Assert.Empty(shortAnswer.Content.Headers.ContentEncoding);
        Assert.Equal(["gzip"], longAnswer.Content.Headers.ContentEncoding);
    }

    private static async Task<HttpResponseMessage> PostAsync(TestNode node, string method, string parameters)
    {
        using var content = new StringContent(
            $$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}""", Encoding.UTF8, "application/json");
        return await node.Client.PostAsync(new Uri("/", UriKind.Relative), content, Cancellation);
    }
}
