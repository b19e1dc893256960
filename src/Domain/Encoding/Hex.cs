namespace Ledger.Domain.Encoding;

/// <summary>Lower-case hexadecimal with a <c>0x</c> prefix, the form in which bytes are shown everywhere.</summary>
public static class Hex
{
    /// <summary>Writes <paramref name="bytes"/> as <c>0x</c> followed by two digits a byte.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) =>
        bytes.IsEmpty ? "0x" : string.Concat("0x", Convert.ToHexStringLower(bytes));

    /// <summary>Reads hexadecimal text with or without the prefix.</summary>
    /// <param name="text">An even number of digits of either case.</param>
    /// <param name="bytes">The bytes, empty when the text is not hexadecimal.</param>
    /// <returns>Whether the whole text was hexadecimal.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        ReadOnlySpan<char> digits = WithoutPrefix(text);
        bytes = new byte[digits.Length / 2];
        if (digits.Length % 2 == 0
            && Convert.FromHexString(digits, bytes, out _, out int written) == System.Buffers.OperationStatus.Done
            && written == bytes.Length)
        {
            return true;
        }

        bytes = [];
        return false;
    }

    /// <summary>Reads hexadecimal text that must fill <paramref name="destination"/> exactly.</summary>
    public static bool TryDecodeExactly(ReadOnlySpan<char> text, Span<byte> destination)
    {
        ReadOnlySpan<char> digits = WithoutPrefix(text);
        return digits.Length == destination.Length * 2
            && Convert.FromHexString(digits, destination, out _, out _) == System.Buffers.OperationStatus.Done;
    }

    /// <summary>Reads hexadecimal text.</summary>
    /// <exception cref="FormatException">The text is not an even number of hexadecimal digits.</exception>
    public static byte[] Decode(ReadOnlySpan<char> text) => TryDecode(text, out byte[] bytes)
        ? bytes
        : throw new FormatException("Expected an even number of hexadecimal digits.");

    private static ReadOnlySpan<char> WithoutPrefix(ReadOnlySpan<char> text) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
}
