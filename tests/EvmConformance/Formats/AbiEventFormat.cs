using System.Text.Json;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>Values of an event, and the topics and data that it is logged with.</summary>
internal sealed class AbiEventFormat : ICaseFormat
{
    private const string Missing = "the product has no ABI codec yet";

    /// <inheritdoc/>
    public string Kind => "abi";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsListOf(root, "types", "values", "topics", "indexed");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        Vectors.Skipped(file, Kind, root, Missing);
}
