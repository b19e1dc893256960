using System.Text.Json;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>Typed data (EIP-712): its encoding and digest.</summary>
internal sealed class TypedDataFormat : ICaseFormat
{
    private const string Missing = "the product has no typed data (EIP-712) yet";

    /// <inheritdoc/>
    public string Kind => "eip712";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsListOf(root, "primaryType", "types", "digest");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        Vectors.Skipped(file, Kind, root, Missing);
}
