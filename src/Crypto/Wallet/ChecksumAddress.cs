using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ledger.Crypto.Hashing;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Wallet;

/// <summary>Addresses as people read them: the case of the letters is a checksum (EIP-55).</summary>
public static class ChecksumAddress
{
    private const int DigitCount = Address.SizeBytes * 2;
    private const string Prefix = "0x";

    /// <summary>Writes <c>0x</c> and 40 digits in mixed case.</summary>
    public static string Format(in Address address)
    {
        Span<char> text = stackalloc char[Prefix.Length + DigitCount];
        Prefix.CopyTo(text);
        Span<char> digits = text[Prefix.Length..];
        _ = Convert.TryToHexStringLower(address.Bytes, digits, out _);

        Span<byte> ascii = stackalloc byte[DigitCount];
        _ = Convert.TryToHexStringLower(address.Bytes, ascii, out _);
        Hash256 hash = Keccak256.Hash(ascii);
        for (int i = 0; i < digits.Length; i++)
        {
            int nibble = (hash.Bytes[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0x0f;
            digits[i] = nibble >= 8 ? char.ToUpperInvariant(digits[i]) : digits[i];
        }

        return new string(text);
    }

    /// <summary>Reads an address with or without <c>0x</c>.</summary>
    /// <param name="text">Letters of one case only carry no checksum and are taken as they are; mixed case must match it.</param>
    /// <param name="address">The address, zero when the text is not one.</param>
    /// <returns>Whether the text is an address whose checksum, if it has one, is right.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Address address)
    {
        if (!Address.TryParse(text, CultureInfo.InvariantCulture, out address))
        {
            return false;
        }

        ReadOnlySpan<char> digits = text.AsSpan()[^DigitCount..];
        bool isMixed = digits.ContainsAnyInRange('a', 'f') && digits.ContainsAnyInRange('A', 'F');
        if (!isMixed || digits.SequenceEqual(Format(address).AsSpan(Prefix.Length)))
        {
            return true;
        }

        address = Address.Zero;
        return false;
    }
}
