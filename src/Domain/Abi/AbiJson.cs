using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Abi;

/// <summary>Values as JSON: how people and clients write arguments and read results.</summary>
/// <remarks>Numbers are written as decimal text, since JSON readers lose digits above 2^53; read are numbers, and text in decimal
/// or hexadecimal. Bytes and addresses are hexadecimal text after <c>0x</c>. A tuple whose members all have names of their own is
/// an object, any other an array; both are read. What is not UTF-8 in a text is written as U+FFFD.</remarks>
public static class AbiJson
{
    /// <summary>Reads a value.</summary>
    /// <param name="type">The type that it must have; for arguments, the tuple of them.</param>
    /// <param name="json">Any JSON.</param>
    /// <param name="value">The value; the number 0 when the JSON is none.</param>
    /// <param name="problem">What is wrong; <see langword="null"/> when nothing is.</param>
    public static bool TryRead(AbiType type, JsonElement json, out AbiValue value, out AbiProblem? problem)
    {
        if (type.Depth > 0)
        {
            return TryReadItems(type, json, out value, out problem);
        }

        string? text = ReadElementary(type, json, out value);
        problem = text is null ? null : AbiProblem.Of(text);
        return problem is null;
    }

    /// <summary>Writes a value.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="type">The type.</param>
    /// <param name="value">A value of that type, as a decoder gives it.</param>
    /// <exception cref="InvalidOperationException">The value is not of the type.</exception>
    public static void Write(Utf8JsonWriter writer, AbiType type, AbiValue value)
    {
        switch (type)
        {
            case AbiType.Number:
                writer.WriteStringValue(AbiNumberText.Format(value.AsBigInteger(), 0));
                break;
            case AbiType.FixedPoint number:
                writer.WriteStringValue(AbiNumberText.Format(value.AsBigInteger(), number.Decimals));
                break;
            case AbiType.Address:
                writer.WriteStringValue(value.AsAddress().ToString());
                break;
            case AbiType.Boolean:
                writer.WriteBooleanValue(value.AsBoolean());
                break;
            case AbiType.Text:
                writer.WriteStringValue(value.AsText());
                break;
            case AbiType.Tuple tuple when HasNames(tuple):
                writer.WriteStartObject();
                for (int i = 0; i < tuple.Members.Count; i++)
                {
                    writer.WritePropertyName(tuple.Members[i].Name);
                    Write(writer, tuple.Members[i].Type, value[i]);
                }

                writer.WriteEndObject();
                break;
            case AbiType.Array or AbiType.FixedArray or AbiType.Tuple:
                writer.WriteStartArray();
                for (int i = 0; i < value.Length; i++)
                {
                    Write(writer, type.ItemType(i), value[i]);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(Hex.Encode(value.AsBytes()));
                break;
        }
    }

    /// <summary>Reads a value of a type that is no container, and checks that it fits.</summary>
    /// <returns>What is wrong; <see langword="null"/> when nothing is.</returns>
    internal static string? ReadElementary(AbiType type, JsonElement json, out AbiValue value)
    {
        string? problem = type switch
        {
            AbiType.Number => ReadNumber(type, 0, json, out value),
            AbiType.FixedPoint number => ReadNumber(type, number.Decimals, json, out value),
            AbiType.Address => ReadAddress(json, out value),
            AbiType.Boolean => ReadBoolean(json, out value),
            AbiType.Text => ReadText(json, out value),
            _ => ReadBytes(type, json, out value),
        };
        return problem is null && !type.IsDynamic ? AbiWords.Write(type, value, out _) : problem;
    }

    private static bool TryReadItems(AbiType type, JsonElement json, out AbiValue value, out AbiProblem? problem)
    {
        value = default;
        JsonElement[]? elements = json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray()]
            : type is AbiType.Tuple tuple && HasNames(tuple) ? MembersOf(tuple, json)
            : null;
        int? count = (type as AbiType.Tuple)?.Members.Count ?? (type as AbiType.FixedArray)?.Length;
        if (elements is null || (count is not null && count != elements.Length))
        {
            problem = AbiProblem.Of(Expected(type, json));
            return false;
        }

        var items = new AbiValue[elements.Length];
        for (int i = 0; i < items.Length; i++)
        {
            if (!TryRead(type.ItemType(i), elements[i], out items[i], out problem))
            {
                problem = problem!.Inside(type.ItemPath(i));
                return false;
            }
        }

        value = AbiValue.Owned(items);
        problem = null;
        return true;
    }

    private static JsonElement[]? MembersOf(AbiType.Tuple tuple, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || json.GetPropertyCount() != tuple.Members.Count)
        {
            return null;
        }

        var elements = new JsonElement[tuple.Members.Count];
        for (int i = 0; i < elements.Length; i++)
        {
            if (!json.TryGetProperty(tuple.Members[i].Name, out elements[i]))
            {
                return null;
            }
        }

        return elements;
    }

    private static bool HasNames(AbiType.Tuple tuple) =>
        tuple.Members.Count > 0
        && tuple.Members.All(member => member.Name.Length > 0)
        && tuple.Members.Select(member => member.Name).Distinct(StringComparer.Ordinal).Count() == tuple.Members.Count;

    private static string Expected(AbiType type, JsonElement json) => type switch
    {
        AbiType.Tuple tuple when HasNames(tuple) =>
            $"Expected an object of exactly {string.Join(", ", tuple.Members.Select(member => member.Name))}, "
            + $"or an array in that order, and this is {AbiJsonText.Shown(json)}.",
        AbiType.Tuple tuple => $"Expected an array of {tuple.Members.Count}, and this is {AbiJsonText.Shown(json)}.",
        AbiType.FixedArray array => $"Expected an array of {array.Length}, and this is {AbiJsonText.Shown(json)}.",
        _ => $"Expected an array, and this is {AbiJsonText.Shown(json)}.",
    };

    private static string? ReadNumber(AbiType type, int decimals, JsonElement json, out AbiValue value)
    {
        value = default;
        string? text = json.ValueKind == JsonValueKind.Number ? json.GetRawText() : AbiJsonText.Text(json);
        if (text is null || !AbiNumberText.TryParse(text, decimals, out BigInteger number))
        {
            string form = decimals == 0 ? "in decimal or 0x hexadecimal" : $"with at most {decimals} decimals";
            return $"Expected a number {form}, and this is {AbiJsonText.Shown(json)}.";
        }

        BigInteger limit = BigInteger.One << 256;
        if (number >= limit || number < -(limit >> 1))
        {
            return $"{AbiJsonText.Shown(json)} does not fit {type}.";
        }

        value = AbiValue.Number(number);
        return null;
    }

    private static string? ReadAddress(JsonElement json, out AbiValue value)
    {
        string? text = AbiJsonText.Text(json);
        bool isRead = Address.TryParse(text, CultureInfo.InvariantCulture, out Address address);
        value = address;
        return isRead ? null : $"Expected an address of 40 hexadecimal digits after 0x, and this is {AbiJsonText.Shown(json)}.";
    }

    private static string? ReadBoolean(JsonElement json, out AbiValue value)
    {
        value = json.ValueKind == JsonValueKind.True;
        return json.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? null
            : $"Expected true or false, and this is {AbiJsonText.Shown(json)}.";
    }

    private static string? ReadText(JsonElement json, out AbiValue value)
    {
        string? text = AbiJsonText.Text(json);
        value = text ?? "";
        return text is not null ? null : $"Expected a text of whole Unicode characters, and this is {AbiJsonText.Shown(json)}.";
    }

    private static string? ReadBytes(AbiType type, JsonElement json, out AbiValue value)
    {
        value = default;
        string? text = AbiJsonText.Text(json);
        if (text is null
            || !text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            || !Hex.TryDecode(text, out byte[] bytes))
        {
            return $"Expected {type} as an even number of hexadecimal digits after 0x, and this is {AbiJsonText.Shown(json)}.";
        }

        value = bytes;
        return null;
    }
}
