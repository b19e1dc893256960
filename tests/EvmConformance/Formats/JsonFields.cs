using System.Text.Json;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.EvmConformance.Formats;

/// <summary>Reads the values of test files: numbers and bytes are hexadecimal text, with or without <c>0x</c>.</summary>
internal static class JsonFields
{
    private const int WordDigits = UInt256.SizeBytes * 2;

    /// <summary>The text of a field.</summary>
    public static string Text(this JsonElement element, string field) => element.GetProperty(field).Text();

    /// <summary>The element as text.</summary>
    /// <exception cref="FormatException">It is <see langword="null"/>.</exception>
    public static string Text(this JsonElement element) =>
        element.GetString() ?? throw new FormatException("Expected text, found null.");

    /// <summary>The bytes of a field.</summary>
    public static byte[] Bytes(this JsonElement element, string field) => Hex.Decode(element.Text(field));

    /// <summary>The bytes of a field; none when the element does not have it.</summary>
    public static byte[] BytesOrEmpty(this JsonElement element, string field) =>
        element.TryGetProperty(field, out JsonElement value) ? Hex.Decode(value.Text()) : [];

    /// <summary>The number of a field; zero when the element does not have it.</summary>
    public static UInt256 NumberOrZero(this JsonElement element, string field) =>
        element.TryGetProperty(field, out JsonElement value) ? value.Number() : default;

    /// <summary>The element as a number, JSON's own or text.</summary>
    /// <exception cref="FormatException">It is not a number below 2^256.</exception>
    public static UInt256 Number(this JsonElement element) => element.ValueKind == JsonValueKind.Number
        ? element.GetUInt64()
        : TryNumber(element.Text(), out UInt256 value) ? value
        : throw new FormatException($"'{element}' is not a number of at most 256 bits.");

    /// <summary>Reads a number in hexadecimal: any count of leading zeros, no digits at all for zero.</summary>
    /// <returns><see langword="false"/> when it is not one, or has more than 256 bits.</returns>
    public static bool TryNumber(ReadOnlySpan<char> text, out UInt256 value)
    {
        ReadOnlySpan<char> digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        digits = digits.TrimStart('0');
        Span<char> padded = stackalloc char[WordDigits];
        Span<byte> bytes = stackalloc byte[UInt256.SizeBytes];
        value = default;
        if (digits.Length > WordDigits)
        {
            return false;
        }

        padded.Fill('0');
        digits.CopyTo(padded[(WordDigits - digits.Length)..]);
        if (!Hex.TryDecodeExactly(padded, bytes))
        {
            return false;
        }

        value = UInt256.FromBigEndian(bytes);
        return true;
    }
}
