using System.Text.Json;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>SM3 (GM/T 0004): published examples and messages that follow a rule.</summary>
internal sealed class Sm3Format : ICaseFormat
{
    private const string Missing = "the product has no SM3 yet";

    /// <inheritdoc/>
    public string Kind => "sm";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.Has(root, "published", "pattern");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        Vectors.Skipped(file, Kind, root.GetProperty("published"), Missing)
            .Concat(Vectors.Skipped(file, Kind, root.GetProperty("pattern"), Missing));
}
