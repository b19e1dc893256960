using System.Text.Json;
using Ledger.Cli.Layout;
using Ledger.Cli.Rpc;

namespace Ledger.Cli.Status;

/// <summary>Asks nodes how they are.</summary>
internal sealed class SnapshotReader(ChainDocument chain, HttpClient http)
{
    private const int IdCharsShown = 8;

    /// <summary>Asks every node at once.</summary>
    public async Task<IReadOnlyList<NodeSnapshot>> ReadAsync(CancellationToken cancellation) =>
        await Task.WhenAll(chain.Nodes.Select(node => ReadAsync(new NodeClient(http, node), cancellation)));

    private async Task<NodeSnapshot> ReadAsync(NodeClient client, CancellationToken cancellation)
    {
        try
        {
            JsonElement status = await client.GetAsync("/api/v1/status", cancellation);
            JsonElement peers = await client.GetAsync("/api/v1/peers", cancellation);
            JsonElement version = await client.Rpc.CallAsync(new RpcCall("web3_clientVersion"), cancellation);
            JsonElement consensus = status.GetProperty("consensus");
            string[] sealers = NamesOf(consensus.GetProperty("sealers"));
            return new NodeSnapshot(client.Node.Name, Problem: null)
            {
                Height = status.GetProperty("blockNumber").GetInt64(),
                Hash = status.GetProperty("blockHash").GetString()!,
                GenesisHash = (await client.BlockHashAsync(0, cancellation)).ToString(),
                View = consensus.GetProperty("view").GetInt64(),
                Leader = sealers.ElementAtOrDefault(consensus.GetProperty("leader").GetInt32()) ?? "",
                Sealers = sealers,
                Quorum = consensus.GetProperty("quorum").GetInt32(),
                Members = NamesOf(status.GetProperty("members")),
                Phase = consensus.GetProperty("phase").GetString()!,
                Peers = peers.GetArrayLength(),
                Pool = status.GetProperty("pendingTransactions").GetInt64(),
                Stall = StallOf(consensus),
                LowestBlock = status.TryGetProperty("lowestBlock", out JsonElement lowest) ? lowest.GetInt64() : 1,
                IsSyncing = status.GetProperty("isSyncing").GetBoolean(),
                HaltReason = status.TryGetProperty("haltReason", out JsonElement reason) ? reason.GetString() : null,
                Versions = version.GetString()!,
                StorePosition = await StoreAsync(client, cancellation),
            };
        }
        catch (JsonRpcException problem)
        {
            return new NodeSnapshot(client.Node.Name, problem.Message);
        }
    }

    // A node knows the names of those it had a link to; this chain's folder knows all.
    private string? StallOf(JsonElement consensus)
    {
        if (!consensus.TryGetProperty("stall", out JsonElement stall) || !stall.GetProperty("isStalled").GetBoolean())
        {
            return null;
        }

        string words = $"{stall.GetProperty("reason").GetString()} {stall.GetProperty("advice").GetString()}".TrimEnd();
        return chain.Nodes.Aggregate(words, (text, node) =>
            text.Replace(ShortOf(node.Id.ToString()), node.Name, StringComparison.Ordinal));
    }

    private static string ShortOf(string id)
    {
        int start = id.StartsWith("0x", StringComparison.Ordinal) ? 2 : 0;
        return string.Concat(id.AsSpan(start, IdCharsShown), "…");
    }

    private static async Task<string> StoreAsync(NodeClient client, CancellationToken cancellation)
    {
        try
        {
            JsonElement node = await client.GetAsync("/api/v1/node", cancellation);
            JsonElement store = node.GetProperty("store");
            return $"{store.GetProperty("position").GetInt64()} (PostgreSQL {store.GetProperty("serverVersion").GetString()})";
        }
        catch (JsonRpcException)
        {
            return "does not answer";
        }
    }

    /// <summary>The names that this chain's folder has for node ids, or the starts of the ids.</summary>
    private string[] NamesOf(JsonElement ids) => [.. ids.EnumerateArray().Select(element => element.GetString()!).Select(id =>
        chain.Nodes.FirstOrDefault(node => node.Id.ToString() == id)?.Name ?? ShortOf(id))];
}
