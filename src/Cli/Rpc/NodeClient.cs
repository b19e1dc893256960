using System.Text.Json;
using Ledger.Cli.Layout;
using Ledger.Domain.Primitives;

namespace Ledger.Cli.Rpc;

/// <summary>Asks one node what the command line wants to know.</summary>
internal sealed class NodeClient(HttpClient http, ChainNode node)
{
    private readonly JsonRpcClient _rpc = new(http, new Uri(node.HttpUrl));

    /// <summary>The node.</summary>
    public ChainNode Node => node;

    /// <summary>Its JSON-RPC methods.</summary>
    public JsonRpcClient Rpc => _rpc;

    /// <summary>Whether the node says that it can serve.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage response = await http.GetAsync(At("/health/ready"), cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // Not listening yet.
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Whether the node runs, and says that it is not in the group: it will never be ready.</summary>
    public async Task<bool> IsOutsideAsync(CancellationToken cancellation)
    {
        try
        {
            JsonElement status = await GetAsync("/api/v1/status", cancellation);
            return !status.GetProperty("isMember").GetBoolean() && !status.GetProperty("isSyncing").GetBoolean();
        }
        catch (JsonRpcException)
        {
            return false; // Not listening yet, or its group is not open.
        }
    }

    /// <summary>Reads a REST resource as JSON.</summary>
    /// <exception cref="JsonRpcException">The node does not answer, or not with success.</exception>
    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage response = await http.GetAsync(At(path), cancellation);
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellation);
            if (!response.IsSuccessStatusCode)
            {
                throw new JsonRpcException((int)response.StatusCode, $"{At(path)} answered {(int)response.StatusCode}.");
            }

            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (HttpRequestException problem)
        {
            throw new JsonRpcException(0, $"{node.HttpUrl} does not answer: {problem.Message}");
        }
    }

    /// <summary>The last committed block's number.</summary>
    public async Task<long> HeightAsync(CancellationToken cancellation) =>
        Quantity.Read(await _rpc.CallAsync(new RpcCall("eth_blockNumber"), cancellation));

    /// <summary>A block without its transactions, as <c>eth_getBlockByNumber</c> gives it.</summary>
    public Task<JsonElement> BlockAsync(long number, CancellationToken cancellation) =>
        _rpc.CallAsync(new RpcCall("eth_getBlockByNumber", Quantity.Of(number), false), cancellation);

    /// <summary>The hash of a block.</summary>
    public async Task<Hash256> BlockHashAsync(long number, CancellationToken cancellation)
    {
        JsonElement block = await BlockAsync(number, cancellation);
        return Hash256.Parse(block.GetProperty("hash").GetString()!);
    }

    private Uri At(string path) => new(new Uri(node.HttpUrl), path);
}
