using System.Text.Json;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>ethereum/tests ABITests: arguments, their types, and the encoding.</summary>
internal sealed class AbiBasicFormat : ICaseFormat
{
    private const string Missing = "the product has no ABI codec yet";

    /// <inheritdoc/>
    public string Kind => "abi";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsMapOf(root, "args", "types", "result");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        Shape.Entries(root).Select(entry => Vectors.Skipped(file, Kind, entry.Name, Missing));
}
