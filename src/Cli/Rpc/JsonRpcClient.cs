using System.Net.Http.Headers;
using System.Text.Json;

namespace Ledger.Cli.Rpc;

/// <summary>Calls the JSON-RPC methods of one node. Thread-safe.</summary>
/// <param name="http">Sends.</param>
/// <param name="url">The node's endpoint, or that of one of its groups.</param>
/// <param name="adminToken">Shows that the caller operates the node; <see langword="null"/> for methods that anybody may call.</param>
internal sealed class JsonRpcClient(HttpClient http, Uri url, string? adminToken = null)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>The node's endpoint.</summary>
    public Uri Url { get; } = url;

    /// <summary>Calls one method.</summary>
    /// <returns>The result; of kind <see cref="JsonValueKind.Null"/> when the node answered null.</returns>
    /// <exception cref="JsonRpcException">The node answered with an error, or did not answer.</exception>
    public async Task<JsonElement> CallAsync(RpcCall call, CancellationToken cancellation)
    {
        JsonElement answer = await PostAsync(Request(call, 1), cancellation);
        return ResultOf(answer, call);
    }

    /// <summary>Calls several methods in one request; the results keep the order of the calls.</summary>
    /// <exception cref="JsonRpcException">One of them was answered with an error, or the node did not answer.</exception>
    public async Task<IReadOnlyList<JsonElement>> BatchAsync(
        IReadOnlyList<RpcCall> calls, CancellationToken cancellation)
    {
        if (calls.Count == 0)
        {
            return [];
        }

        JsonElement answer = await PostAsync(calls.Select(Request).ToArray(), cancellation);
        var results = new JsonElement[calls.Count];
        foreach (JsonElement entry in answer.EnumerateArray())
        {
            // A node may answer in any order.
            int id = entry.GetProperty("id").GetInt32();
            results[id] = ResultOf(entry, calls[id]);
        }

        return results;
    }

    private static object Request(RpcCall call, int id) =>
        new { jsonrpc = "2.0", id, method = call.Method, @params = call.Parameters };

    private static JsonElement ResultOf(JsonElement answer, RpcCall call)
    {
        if (answer.TryGetProperty("error", out JsonElement error))
        {
            throw new JsonRpcException(
                error.GetProperty("code").GetInt32(), $"{call.Method}: {error.GetProperty("message").GetString()}");
        }

        return answer.GetProperty("result");
    }

    private async Task<JsonElement> PostAsync(object request, CancellationToken cancellation)
    {
        try
        {
            using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request));
            content.Headers.ContentType = Json;
            using var message = new HttpRequestMessage(HttpMethod.Post, Url) { Content = content };
            if (adminToken is not null)
            {
                message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", adminToken);
            }

            using HttpResponseMessage response = await http.SendAsync(message, cancellation);
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellation);
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (HttpRequestException problem)
        {
            throw new JsonRpcException(0, $"{Url} does not answer: {problem.Message}");
        }
        catch (JsonException)
        {
            throw new JsonRpcException(0, $"{Url} did not answer in JSON.");
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new JsonRpcException(0, $"{Url} did not answer within {http.Timeout.TotalSeconds:0} s.");
        }
    }
}
