using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Ledger.Api.Tests.Hosting;
using Ledger.Domain.Encoding;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;
using Ledger.Node.Pool;
using Ledger.Testing;
using Ledger.Testing.InMemory;

namespace Ledger.Api.Tests.Rest;

public sealed class RestTests
{
    private const string Contract = "0x00000000000000000000000000000000000000c0";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/v1/chain", "\"chainId\":20200")]
    [InlineData("/api/v1/status", "\"phase\":\"Prepare\"")]
    [InlineData("/api/v1/status", "\"stall\":{\"isStalled\":false,\"kind\":\"Working\",\"reason\":\"Consensus is at height")]
    [InlineData("/api/v1/read-index", "{\"blockNumber\":2}")]
    [InlineData("/api/v1/node", "\"serverVersion\":\"15.18\"")]
    [InlineData("/api/v1/peers", "\"endpoint\":\"127.0.0.1:30301\"")]
    [InlineData("/api/v1/sealers", "\"isSelf\":true")]
    [InlineData("/api/v1/errors", "\"code\":\"nonce_used\"")]
    [InlineData("/api/v1/blocks/1", "\"transactionCount\":2")]
    [InlineData("/api/v1/blocks/latest", "\"number\":2")]
    [InlineData("/api/v1/blocks/0x1/receipts", "\"statusCode\":0")]
    [InlineData("/api/v1/accounts/" + Contract, "\"balance\":\"1002\"")]
    [InlineData("/api/v1/accounts/" + Contract + "?as_of=1", "\"balance\":\"1001\"")]
    [InlineData("/api/v1/accounts/" + Contract + "/code?as_of=earliest", "\"code\":\"0x6000\"")]
    [InlineData("/api/v1/accounts/" + Contract + "/storage/5?as_of=1", "\"value\":\"0x6\"")]
    [InlineData("/api/v1/accounts/" + Contract + "/transactions", "\"items\":[]")]
    [InlineData("/api/v1/logs?address=" + Contract + "&limit=1", "\"next\":\"")]
    [InlineData("/health/live", "\"status\":\"live\"")]
    [InlineData("/health/ready", "\"status\":\"ready\"")]
    public async Task A_resource_is_readable(string path, string expected)
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        (HttpStatusCode status, JsonElement body) = await node.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(expected, body.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/blocks/99", 404, "block_not_found")]
    [InlineData("/api/v1/blocks/newest", 400, "invalid_request")]
    [InlineData("/api/v1/blocks?limit=0", 400, "invalid_request")]
    [InlineData("/api/v1/blocks?limit=501", 400, "invalid_request")]
    [InlineData("/api/v1/blocks?limit=x", 400, "invalid_request")]
    [InlineData("/api/v1/blocks?cursor=abc", 400, "invalid_request")]
    [InlineData("/api/v1/blocks?cursor=%2F%2F", 400, "invalid_request")]
    [InlineData("/api/v1/transactions/0x12", 400, "invalid_request")]
    [InlineData("/api/v1/transactions/0x0000000000000000000000000000000000000000000000000000000000000001", 404, "transaction_not_found")]
    [InlineData("/api/v1/transactions/0x0000000000000000000000000000000000000000000000000000000000000001/receipt?wait=61", 400, "invalid_request")]
    [InlineData("/api/v1/transactions/0x0000000000000000000000000000000000000000000000000000000000000001/receipt?wait=NaN", 400, "invalid_request")]
    [InlineData("/api/v1/accounts/0x12", 400, "invalid_request")]
    [InlineData("/api/v1/accounts/" + Contract + "?as_of=99", 404, "block_not_found")]
    [InlineData("/api/v1/logs?topic0=x", 400, "invalid_request")]
    [InlineData("/api/v1/logs?from_block=2&to_block=1", 400, "invalid_request")]
    public async Task A_wrong_request_is_a_problem_document_with_a_code_of_the_registry(string path, int status, string code)
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        using HttpResponseMessage response = await node.Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.NotEqual("", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Blocks_are_paged_without_loss()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        var numbers = new List<long>();
        string? cursor = null;
        do
        {
            (_, JsonElement page) = await node.GetAsync(
                cursor is null ? "/api/v1/blocks?limit=1" : $"/api/v1/blocks?limit=1&cursor={cursor}", Cancellation);
            numbers.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("number").GetInt64()));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);

        Assert.Equal([2, 1, 0], numbers);
    }

    [Fact]
    public async Task Transactions_are_paged_without_loss()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        (_, JsonElement first) = await node.GetAsync("/api/v1/transactions?limit=2", Cancellation);
        (_, JsonElement second) = await node.GetAsync(
            $"/api/v1/transactions?limit=2&cursor={first.GetProperty("next").GetString()}", Cancellation);

        Assert.Equal(
            [node.World.Legacy.Hash.ToString(), node.World.Fisco.Hash.ToString(), node.World.Dynamic.Hash.ToString()],
            first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray())
                .Select(item => item.GetProperty("hash").GetString()!));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
    }

    [Theory]
    [InlineData("/groups/1/more")]
    [InlineData("/nowhere")]
    public async Task A_stray_submission_is_answered_with_a_problem_document(string path)
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        using var content = new StringContent("{}");

        using HttpResponseMessage response = await node.Client.PostAsync(new Uri(path, UriKind.Relative), content, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_submission_is_accepted_then_pending_then_final()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        VerifiedTransaction transaction = KnownChain.Compose(TransactionKind.DynamicFee, 3);
        string raw = Hex.Encode(transaction.Transaction.Raw.Span);

        using HttpResponseMessage accepted = await PostAsync(node, $$"""{"raw":"{{raw}}"}""", "application/json");
        using HttpResponseMessage again = await PostAsync(node, raw, "text/plain");
        (_, JsonElement pending) = await node.GetAsync($"/api/v1/transactions/{transaction.Hash}", Cancellation);
        (HttpStatusCode early, JsonElement problem) = await node.GetAsync($"/api/v1/transactions/{transaction.Hash}/receipt", Cancellation);
        Task<(HttpStatusCode Status, JsonElement Body)> waiting = node.GetAsync(
            $"/api/v1/transactions/{transaction.Hash}/receipt?wait=30", Cancellation);
        node.World.Chain.Add([(transaction, new Receipt(TransactionStatus.Success, 21_000, null, default, [], 0))]);
        (HttpStatusCode status, JsonElement receipt) = await waiting;

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Contains("AlreadyKnown", await again.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal("Pending", pending.GetProperty("state").GetString());
        Assert.Equal((HttpStatusCode.NotFound, "receipt_not_ready"), (early, problem.GetProperty("code").GetString()));
        Assert.Equal((HttpStatusCode.OK, 3), (status, receipt.GetProperty("blockNumber").GetInt64()));
    }

    [Theory]
    [InlineData("{\"raw\":1}", "application/json", 400)]
    [InlineData("{\"raw\":\"0x1\"}", "application/json", 400)]
    [InlineData("{\"raw\":\"0x\"}", "application/json", 400)]
    [InlineData("{\"raw\":\"0x00\",\"more\":1}", "application/json", 400)]
    [InlineData("{\"raw\":\"0x00\",\"raw\":\"0x00\"}", "application/json", 400)]
    [InlineData("null", "application/json", 400)]
    [InlineData("{", "application/json", 400)]
    [InlineData("0xzz", "text/plain", 400)]
    [InlineData("0x00", "application/xml", 415)]
    public async Task A_wrong_submission_is_refused(string body, string contentType, int status)
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);

        using HttpResponseMessage response = await PostAsync(node, body, contentType);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_refused_submission_has_the_code_of_its_reason()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        node.World.Chain.Refusal = SubmitCode.NonceUsed;
        string raw = Hex.Encode(KnownChain.Compose(TransactionKind.Legacy, 3).Transaction.Raw.Span);

        using HttpResponseMessage response = await PostAsync(node, raw, "text/plain");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("nonce_used", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reverting_call_is_an_answer_with_its_reason()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        node.World.Caller.Answer = new CallResult(TransactionStatus.Revert, 1, KnownChain.Revert("no funds"));
        using var content = new StringContent("{\"data\":\"0x01\"}", Encoding.UTF8, "application/json");

        using HttpResponseMessage response = await node.Client.PostAsync(
            new Uri($"/api/v1/contracts/{Contract}/call?as_of=1", UriKind.Relative), content, Cancellation);
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

        Assert.False(answer.GetProperty("succeeded").GetBoolean());
        Assert.Equal("no funds", answer.GetProperty("revertReason").GetString());
        Assert.Equal(1, answer.GetProperty("blockNumber").GetInt64());
    }

    [Fact]
    public async Task The_delegations_of_a_call_reach_it_as_they_were_signed()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        using var content = new StringContent(
            "{\"authorizationList\":[{\"chainId\":\"20200\",\"address\":\"" + Contract + "\",\"nonce\":\"0x7\",\"yParity\":1,\"r\":\"0x1c\",\"s\":\"45\"}]}",
            Encoding.UTF8,
            "application/json");

        using HttpResponseMessage response = await node.Client.PostAsync(
            new Uri($"/api/v1/contracts/{Contract}/call", UriKind.Relative), content, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Domain.Transactions.Authorization tuple = Assert.Single(node.World.Caller.LastCall!.AuthorizationList);
        Assert.Equal((20_200UL, 7UL, (byte)1), (tuple.ChainId.Low64, tuple.Nonce, tuple.YParity));
        Assert.Equal((0x1cUL, 45UL), (tuple.R.Low64, tuple.S.Low64));
        Assert.Equal(
            AuthorizationCodec.SigningHash(20_200, tuple.Address, 7, TestAccounts.Suite.Hash), tuple.SigningHash);
    }

    [Theory]
    [InlineData("[null]", "an array of at most 1000 authorizations")]
    [InlineData("[{\"chainId\":\"1\",\"address\":\"0x01\",\"nonce\":\"1\",\"yParity\":0,\"r\":\"1\",\"s\":\"1\"}]", "authorizationList[0].address must be")]
    [InlineData("[{\"chainId\":\"1\",\"address\":\"@\",\"nonce\":\"0x10000000000000000\",\"yParity\":0,\"r\":\"1\",\"s\":\"1\"}]", "authorizationList[0].nonce must be below 2^64")]
    [InlineData("[{\"chainId\":\"1\",\"address\":\"@\",\"nonce\":\"1\",\"yParity\":256,\"r\":\"1\",\"s\":\"1\"}]", "authorizationList[0].yParity must be 0 to 255")]
    [InlineData("[{\"chainId\":\"1\",\"address\":\"@\",\"nonce\":\"1\",\"yParity\":0,\"r\":null,\"s\":\"1\"}]", "authorizationList[0].r must be")]
    public async Task A_wrong_delegation_of_a_call_is_refused_with_its_place(string list, string words)
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        using var content = new StringContent(
            $"{{\"authorizationList\":{list.Replace("@", Contract, StringComparison.Ordinal)}}}", Encoding.UTF8, "application/json");

        using HttpResponseMessage response = await node.Client.PostAsync(
            new Uri($"/api/v1/contracts/{Contract}/call", UriKind.Relative), content, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(words, await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_cannot_serve_is_not_ready_and_says_why()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        node.World.Chain.HaltReason = "the state root of block 3 differs";

        (HttpStatusCode status, JsonElement body) = await node.GetAsync("/health/ready", Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("halted: the state root of block 3 differs", body.GetProperty("reason").GetString());
    }

    private static async Task<HttpResponseMessage> PostAsync(TestNode node, string body, string contentType)
    {
        using var content = new StringContent(body, Encoding.UTF8, contentType);
        return await node.Client.PostAsync(new Uri("/api/v1/transactions", UriKind.Relative), content, Cancellation);
    }
}
