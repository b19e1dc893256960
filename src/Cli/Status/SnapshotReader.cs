using System.Text.Json;
using Ledger.Cli.Layout;
using Ledger.Cli.Rpc;

namespace Ledger.Cli.Status;

/// <summary>Asks nodes how they are.</summary>
internal sealed class SnapshotReader(ChainDocument chain, HttpClient http)
{
    /// <summary>Asks every node at once.</summary>
    public async Task<IReadOnlyList<NodeSnapshot>> ReadAsync(CancellationToken cancellation) =>
        await Task.WhenAll(chain.Nodes.Select(node => ReadAsync(new NodeClient(http, node), cancellation)));

    private async Task<NodeSnapshot> ReadAsync(NodeClient client, CancellationToken cancellation)
    {
        try
        {
            JsonElement node = await client.GetAsync("/api/v1/node", cancellation);
            JsonElement version = await client.Rpc.CallAsync(new RpcCall("web3_clientVersion"), cancellation);
            JsonElement consensus = node.GetProperty("consensus");
            return new NodeSnapshot(client.Node.Name, Problem: null)
            {
                Height = node.GetProperty("head").GetProperty("number").GetInt64(),
                Hash = node.GetProperty("head").GetProperty("hash").GetString()!,
                GenesisHash = node.GetProperty("genesisHash").GetString()!,
                View = consensus.GetProperty("view").GetInt64(),
                Leader = NameOf(consensus.GetProperty("leader").GetInt32()),
                Phase = consensus.GetProperty("phase").GetString()!,
                Peers = node.GetProperty("peers").GetArrayLength(),
                Pool = node.GetProperty("poolCount").GetInt64(),
                IsSyncing = node.GetProperty("isSyncing").GetBoolean(),
                HaltReason = node.GetProperty("haltReason").GetString(),
                Versions = version.GetString()!,
                StorePosition = await StoreAsync(client, cancellation),
            };
        }
        catch (JsonRpcException problem)
        {
            return new NodeSnapshot(client.Node.Name, problem.Message);
        }
    }

    private static async Task<string> StoreAsync(NodeClient client, CancellationToken cancellation)
    {
        try
        {
            JsonElement store = await client.GetAsync("/api/v1/store", cancellation);
            return $"{store.GetProperty("position").GetInt64()} (PostgreSQL {store.GetProperty("serverVersion").GetString()})";
        }
        catch (JsonRpcException)
        {
            return "does not answer";
        }
    }

    /// <summary>The node with an index in the sealer set, which is ordered by node id and not by name.</summary>
    private string NameOf(int sealer) => chain.Nodes.OrderBy(node => node.Id).ElementAtOrDefault(sealer)?.Name ?? $"sealer {sealer}";
}
