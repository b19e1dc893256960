using System.Text.Json;
using Ledger.Domain.Abi;
using Ledger.Domain.Tests.Transactions;

namespace Ledger.Domain.Tests.Abi;

/// <summary>The types and values of the ABI vectors.</summary>
internal static class VectorValues
{
    public static JsonElement[] Read(string file, int count)
    {
        JsonElement[] vectors = [.. VectorFiles.ReadCompressed(file, "abi").EnumerateArray()];
        Assert.Equal(count, vectors.Length);
        return vectors;
    }

    public static AbiType.Tuple Types(JsonElement vector) => AbiType.TupleOf(
        vector.GetProperty("types").EnumerateArray().Select(type => AbiType.Parse(type.GetString()!)));

    public static AbiValue[] Values(AbiType.Tuple types, JsonElement vector, string property) =>
        Value(types, vector.GetProperty(property)).Items.ToArray();

    // A value is plain JSON, or an object of its kind and itself; a list is either.
    private static AbiValue Value(AbiType type, JsonElement json)
    {
        JsonElement value = json.ValueKind == JsonValueKind.Object ? json.GetProperty("value") : json;
        AbiType[]? items = (type, value.ValueKind) switch
        {
            (AbiType.Tuple tuple, _) => [.. tuple.Members.Select(member => member.Type)],
            (AbiType.FixedArray array, _) => [.. Enumerable.Repeat(array.Element, array.Length)],
            (AbiType.Array array, _) => [.. Enumerable.Repeat(array.Element, value.GetArrayLength())],
            _ => null,
        };
        if (items is not null)
        {
            Assert.Equal(items.Length, value.GetArrayLength());
            return AbiValue.List([.. items.Zip(value.EnumerateArray(), Value)]);
        }

        Assert.True(AbiJson.TryRead(type, value, out AbiValue read, out AbiProblem? problem), $"{type} {value}: {problem}");
        return read;
    }
}
