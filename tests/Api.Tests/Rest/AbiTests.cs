using System.Net;
using System.Text;
using System.Text.Json;
using Ledger.Api.Tests.Hosting;
using Ledger.Application.Abis;
using Ledger.Crypto;
using Ledger.Domain.Abi;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;
using Ledger.Testing.InMemory;

namespace Ledger.Api.Tests.Rest;

/// <summary>Registering interfaces over HTTP, and custom errors in words on every surface.</summary>
public sealed class AbiTests : IAsyncLifetime
{
    private const string Words = "InsufficientBalance(available: 1, required: 2)";
    private const string Abi =
        """[ {"type":"error","name":"InsufficientBalance","inputs":[{"name":"available","type":"uint256"},{"name":"required","type":"uint256"}]} ]""";

    private static readonly string Path = $"/api/v1/contracts/{KnownChain.Contract}/abi";
    private static readonly byte[] Output =
        AbiError.Parse("InsufficientBalance(uint256,uint256)", CryptoSuites.Secp256k1.Hash).Encode(1, 2);

    private TestNode _node = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _node = await TestNode.StartAsync(Cancellation, new KnownChain(), SecondGroup());

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task An_interface_is_registered_read_listed_and_forgotten()
    {
        _node.BecomeAdmin();
        (HttpStatusCode put, string made) = await SendAsync(HttpMethod.Put, Path, Abi);
        (HttpStatusCode got, string text) = await SendAsync(HttpMethod.Get, Path);
        (_, JsonElement page) = await _node.GetAsync("/api/v1/abis?limit=1", Cancellation);
        (_, JsonElement end) = await _node.GetAsync($"/api/v1/abis?cursor={page.GetProperty("next").GetString()}", Cancellation);
        (HttpStatusCode gone, _) = await SendAsync(HttpMethod.Delete, Path);
        (HttpStatusCode missing, string problem) = await SendAsync(HttpMethod.Delete, Path);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.NotFound), (put, got, gone, missing));
        Assert.Equal(Abi, text);
        Assert.Equal(made, page.GetProperty("items")[0].GetRawText());
        Assert.Contains("""errors":["InsufficientBalance(uint256,uint256)"]""", made, StringComparison.Ordinal);
        Assert.Equal(0, end.GetProperty("items").GetArrayLength());
        Assert.Contains("abi_not_found", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Only_the_operator_changes_what_is_registered(string verb)
    {
        (HttpStatusCode status, string problem) = await SendAsync(new HttpMethod(verb), Path, Abi);

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Contains("admin.token", problem, StringComparison.Ordinal);
        Assert.Empty(await _node.World.Abis.LoadAsync(Cancellation));
    }

    [Theory]
    [InlineData("/api/v1/contracts/0x12/abi", Abi, 400, "address must be")]
    [InlineData(null, "", 400, "this is empty")]
    [InlineData(null, "{\"abi\":[]}", 400, "JSON array")]
    [InlineData(null, "[{\"type\":\"error\",\"name\":\"E\",\"inputs\":[{\"type\":\"word\"}]}]", 400, "abi[0].inputs[0].type")]
    public async Task What_is_no_interface_is_refused_in_words(string? path, string body, int status, string words)
    {
        _node.BecomeAdmin();

        (HttpStatusCode answered, string problem) = await SendAsync(HttpMethod.Put, path ?? Path, body);

        Assert.Equal(status, (int)answered);
        Assert.Contains(words, problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_too_long_or_no_JSON_by_its_type_is_refused()
    {
        _node.BecomeAdmin();

        (HttpStatusCode tooLong, _) = await SendAsync(HttpMethod.Put, Path, new string(' ', (3 * AbiRegistryLimits.JsonCharactersMax) + 1));
        (HttpStatusCode aboveCharacters, string words) = await SendAsync(HttpMethod.Put, Path, new string(' ', AbiRegistryLimits.JsonCharactersMax + 1));
        (HttpStatusCode noType, _) = await SendAsync(HttpMethod.Put, Path, Abi, "text/plain");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLong);
        Assert.Equal(HttpStatusCode.BadRequest, aboveCharacters);
        Assert.Contains($"at most {AbiRegistryLimits.JsonCharactersMax} characters", words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, noType);
    }

    [Theory]
    [InlineData("eth_call")]
    [InlineData("eth_estimateGas")]
    public async Task A_custom_error_keeps_code_prefix_and_bytes_that_libraries_look_for(string method)
    {
        await RegisterAsync();
        _node.World.Caller.Answer = new CallResult(TransactionStatus.Revert, 1, Output);

        JsonElement error = (await _node.CallAsync(method, $$"""[{"to":"{{KnownChain.Contract}}"}]""", Cancellation)).GetProperty("error");

        Assert.Equal(3, error.GetProperty("code").GetInt32());
        Assert.Equal("execution reverted: " + Words, error.GetProperty("message").GetString());
        Assert.Equal(Hex.Encode(Output), error.GetProperty("data").GetString());
    }

    [Fact]
    public async Task An_unknown_custom_error_reads_as_before()
    {
        _node.World.Caller.Answer = new CallResult(TransactionStatus.Revert, 1, Output);

        JsonElement error = (await _node.CallAsync("eth_call", "[{}]", Cancellation)).GetProperty("error");

        Assert.Equal("execution reverted", error.GetProperty("message").GetString());
        Assert.Equal(Hex.Encode(Output), error.GetProperty("data").GetString());
    }

    [Fact]
    public async Task Receipts_of_both_surfaces_show_the_error_with_its_bytes()
    {
        Hash256 hash = _node.World.AddReverted(Output);
        await RegisterAsync();

        JsonElement receipt = (await _node.CallAsync("eth_getTransactionReceipt", $"[\"{hash}\"]", Cancellation)).GetProperty("result");
        (_, JsonElement resource) = await _node.GetAsync($"/api/v1/transactions/{hash}/receipt", Cancellation);

        Assert.Equal(Hex.Encode(Output), receipt.GetProperty("revertReason").GetString());
        Assert.Equal(Words, receipt.GetProperty("revertMessage").GetString());
        Assert.Equal(Hex.Encode(Output), resource.GetProperty("output").GetString());
        AssertShown(resource);
    }

    [Fact]
    public async Task A_call_by_REST_shows_the_error()
    {
        await RegisterAsync();
        _node.World.Caller.Answer = new CallResult(TransactionStatus.Revert, 1, Output);

        (HttpStatusCode status, string text) = await SendAsync(HttpMethod.Post, $"/api/v1/contracts/{KnownChain.Contract}/call", "{}");

        Assert.Equal(HttpStatusCode.OK, status);
        AssertShown(JsonElement.Parse(text));
    }

    [Fact]
    public async Task Values_that_nest_deeper_than_an_answer_may_are_one_text()
    {
        _node.BecomeAdmin();
        string type = "uint8" + string.Concat(Enumerable.Repeat("[1]", 20));
        await SendAsync(HttpMethod.Put, Path, $$"""[{"type":"error","name":"Deep","inputs":[{"name":"value","type":"{{type}}"}]}]""");
        byte[] selector = AbiError.Parse($"Deep({type})", CryptoSuites.Secp256k1.Hash).Selector.ToArray();
        _node.World.Caller.Answer = new CallResult(TransactionStatus.Revert, 1, (byte[])[.. selector, .. new byte[31], 7]);

        (HttpStatusCode status, string text) = await SendAsync(HttpMethod.Post, $"/api/v1/contracts/{KnownChain.Contract}/call", "{}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("\"value\":\"[[[[[[[[[[[[[[[[[[[[7]]]]]]]]]]]]]]]]]]]]\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_know_nothing_of_each_others_interfaces()
    {
        _node.BecomeAdmin();
        await SendAsync(HttpMethod.Put, $"/api/v1/groups/2/contracts/{KnownChain.Contract}/abi", Abi);

        (HttpStatusCode inFirst, _) = await SendAsync(HttpMethod.Get, Path);
        (HttpStatusCode inSecond, _) = await SendAsync(HttpMethod.Get, $"/api/v1/groups/2/contracts/{KnownChain.Contract}/abi");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (inFirst, inSecond));
    }

    private static KnownChain SecondGroup() => Groups.GroupRoutingTests.Second();

    private static void AssertShown(JsonElement shown)
    {
        Assert.Equal(Words, shown.GetProperty("revertReason").GetString());
        Assert.Equal(
            """{"name":"InsufficientBalance","signature":"InsufficientBalance(uint256,uint256)","arguments":[{"name":"available","type":"uint256","value":"1"},{"name":"required","type":"uint256","value":"2"}]}""",
            shown.GetProperty("revertError").GetRawText());
    }

    private async Task RegisterAsync()
    {
        _node.BecomeAdmin();
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Put, Path, Abi)).Status);
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(
        HttpMethod method, string path, string? body = null, string type = "application/json")
    {
        using var message = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        message.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type);
        using HttpResponseMessage response = await _node.Client.SendAsync(message, Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }
}
