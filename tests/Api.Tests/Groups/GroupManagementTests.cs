using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Api.Tests.Hosting;
using Ledger.Testing.InMemory;

namespace Ledger.Api.Tests.Groups;

/// <summary>Managing groups by FISCO BCOS's methods and by REST: codes, and who may.</summary>
public sealed class GroupManagementTests : IAsyncLifetime
{
    private static readonly string Sealer = new('a', 128);
    private static readonly string[] Changes = ["startGroup", "stopGroup", "removeGroup", "recoverGroup"];
    private TestNode _node = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _node = await TestNode.StartAsync(Cancellation, new KnownChain(), GroupRoutingTests.Second());

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task A_group_goes_through_its_states_with_fiscos_codes_and_words()
    {
        _node.BecomeAdmin();
        (string Call, string Code, string Message, string Status)[] steps =
        [
            ("startGroup", "0x3", "Group 2 is already running", "RUNNING"),
            ("removeGroup", "0x3", "Group 2 is running", "RUNNING"),
            ("recoverGroup", "0xe", "Group 2 has not been deleted", "RUNNING"),
            ("stopGroup", "0x0", "Group 2 stopped successfully", "STOPPED"),
            ("stopGroup", "0x4", "Group 2 has already been stopped", "STOPPED"),
            ("recoverGroup", "0xe", "Group 2 has not been deleted", "STOPPED"),
            ("removeGroup", "0x0", "Group 2 deleted successfully", "DELETED"),
            ("removeGroup", "0x5", "Group 2 has already been deleted", "DELETED"),
            ("stopGroup", "0x5", "Group 2 has already been deleted", "DELETED"),
            ("startGroup", "0x5", "Group 2 has been deleted", "DELETED"),
            ("recoverGroup", "0x0", "Group 2 recovered successfully", "STOPPED"),
            ("startGroup", "0x0", "Group 2 started successfully", "RUNNING"),
        ];

        foreach ((string call, string code, string message, string status) in steps)
        {
            JsonElement answer = (await _node.CallAsync(call, "[2]", Cancellation)).GetProperty("result");
            Assert.Equal((code, message), (answer.GetProperty("code").GetString(), answer.GetProperty("message").GetString()));
            JsonElement query = (await _node.CallAsync("queryGroupStatus", "[2]", Cancellation)).GetProperty("result");
            Assert.Equal(("0x0", status), (query.GetProperty("code").GetString(), query.GetProperty("status").GetString()));
        }
    }

    [Fact]
    public async Task A_group_that_nobody_made_is_not_found_and_inexistent()
    {
        _node.BecomeAdmin();
        foreach (string call in Changes)
        {
            JsonElement answer = (await _node.CallAsync(call, "[9]", Cancellation)).GetProperty("result");
            Assert.Equal("""{"code":"0x6","message":"Group 9 not found"}""", answer.GetRawText());
        }

        JsonElement query = (await _node.CallAsync("queryGroupStatus", "[9]", Cancellation)).GetProperty("result");
        Assert.Equal("""{"code":"0x0","message":"","status":"INEXISTENT"}""", query.GetRawText());
    }

    [Theory]
    [InlineData("[9,{\"sealers\":[\"S\"]}]", "invalid `timestamp` field")]
    [InlineData("[9,{\"timestamp\":1,\"sealers\":[\"S\"]}]", "invalid `timestamp` field")]
    [InlineData("[9,{\"timestamp\":\"-1\",\"sealers\":[\"S\"]}]", "invalid timestamp: -1")]
    [InlineData("[9,{\"timestamp\":\"0x1\",\"sealers\":[\"S\"]}]", "invalid timestamp: 0x1")]
    [InlineData("[9,{\"timestamp\":\"1\"}]", "invalid `sealers` field")]
    [InlineData("[9,{\"timestamp\":\"1\",\"sealers\":{}}]", "invalid `sealers` field")]
    [InlineData("[9,{\"timestamp\":\"1\",\"sealers\":[]}]", "GenerateGroup failed for empty sealer list, expect at least one sealer")]
    [InlineData("[9,{\"timestamp\":\"1\",\"sealers\":[\"S\",\"0xS\"]}]", "invalid sealer ID at position 2")]
    [InlineData("[9,{\"timestamp\":\"1\",\"sealers\":[1]}]", "invalid sealer ID at position 1")]
    [InlineData("[9,{\"timestamp\":\"1\",\"sealers\":[\"S\"],\"enable_free_storage\":1}]", "invalid `enable_free_storage` field")]
    [InlineData("[9,{\"timestamp\":\"1\",\"sealers\":[\"S\"],\"chain_id\":\"7\"}]", "invalid `chain_id` field")]
    [InlineData("[9,{\"timestamp\":\"1\",\"sealers\":[\"S\"],\"chain_id\":-7}]", "invalid chain ID: -7")]
    [InlineData("[9,{\"timestamp\":\"1\",\"sealers\":[\"S\"],\"governors\":1}]", "invalid `governors` field")]
    [InlineData("[9,{\"timestamp\":\"1\",\"sealers\":[\"S\"],\"governors\":[\"0x12\"]}]", "invalid governor at position 0")]
    [InlineData("[0,{\"timestamp\":\"1\",\"sealers\":[\"S\"]}]", "GroupID should be between 1 and 32767")]
    [InlineData("[32768,{\"timestamp\":\"1\",\"sealers\":[\"S\"]}]", "GroupID should be between 1 and 32767")]
    public async Task Wrong_values_of_a_new_group_are_named(string parameters, string message)
    {
        _node.BecomeAdmin();

        JsonElement answer = (await _node.CallAsync(
            "generateGroup", parameters.Replace("S\"", Sealer + "\"", StringComparison.Ordinal), Cancellation)).GetProperty("result");

        Assert.Equal(("0x7", message), (answer.GetProperty("code").GetString(), answer.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task A_number_that_is_taken_is_refused_also_when_its_group_was_removed()
    {
        _node.BecomeAdmin();
        string parameters = $"[2,{{\"timestamp\":\"1\",\"sealers\":[\"{Sealer}\"]}}]";

        Assert.Contains("\"0x2\"", (await _node.CallAsync("generateGroup", parameters, Cancellation)).GetRawText(), StringComparison.Ordinal);
        await _node.Groups.StopAsync(2, Cancellation);
        await _node.Groups.RemoveAsync(2, Cancellation);
        Assert.Contains("\"0x9\"", (await _node.CallAsync("generateGroup", parameters, Cancellation)).GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    [InlineData("Basic " + TestNode.Token)]
    public async Task Without_the_token_nothing_is_managed(string? shown)
    {
        if (shown is not null)
        {
            _node.Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", shown);
        }

        foreach (string call in Changes)
        {
            JsonElement error = (await _node.CallAsync(call, "[2]", Cancellation)).GetProperty("error");
            Assert.Equal(-100001, error.GetProperty("code").GetInt32());
            Assert.Equal("Dynamic group related interfaces are forbidden to access", error.GetProperty("message").GetString());
        }

        using HttpResponseMessage stop = await _node.Client.PostAsync(new Uri("/api/v1/groups/2/stop", UriKind.Relative), null, Cancellation);
        using HttpResponseMessage create = await _node.Client.PostAsJsonAsync("/api/v1/groups", new { groupId = 9, timestamp = 1 }, Cancellation);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (stop.StatusCode, create.StatusCode));
        Assert.Equal("Bearer", stop.Headers.WwwAuthenticate.Single().Scheme);
        Assert.NotNull(_node.Groups.Find(2));
        Assert.Empty(_node.Groups.Generated);
    }

    [Fact]
    public async Task Rest_makes_lists_and_changes_groups()
    {
        _node.BecomeAdmin();
        using HttpResponseMessage created = await _node.Client.PostAsJsonAsync(
            "/api/v1/groups", new { groupId = 9, timestamp = 1767225600000, sealers = new[] { "0x" + Sealer } }, Cancellation);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("/api/v1/groups/9", created.Headers.Location?.ToString());
        Assert.Equal("1767225600000", Assert.Single(_node.Groups.Generated).Timestamp);
        Assert.Equal([Sealer], _node.Groups.Generated[0].Sealers);

        (_, JsonElement all) = await _node.GetAsync("/api/v1/groups", Cancellation);
        Assert.Equal(
            ["1 Running True", "2 Running False", "9 Stopped False"],
            all.EnumerateArray().Select(group =>
                $"{group.GetProperty("groupId")} {group.GetProperty("status")} {group.GetProperty("isDefault")}"));

        Assert.Equal((HttpStatusCode.OK, "Stopped"), await PostAsync("/api/v1/groups/2/stop"));
        Assert.Equal((HttpStatusCode.OK, "Deleted"), await PostAsync("/api/v1/groups/2/remove"));
        Assert.Equal((HttpStatusCode.OK, "Stopped"), await PostAsync("/api/v1/groups/2/recover"));
        Assert.Equal((HttpStatusCode.Conflict, "group_state"), await PostAsync("/api/v1/groups/2/recover"));
        Assert.Equal((HttpStatusCode.OK, "Running"), await PostAsync("/api/v1/groups/2/start"));
        Assert.Equal((HttpStatusCode.NotFound, "group_not_found"), await PostAsync("/api/v1/groups/8/start"));
    }

    [Fact]
    public async Task Rest_refuses_a_group_without_sealers()
    {
        _node.BecomeAdmin();
        using HttpResponseMessage created = await _node.Client.PostAsJsonAsync(
            "/api/v1/groups", new { groupId = 9, timestamp = 1 }, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, created.StatusCode);
        Assert.Contains("expect at least one sealer", await created.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, string? Word)> PostAsync(string path)
    {
        using HttpResponseMessage response = await _node.Client.PostAsync(new Uri(path, UriKind.Relative), null, Cancellation);
        JsonElement body = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return (response.StatusCode, body.GetProperty(response.IsSuccessStatusCode ? "status" : "code").GetString());
    }
}
