using System.Text.Json;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>Values with their types and the ABI encoding; version 1 has no tuples.</summary>
internal sealed class AbiEncodingFormat : ICaseFormat
{
    private const string Missing = "the product has no ABI codec yet";

    /// <inheritdoc/>
    public string Kind => "abi";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsListOf(root, "types", "values", "result");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        Vectors.Skipped(file, Kind, root, Missing);
}
