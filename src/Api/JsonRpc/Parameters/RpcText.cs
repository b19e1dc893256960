using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Ledger.Api.JsonRpc.Parameters;

/// <summary>Reads JSON strings of callers.</summary>
internal static class RpcText
{
    /// <summary>The string; nothing for another JSON type or for an escaped half of a surrogate pair, which is no text.</summary>
    public static bool TryGet(JsonElement element, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (element.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        try
        {
            text = element.GetString();
        }
        catch (InvalidOperationException)
        {
            // The reader has no Try form: it throws for "\ud800" alone.
        }

        return text is not null;
    }

    /// <summary>A string that starts with <c>0x</c>, as every Ethereum quantity and data does.</summary>
    public static bool TryGetPrefixed(JsonElement element, [NotNullWhen(true)] out string? text) =>
        TryGet(element, out text) && text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
}
