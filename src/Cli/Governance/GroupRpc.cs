using System.Globalization;
using System.Text.Json;
using Ledger.Cli.Layout;
using Ledger.Cli.Rpc;

namespace Ledger.Cli.Governance;

/// <summary>Asks the first node of a chain that answers for one group.</summary>
internal sealed class GroupRpc(HttpClient http, ChainDocument chain, int number)
{
    /// <summary>The group's number.</summary>
    public int Number => number;

    /// <summary>Calls one method.</summary>
    /// <exception cref="JsonRpcException">The node answered with an error, or none answers.</exception>
    public async Task<JsonElement> CallAsync(RpcCall call, CancellationToken cancellation)
    {
        JsonRpcException? silence = null;
        foreach (ChainNode node in chain.Nodes)
        {
            try
            {
                return await new JsonRpcClient(http, Endpoint(node)).CallAsync(call, cancellation);
            }
            catch (JsonRpcException problem) when (problem.Code == 0)
            {
                silence ??= problem;
            }
        }

        throw silence ?? new JsonRpcException(0, "The chain has no nodes.");
    }

    private Uri Endpoint(ChainNode node) => new(
        new Uri(node.HttpUrl), string.Create(CultureInfo.InvariantCulture, $"/groups/{number}"));
}
