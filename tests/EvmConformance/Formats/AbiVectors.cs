using System.Text.Json;
using Ledger.Domain.Abi;
using Ledger.Domain.Encoding;

namespace Ledger.EvmConformance.Formats;

/// <summary>The types and values of ABI vectors.</summary>
internal static class AbiVectors
{
    /// <summary>The types, as the tuple that they are encoded as.</summary>
    public static AbiType.Tuple Types(JsonElement vector) =>
        AbiType.TupleOf(vector.GetProperty("types").EnumerateArray().Select(type => AbiType.Parse(type.Text())));

    /// <summary>The values of a field.</summary>
    public static AbiValue[] Values(AbiType.Tuple types, JsonElement vector, string field) =>
        Value(types, vector.GetProperty(field)).Items.ToArray();

    /// <summary>A value: plain JSON, or an object of its kind and its value; lists hold either.</summary>
    /// <exception cref="FormatException">It is not of the type.</exception>
    public static AbiValue Value(AbiType type, JsonElement json)
    {
        JsonElement value = json.ValueKind == JsonValueKind.Object ? json.GetProperty("value") : json;
        if (ItemTypes(type, value) is AbiType[] items)
        {
            return items.Length == value.GetArrayLength()
                ? AbiValue.List([.. items.Zip(value.EnumerateArray(), Value)])
                : throw new FormatException($"{type} has {items.Length} items, not {value.GetArrayLength()}.");
        }

        return AbiJson.TryRead(type, value, out AbiValue read, out AbiProblem? problem)
            ? read
            : throw new FormatException($"{value} is not {type}: {problem}");
    }

    /// <summary>What is wrong with values and their encoding, made and read back by every layout; or <see langword="null"/>.</summary>
    public static string? Judge(AbiType.Tuple types, AbiValue[] values, byte[] encoding)
    {
        byte[] made = AbiCodec.Encode(types, values);
        if (!made.AsSpan().SequenceEqual(encoding))
        {
            return $"encoded as {Hex.Encode(made)}, expected {Hex.Encode(encoding)}";
        }

        return Array.TrueForAll(
            Enum.GetValues<AbiLayout>(), layout => AbiCodec.Decode(types, encoding, layout) == AbiValue.List(values))
            ? null
            : "decoded as something else";
    }

    private static AbiType[]? ItemTypes(AbiType type, JsonElement value) => type switch
    {
        AbiType.Tuple tuple => [.. tuple.Members.Select(member => member.Type)],
        AbiType.FixedArray array => [.. Enumerable.Repeat(array.Element, array.Length)],
        AbiType.Array array => [.. Enumerable.Repeat(array.Element, value.GetArrayLength())],
        _ => null,
    };
}
