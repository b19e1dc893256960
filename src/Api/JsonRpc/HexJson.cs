using System.Text.Json;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Api.JsonRpc;

/// <summary>Writes Ethereum's two value forms: quantities without leading zeros, and data with two digits a byte.</summary>
internal static class HexJson
{
    private const int StackBytesMax = 256;

    public static void WriteQuantity(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, long value)
    {
        Span<byte> text = stackalloc byte[18];
        text[0] = (byte)'0';
        text[1] = (byte)'x';
        value.TryFormat(text[2..], out int digits, "x", System.Globalization.CultureInfo.InvariantCulture);
        writer.WriteString(name, text[..(digits + 2)]);
    }

    public static void WriteQuantity(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, in UInt256 value) =>
        writer.WriteString(name, value.ToString());

    public static void WriteData(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        writer.WritePropertyName(name);
        writer.WriteDataValue(value);
    }

    public static void WriteDataValue(this Utf8JsonWriter writer, ReadOnlySpan<byte> value)
    {
        if (value.Length * 2 > StackBytesMax)
        {
            writer.WriteStringValue(Hex.Encode(value));
            return;
        }

        Span<byte> text = stackalloc byte[StackBytesMax + 2];
        text[0] = (byte)'0';
        text[1] = (byte)'x';
        Convert.TryToHexStringLower(value, text[2..], out int digits);
        writer.WriteStringValue(text[..(digits + 2)]);
    }

    public static void WriteWord(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, in UInt256 value)
    {
        Span<byte> word = stackalloc byte[UInt256.SizeBytes];
        value.WriteBigEndian(word);
        writer.WriteData(name, word);
    }

    public static void WriteAddressOrNull(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, Address? address)
    {
        if (address is Address value)
        {
            writer.WriteData(name, value.Bytes);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
