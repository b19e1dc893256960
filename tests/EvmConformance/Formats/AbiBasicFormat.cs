using System.Text;
using System.Text.Json;
using Ledger.Domain.Abi;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>ethereum/tests ABITests: arguments, their types, and the encoding. Bytes are written as text.</summary>
internal sealed class AbiBasicFormat : ICaseFormat
{
    /// <inheritdoc/>
    public string Kind => "abi";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsMapOf(root, "args", "types", "result");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        Vectors.OfMap(file, Kind, root, Judge);

    private static string? Judge(JsonElement vector)
    {
        AbiType.Tuple types = AbiVectors.Types(vector);
        AbiValue[] values = [.. vector.GetProperty("args").EnumerateArray()
            .Select((argument, i) => Value(types.Members[i].Type, argument))];
        return AbiVectors.Judge(types, values, vector.Bytes("result"));
    }

    private static AbiValue Value(AbiType type, JsonElement argument) => type switch
    {
        AbiType.Bytes or AbiType.FixedBytes => Encoding.UTF8.GetBytes(argument.Text()),
        AbiType.Array array => AbiValue.List([.. argument.EnumerateArray().Select(item => Value(array.Element, item))]),
        _ => AbiVectors.Value(type, argument),
    };
}
