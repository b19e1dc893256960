using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Ledger.Load;

/// <summary>Asks an endpoint the few things that the measurement must know; not on the measured path.</summary>
internal sealed class Endpoint(HttpClient http, Uri url)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Calls a method.</summary>
    /// <exception cref="InvalidOperationException">The endpoint answered with an error.</exception>
    public async Task<JsonElement> CallAsync(string method, object[] parameters, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(
            new { jsonrpc = "2.0", id = 1, method, @params = parameters }));
        content.Headers.ContentType = Json;
        using HttpResponseMessage response = await http.PostAsync(url, content, cancellation);
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellation);
        using var document = JsonDocument.Parse(body);
        return document.RootElement.TryGetProperty("error", out JsonElement error)
            ? throw new InvalidOperationException($"{url} answered {method} with {error.GetRawText()}")
            : document.RootElement.GetProperty("result").Clone();
    }

    /// <summary>Calls a method whose result is a quantity.</summary>
    public async Task<long> QuantityAsync(string method, object[] parameters, CancellationToken cancellation)
    {
        JsonElement result = await CallAsync(method, parameters, cancellation);
        return long.Parse(result.GetString().AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
