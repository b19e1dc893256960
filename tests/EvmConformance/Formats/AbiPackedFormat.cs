using System.Text.Json;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>Hashes of the packed encoding of values.</summary>
internal sealed class AbiPackedFormat : ICaseFormat
{
    private const string Missing = "the product has no ABI codec yet";

    /// <inheritdoc/>
    public string Kind => "abi";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsListOf(root, "types", "values", "keccak256");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        Vectors.Skipped(file, Kind, root, Missing);
}
