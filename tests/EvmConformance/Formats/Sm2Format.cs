using System.Text.Json;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>SM2 (GM/T 0003): the published example of signing and of encryption, and generated signatures.</summary>
internal sealed class Sm2Format : ICaseFormat
{
    private const string Missing = "the product has no SM2 yet";

    private static readonly string[] Published = ["published sign", "published encrypt"];

    /// <inheritdoc/>
    public string Kind => "sm";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.Has(root, "curve", "published", "generated");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        Published.Select(name => Vectors.Skipped(file, Kind, name, Missing))
            .Concat(Vectors.Skipped(file, Kind, root.GetProperty("generated"), Missing));
}
