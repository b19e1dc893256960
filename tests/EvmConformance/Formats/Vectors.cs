using System.Globalization;
using System.Text.Json;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>Makes cases of files that are a list, or a map, of vectors.</summary>
internal static class Vectors
{
    /// <summary>A case for each element.</summary>
    /// <param name="file">The file.</param>
    /// <param name="kind">The kind of the cases.</param>
    /// <param name="list">An array.</param>
    /// <param name="judge">Tells what is wrong with an element, or <see langword="null"/>.</param>
    public static IEnumerable<ConformanceCase> OfList(
        CaseFile file, string kind, JsonElement list, Func<JsonElement, string?> judge) =>
        list.EnumerateArray().Index().Select(entry => new ConformanceCase(
            file, kind, NameOf(entry.Item, entry.Index), _ => Verdict.Of(judge(entry.Item))));

    /// <summary>A case for each entry of an object.</summary>
    public static IEnumerable<ConformanceCase> OfMap(
        CaseFile file, string kind, JsonElement map, Func<JsonElement, string?> judge) =>
        Shape.Entries(map).Select(entry => new ConformanceCase(
            file, kind, entry.Name, _ => Verdict.Of(judge(entry.Value))));

    /// <summary>A skipped case for each element, since the product lacks what they are about.</summary>
    public static IEnumerable<ConformanceCase> Skipped(CaseFile file, string kind, JsonElement list, string reason) =>
        list.EnumerateArray().Index().Select(entry => Skipped(file, kind, NameOf(entry.Item, entry.Index), reason));

    /// <summary>A skipped case.</summary>
    public static ConformanceCase Skipped(CaseFile file, string kind, string name, string reason) =>
        new(file, kind, name, _ => Verdict.Skip(reason));

    /// <summary>The name that an element gives itself, or its place.</summary>
    public static string NameOf(JsonElement element, int index)
    {
        foreach (string field in (ReadOnlySpan<string>)["name", "Name"])
        {
            if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(field, out JsonElement name))
            {
                return name.ToString();
            }
        }

        return "#" + index.ToString(CultureInfo.InvariantCulture);
    }
}
