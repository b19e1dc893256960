using System.Text.Json;
using Ledger.Api.Tests.Hosting;
using Ledger.Domain.Encoding;
using Ledger.Domain.Transactions;
using Ledger.Testing.InMemory;

namespace Ledger.Api.Tests.Groups;

/// <summary>JSON-RPC on a node with two groups: which of them answers, and what is said about others.</summary>
public sealed class GroupRoutingTests : IAsyncLifetime
{
    private readonly KnownChain _first = new();
    private readonly KnownChain _second = Second();
    private TestNode _node = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _node = await TestNode.StartAsync(Cancellation, _first, _second);

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    /// <summary>A chain like the first one in group 2, with one block more.</summary>
    public static KnownChain Second()
    {
        var world = new KnownChain();
        world.Chain.Genesis = world.Chain.Genesis with { GroupId = 2, ChainId = 20201, FiscoChainId = 20200 };
        world.Chain.Add([]);
        return world;
    }

    [Theory]
    [InlineData("/", "eth_chainId", "[]", "0x4ee8")]
    [InlineData("/groups/1", "eth_chainId", "[]", "0x4ee8")]
    [InlineData("/groups/2", "eth_chainId", "[]", "0x4ee9")]
    [InlineData("/groups/2", "eth_blockNumber", "[]", "0x3")]
    [InlineData("/", "getBlockNumber", "[1]", "0x2")]
    [InlineData("/", "getBlockNumber", "[2]", "0x3")]
    [InlineData("/groups/2", "getBlockNumber", "[1]", "0x2")]
    [InlineData("/groups/2", "getBlockNumber", "[2]", "0x3")]
    [InlineData("/groups/7", "getBlockNumber", "[2]", "0x3")]
    public async Task The_path_chooses_the_group_and_fiscos_first_parameter_overrules_it(
        string path, string method, string parameters, string expected) =>
        Assert.Equal(expected, (await CallAsync(path, method, parameters)).GetProperty("result").GetString());

    [Theory]
    [InlineData("/", "getBlockNumber", "[3]")]
    [InlineData("/", "getTransactionReceipt", "[3,\"0x00\"]")]
    [InlineData("/groups/2", "call", "[3,{}]")]
    [InlineData("/groups/3", "eth_blockNumber", "[]")]
    [InlineData("/groups/99999999999", "eth_blockNumber", "[]")]
    public async Task A_group_that_does_not_run_here_does_not_exist(string path, string method, string parameters)
    {
        JsonElement error = (await CallAsync(path, method, parameters)).GetProperty("error");

        Assert.Equal(-40001, error.GetProperty("code").GetInt32());
        Assert.Equal("GroupID does not exist", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_node_that_is_not_in_a_group_says_so()
    {
        _second.Chain.IsMember = false;

        JsonElement error = (await CallAsync("/", "getBlockNumber", "[2]")).GetProperty("error");
        JsonElement list = (await CallAsync("/", "getGroupList", "[]")).GetProperty("result");

        Assert.Equal(-40009, error.GetProperty("code").GetInt32());
        Assert.Equal("Don't send request to this node who doesn't belong to the group", error.GetProperty("message").GetString());
        Assert.Equal("[1]", list.GetRawText());
    }

    [Fact]
    public async Task Transactions_of_one_batch_go_each_to_the_group_that_they_name()
    {
        string first = Raw(7);
        string second = Raw(8);

        JsonElement answers = await _node.RpcAsync(
            $$"""
            [{"jsonrpc":"2.0","id":1,"method":"sendRawTransaction","params":[1,"{{first}}"]},
             {"jsonrpc":"2.0","id":2,"method":"sendRawTransaction","params":[2,"{{second}}"]},
             {"jsonrpc":"2.0","id":3,"method":"sendRawTransaction","params":[3,"{{second}}"]}]
            """,
            Cancellation);

        Assert.Equal(Assert.Single(_first.Chain.Pool).Key.ToString(), answers[0].GetProperty("result").GetString());
        Assert.Equal(Assert.Single(_second.Chain.Pool).Key.ToString(), answers[1].GetProperty("result").GetString());
        Assert.Equal(-40001, answers[2].GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_node_whose_default_group_is_stopped_still_serves_the_others_and_itself()
    {
        await _node.Groups.StopAsync(1, Cancellation);

        Assert.Equal(-40001, (await CallAsync("/", "eth_blockNumber", "[]")).GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal("0x3", (await CallAsync("/", "getBlockNumber", "[2]")).GetProperty("result").GetString());
        Assert.Equal("[2]", (await CallAsync("/", "getGroupList", "[]")).GetProperty("result").GetRawText());
        Assert.Equal("20200", (await CallAsync("/", "getClientVersion", "[]")).GetProperty("result").GetProperty("Chain Id").GetString());
        Assert.Equal(-32601, (await CallAsync("/", "no_such_method", "[]")).GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(-32602, (await CallAsync("/", "getBlockNumber", "[]")).GetProperty("error").GetProperty("code").GetInt32());

        await _node.Groups.StopAsync(2, Cancellation);
        Assert.Equal(-40001, (await CallAsync("/", "getBlockNumber", "[2]")).GetProperty("error").GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData("/api/v1/chain", "20200")]
    [InlineData("/api/v1/groups/1/chain", "20200")]
    [InlineData("/api/v1/groups/2/chain", "20201")]
    [InlineData("/api/v1/groups/2/status", "\"blockNumber\":3")]
    [InlineData("/api/v1/groups/2/blocks/latest", "\"number\":3")]
    [InlineData("/api/v1/groups/2/sealers", "\"isSelf\":true")]
    public async Task Every_resource_is_there_for_each_group(string path, string expected)
    {
        (System.Net.HttpStatusCode status, JsonElement body) = await _node.GetAsync(path, Cancellation);

        Assert.Equal(System.Net.HttpStatusCode.OK, status);
        Assert.Contains(expected, body.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/groups/3/chain")]
    [InlineData("/api/v1/groups/x/blocks")]
    [InlineData("/api/v1/groups/3")]
    public async Task A_resource_of_an_unknown_group_is_a_problem(string path)
    {
        (System.Net.HttpStatusCode status, JsonElement body) = await _node.GetAsync(path, Cancellation);

        Assert.Equal(System.Net.HttpStatusCode.NotFound, status);
        Assert.Equal("group_not_found", body.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_transaction_that_is_submitted_to_a_group_is_found_where_the_answer_says()
    {
        using var content = new StringContent($"{{\"raw\":\"{Raw(9)}\"}}", System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _node.Client.PostAsync(
            new Uri("/api/v1/groups/2/transactions", UriKind.Relative), content, Cancellation);

        string hash = Assert.Single(_second.Chain.Pool).Key.ToString();
        Assert.Equal($"/api/v1/groups/2/transactions/{hash}/receipt", response.Headers.Location?.ToString());
        Assert.Empty(_first.Chain.Pool);
    }

    [Fact]
    public async Task A_node_is_ready_when_all_started_groups_are()
    {
        Assert.Equal(System.Net.HttpStatusCode.OK, (await _node.GetAsync("/health/ready", Cancellation)).Status);

        _second.Chain.StoreFailure = "the disk is full";
        (System.Net.HttpStatusCode status, JsonElement body) = await _node.GetAsync("/health/ready", Cancellation);
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, status);
        Assert.StartsWith("group 2: the store does not answer", body.GetProperty("reason").GetString(), StringComparison.Ordinal);

        await _node.Groups.StopAsync(2, Cancellation);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await _node.GetAsync("/health/ready", Cancellation)).Status);
    }

    private Task<JsonElement> CallAsync(string path, string method, string parameters) => _node.RpcAsync(
        $$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}""", Cancellation, path);

    private static string Raw(ulong nonce) =>
        Hex.Encode(KnownChain.Compose(TransactionKind.Fisco, nonce).Transaction.Raw.Span);
}
