using System.Text.Json;
using Ledger.Cli.Layout;
using Ledger.Cli.Rpc;

namespace Ledger.Cli.Groups;

/// <summary>Manages the groups of one node, in the name of whoever can read its folder.</summary>
internal sealed class GroupClient(ChainFolder folder, ChainNode node, HttpClient http)
{
    private readonly NodeClient _public = new(http, node);

    /// <summary>The node.</summary>
    public ChainNode Node => node;

    /// <summary>A group's status on the node, in FISCO BCOS's words: <c>INEXISTENT</c>, <c>RUNNING</c>, ….</summary>
    /// <exception cref="JsonRpcException">The node does not answer.</exception>
    public async Task<string> StatusAsync(int group, CancellationToken cancellation)
    {
        JsonElement answer = await _public.Rpc.CallAsync(new RpcCall("queryGroupStatus", group), cancellation);
        return answer.TryGetProperty("status", out JsonElement status) ? status.GetString()! : "INEXISTENT";
    }

    /// <summary>The groups that the node knows.</summary>
    /// <exception cref="JsonRpcException">The node does not answer.</exception>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(CancellationToken cancellation) =>
        [.. (await _public.GetAsync("/api/v1/groups", cancellation)).EnumerateArray()];

    /// <summary>Calls a managing method.</summary>
    /// <exception cref="JsonRpcException">The node does not answer, or does not let the caller manage it.</exception>
    public async Task<GroupAnswer> ManageAsync(RpcCall call, CancellationToken cancellation)
    {
        var rpc = new JsonRpcClient(http, new Uri(node.HttpUrl), folder.ReadAdminToken(node));
        JsonElement answer = await rpc.CallAsync(call, cancellation);
        return new GroupAnswer(
            node.Name, answer.GetProperty("code").GetString()!, answer.GetProperty("message").GetString()!);
    }
}
