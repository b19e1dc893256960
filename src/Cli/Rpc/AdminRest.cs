using System.Net.Http.Headers;
using System.Text.Json;

namespace Ledger.Cli.Rpc;

/// <summary>Sends REST requests that take the token of a node's operator.</summary>
/// <param name="http">Sends.</param>
/// <param name="url">The node.</param>
/// <param name="token">The node's token.</param>
internal sealed class AdminRest(HttpClient http, Uri url, string token)
{
    /// <summary>Sends one request.</summary>
    /// <param name="method">The verb.</param>
    /// <param name="path">The resource, from the first slash.</param>
    /// <param name="body">JSON, or <see langword="null"/> for none.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns><see langword="null"/> when the node did it, else what it says is wrong.</returns>
    /// <exception cref="JsonRpcException">The node does not answer.</exception>
    public async Task<string?> SendAsync(HttpMethod method, string path, byte[]? body, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(method, new Uri(url, path));
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        try
        {
            using HttpResponseMessage response = await http.SendAsync(message, cancellation);
            return response.IsSuccessStatusCode
                ? null
                : Detail(await response.Content.ReadAsByteArrayAsync(cancellation), (int)response.StatusCode);
        }
        catch (HttpRequestException problem)
        {
            throw new JsonRpcException(0, $"{url} does not answer: {problem.Message}");
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new JsonRpcException(0, $"{url} did not answer within {http.Timeout.TotalSeconds:0} s.");
        }
    }

    private static string Detail(byte[] problem, int status)
    {
        try
        {
            return JsonElement.Parse(problem).TryGetProperty("detail", out JsonElement detail) && detail.ValueKind == JsonValueKind.String
                ? detail.GetString()!
                : $"HTTP {status}";
        }
        catch (JsonException)
        {
            return $"HTTP {status}";
        }
    }
}
