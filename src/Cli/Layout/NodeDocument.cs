using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Cli.Layout;

/// <summary>A <c>node.json</c>.</summary>
/// <param name="Node">The one section that the command line writes.</param>
internal sealed record NodeDocument(NodeSettings Node)
{
    /// <summary>What an operator wrote beside it, kept as it is.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; init; }
}
