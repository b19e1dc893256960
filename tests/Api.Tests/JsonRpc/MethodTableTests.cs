using System.Text.Json;
using Ledger.Api.JsonRpc;
using Ledger.Api.JsonRpc.Parameters;
using Ledger.Api.Tests.Hosting;

namespace Ledger.Api.Tests.JsonRpc;

public sealed class MethodTableTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private static readonly string[] Garbage =
    [
        "1", "-1", "1e400", "\"\"", "\"0x\"", "\"0xzz\"", "\"text\"", "true", "null", "{}", "[]", "[[[]]]", "{\"a\":1}",
        "\"\\ud800\"", "\"0x" + new string('f', 200) + "\"", "99999999999999999999999",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RpcMethodTable Table => fixture.Node.Groups.Find(1)!.Methods;

    [Fact]
    public async Task Every_method_answers_its_own_example()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        node.BecomeAdmin();
        IReadOnlyDictionary<string, (string Parameters, string Expected)> cases = RpcCases.Happy(node.World);
        foreach (RpcMethod method in Table.Rows)
        {
            Assert.True(cases.TryGetValue(method.Name, out (string Parameters, string Expected) example), $"{method.Name} has no example");
            JsonElement answer = await node.CallAsync(method.Name, example.Parameters, Cancellation);

            Assert.True(answer.TryGetProperty("result", out JsonElement result), $"{method.Name}: {answer}");
            Assert.Contains(example.Expected, result.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_method_refuses_missing_parameters_with_32602()
    {
        foreach (RpcMethod method in Table.Rows.Where(row => row.Parameters?.Any(parameter => parameter.IsRequired) == true))
        {
            foreach (string parameters in (string[])["[]", "null", "{}"])
            {
                JsonElement answer = await fixture.Node.CallAsync(method.Name, parameters, Cancellation);

                Assert.True(answer.TryGetProperty("error", out JsonElement error), $"{method.Name} {parameters}: {answer}");
                Assert.Equal(-32602, error.GetProperty("code").GetInt32());
            }
        }
    }

    [Fact]
    public async Task Every_method_refuses_one_parameter_too_many_with_32602()
    {
        foreach (RpcMethod method in Table.Rows.Where(row => row.Parameters is not null))
        {
            string parameters = $"[{string.Join(',', Enumerable.Repeat("1", method.Parameters!.Count + 1))}]";
            JsonElement answer = await fixture.Node.CallAsync(method.Name, parameters, Cancellation);

            Assert.Equal(-32602, answer.GetProperty("error").GetProperty("code").GetInt32());
        }
    }

    [Fact]
    public async Task Every_parameter_of_every_method_takes_garbage_without_an_internal_error()
    {
        IReadOnlyDictionary<string, (string Parameters, string Expected)> cases = RpcCases.Happy(fixture.Node.World);
        foreach (RpcMethod method in Table.Rows.Where(row => row.Parameters is { Count: > 0 }))
        {
            using var example = JsonDocument.Parse(cases[method.Name].Parameters);
            string[] values = [.. example.RootElement.EnumerateArray().Select(item => item.GetRawText())];
            for (int i = 0; i < values.Length; i++)
            {
                await TryGarbageAsync(method, values, i);
            }
        }
    }

    private async Task TryGarbageAsync(RpcMethod method, string[] values, int place)
    {
        RpcKind kind = method.Parameters![place].Kind;
        foreach (string garbage in Garbage)
        {
            string[] mutated = [.. values];
            mutated[place] = garbage;
            JsonElement answer = await fixture.Node.CallAsync(method.Name, $"[{string.Join(',', mutated)}]", Cancellation);
            using var element = JsonDocument.Parse(garbage);
            bool isRead = element.RootElement.ValueKind == JsonValueKind.Null || kind.Read(element.RootElement).Value is not null;

            Assert.DoesNotContain("internal error", answer.GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain("the node could not answer", answer.GetRawText(), StringComparison.Ordinal);
            if (!isRead)
            {
                Assert.Equal(-32602, answer.GetProperty("error").GetProperty("code").GetInt32());
            }
        }
    }
}
