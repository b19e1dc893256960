using System.Text.Json;

namespace Ledger.EvmConformance.Formats;

/// <summary>Tells formats apart by the fields of their first element.</summary>
internal static class Shape
{
    /// <summary>Whether it is an array whose first element has all the fields.</summary>
    public static bool IsListOf(JsonElement root, params ReadOnlySpan<string> fields) =>
        root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0 && Has(root[0], fields);

    /// <summary>Whether it is an object whose first value, comments left out, has all the fields.</summary>
    public static bool IsMapOf(JsonElement root, params ReadOnlySpan<string> fields)
    {
        JsonElement first = root.ValueKind == JsonValueKind.Object
            ? Entries(root).FirstOrDefault().Value
            : default;
        return Has(first, fields);
    }

    /// <summary>Whether it is an object with all the fields.</summary>
    public static bool Has(JsonElement element, params ReadOnlySpan<string> fields)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        foreach (string field in fields)
        {
            if (!element.TryGetProperty(field, out _))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The named entries of an object; names that start with an underscore are comments.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Entries(JsonElement root) => root.EnumerateObject()
        .Where(entry => !entry.Name.StartsWith('_'))
        .Select(entry => (entry.Name, entry.Value));
}
