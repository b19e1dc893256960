using System.Text.Json;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>SM4 (GM/T 0002): published examples and generated ones, by mode.</summary>
internal sealed class Sm4Format : ICaseFormat
{
    private const string Missing = "the product has no SM4 yet";

    /// <inheritdoc/>
    public string Kind => "sm";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.Has(root, "published", "generated") && !Shape.Has(root, "curve");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        Vectors.Skipped(file, Kind, root.GetProperty("published"), Missing)
            .Concat(Vectors.Skipped(file, Kind, root.GetProperty("generated"), Missing));
}
