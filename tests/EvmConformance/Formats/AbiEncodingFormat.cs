using System.Text.Json;
using Ledger.Domain.Abi;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>Values with their types and the ABI encoding, made and read back; version 1 has no tuples.</summary>
internal sealed class AbiEncodingFormat : ICaseFormat
{
    /// <inheritdoc/>
    public string Kind => "abi";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsListOf(root, "types", "values", "result");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        Vectors.OfList(file, Kind, root, Judge);

    // Where both are there, the normalized values are the numbers and addresses in one spelling.
    private static string? Judge(JsonElement vector)
    {
        AbiType.Tuple types = AbiVectors.Types(vector);
        string values = Shape.Has(vector, "normalizedValues") ? "normalizedValues" : "values";
        return AbiVectors.Judge(types, AbiVectors.Values(types, vector, values), vector.Bytes("result"));
    }
}
