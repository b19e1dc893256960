using System.Net;
using System.Text;
using System.Text.Json;
using Ledger.Api.Tests.Hosting;

namespace Ledger.Api.Tests.JsonRpc;

public sealed class RpcFuzzTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private const int Cases = 3000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mutated_bodies_are_always_answered_with_json_and_never_with_a_500()
    {
        string[] bodies = [.. RpcCases.Happy(fixture.Node.World).Select(item =>
            $$"""{"jsonrpc":"2.0","id":1,"method":"{{item.Key}}","params":{{item.Value.Parameters}}}""")];
        for (int seed = 0; seed < Cases; seed++)
        {
            byte[] body = Mutate(new Random(seed), bodies);
            (HttpStatusCode status, string text) = await fixture.Node.PostAsync(body, Cancellation);

            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.NoContent, $"seed {seed}: {status} {text}");
            if (status == HttpStatusCode.OK)
            {
                using var answer = JsonDocument.Parse(text);
                Assert.False(text.Contains("could not answer", StringComparison.Ordinal), $"seed {seed}: {text}");
            }
        }
    }

    private static byte[] Mutate(Random random, string[] bodies)
    {
        string body = bodies[random.Next(bodies.Length)];
        byte[] bytes = Encoding.UTF8.GetBytes(random.Next(4) == 0 ? $"[{body},{bodies[random.Next(bodies.Length)]}]" : body);
        int changes = random.Next(1, 4);
        for (int i = 0; i < changes && bytes.Length > 1; i++)
        {
            bytes = MutateOnce(random, bytes);
        }

        return bytes;
    }

    private static byte[] MutateOnce(Random random, byte[] bytes)
    {
        int place = random.Next(bytes.Length);
        switch (random.Next(5))
        {
            case 0:
                bytes[place] = (byte)random.Next(256);
                return bytes;
            case 1:
                bytes[place] = (byte)"\"[]{},:0x-1"[random.Next(11)];
                return bytes;
            case 2:
                return [.. bytes[..place], .. bytes[(place + 1)..]];
            case 3:
                int from = random.Next(bytes.Length);
                return [.. bytes[..place], .. bytes[Math.Min(from, place)..Math.Max(from, place)], .. bytes[place..]];
            default:
                return bytes[..place];
        }
    }
}
