using System.Text.Json;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>Canonical signatures of functions and their selectors.</summary>
internal sealed class AbiSelectorFormat : ICaseFormat
{
    private const string Missing = "the product has no ABI codec yet";

    /// <inheritdoc/>
    public string Kind => "abi";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsListOf(root, "signature", "selector");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        Vectors.Skipped(file, Kind, root, Missing);
}
