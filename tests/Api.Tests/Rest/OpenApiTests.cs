using System.Net;
using System.Text.Json;
using Ledger.Api.Tests.Hosting;

namespace Ledger.Api.Tests.Rest;

public sealed class OpenApiTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_operation_has_an_id_a_summary_and_its_error_answers()
    {
        (HttpStatusCode status, JsonElement document) = await fixture.Node.GetAsync("/swagger/v1/swagger.json", Cancellation);
        var ids = new List<string>();
        foreach (JsonProperty path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (JsonProperty operation in path.Value.EnumerateObject())
            {
                string where = $"{operation.Name} {path.Name}";
                ids.Add(Text(operation.Value, "operationId", where));
                Text(operation.Value, "summary", where);
                string[] codes = [.. operation.Value.GetProperty("responses").EnumerateObject().Select(response => response.Name)];
                Assert.Contains(codes, code => code[0] == '2');
                Assert.True(path.Name.StartsWith("/health/live", StringComparison.Ordinal) || codes.Contains("503"), where);
            }
        }

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        string[] ofGroups =
            ["callContract", "deleteAbi", "getAbi", "getAccount", "getBlock", "getChain", "getCode", "getNode", "getReadIndex", "getReceipt", "getStatus", "getStorage",
                "getTransaction", "listAbis", "listAccountTransactions", "listAccounts", "listBlockReceipts", "listBlocks", "listLogs",
                "listPeers", "listSealers", "listTransactions", "putAbi", "submitTransaction"];
        string[] ofNode =
            ["createGroup", "getGroup", "getLiveness", "getReadiness", "listErrors", "listGroups", "recoverGroup", "removeGroup",
                "startGroup", "stopGroup"];
        Assert.Equal(
            ofGroups.Concat(ofGroups.Select(id => id + "OfGroup")).Concat(ofNode).Order(StringComparer.Ordinal),
            ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_operation_of_a_named_group_takes_the_group_in_its_path()
    {
        (_, JsonElement document) = await fixture.Node.GetAsync("/swagger/v1/swagger.json", Cancellation);
        foreach (JsonProperty path in document.GetProperty("paths").EnumerateObject().Where(path => path.Name.Contains("{group}", StringComparison.Ordinal)))
        {
            foreach (JsonProperty operation in path.Value.EnumerateObject())
            {
                JsonElement parameter = Assert.Single(
                    operation.Value.GetProperty("parameters").EnumerateArray(), one => one.GetProperty("name").GetString() == "group");
                Assert.Equal("path", parameter.GetProperty("in").GetString());
                Assert.Equal("integer", parameter.GetProperty("schema").GetProperty("type").GetString());
            }
        }
    }

    [Fact]
    public async Task Every_property_of_a_resource_is_described_and_simple_ones_have_an_example()
    {
        (_, JsonElement document) = await fixture.Node.GetAsync("/swagger/v1/swagger.json", Cancellation);
        JsonElement receipt = document.GetProperty("components").GetProperty("schemas").GetProperty("Receipt").GetProperty("properties");

        Assert.All(receipt.EnumerateObject(), member => Assert.True(member.Value.TryGetProperty("description", out _) || member.Value.TryGetProperty("$ref", out _), member.Name));
        Assert.True(receipt.GetProperty("transactionHash").TryGetProperty("example", out _));
    }

    private static string Text(JsonElement operation, string name, string where)
    {
        Assert.True(operation.TryGetProperty(name, out JsonElement text), $"{where} has no {name}");
        return text.GetString()!;
    }
}
