using System.Text.Json;

namespace Ledger.Domain.Abi;

/// <summary>Opens JSON from strangers: bounded in length and depth, without doubled properties.</summary>
internal static class AbiJsonText
{
    private static readonly JsonDocumentOptions Options = new()
    {
        MaxDepth = AbiLimits.JsonDepthMax,
        AllowDuplicateProperties = false,
    };

    internal static bool TryOpen(string json, out JsonElement root, out AbiProblem? problem)
    {
        root = default;
        problem = null;
        if (json.Length > AbiLimits.JsonTextMax)
        {
            problem = AbiProblem.Of($"The JSON has {json.Length} characters; it may have {AbiLimits.JsonTextMax}.");
            return false;
        }

        try
        {
            // Its memory is a plain array of this document: nothing needs to be given back.
            root = JsonElement.Parse(json, Options);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            problem = AbiProblem.Of("This is not JSON: " + exception.Message);
            return false;
        }
    }

    /// <summary>The text of a string that is well-formed Unicode; JSON can escape half of a surrogate pair.</summary>
    internal static string? Text(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The name of a property, when it is well-formed Unicode.</summary>
    internal static string? Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The start of what stands there, for a message.</summary>
    internal static string Shown(JsonElement element)
    {
        string text = element.GetRawText();
        return text.Length <= 60 ? text : text[..60] + "…";
    }
}
