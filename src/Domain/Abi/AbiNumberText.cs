using System.Globalization;
using System.Numerics;

namespace Ledger.Domain.Abi;

/// <summary>Numbers in text: decimal digits with a sign, hexadecimal after <c>0x</c>, a point where the type has decimals.</summary>
internal static class AbiNumberText
{
    /// <summary>Longer than any number of 256 bits; a longer text would take quadratic time.</summary>
    private const int DigitsMax = 160;

    internal static bool TryParse(ReadOnlySpan<char> text, int decimals, out BigInteger number)
    {
        number = default;
        bool isNegative = text.StartsWith('-');
        ReadOnlySpan<char> digits = isNegative ? text[1..] : text;
        if (digits.Length is 0 or > DigitsMax)
        {
            return false;
        }

        bool isRead = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? decimals == 0 && TryParseHex(digits[2..], out number)
            : TryParseDecimal(digits, decimals, out number);
        number = isNegative ? -number : number;
        return isRead;
    }

    internal static string Format(BigInteger number, int decimals)
    {
        if (decimals == 0)
        {
            return number.ToString(CultureInfo.InvariantCulture);
        }

        string digits = BigInteger.Abs(number).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        string fraction = digits[^decimals..].TrimEnd('0');
        return (number.Sign < 0 ? "-" : "") + digits[..^decimals] + (fraction.Length > 0 ? "." + fraction : "");
    }

    private static bool TryParseHex(ReadOnlySpan<char> digits, out BigInteger number)
    {
        number = default;
        return digits.Length > 0 && BigInteger.TryParse(
            string.Concat("0", digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
    }

    private static bool TryParseDecimal(ReadOnlySpan<char> digits, int decimals, out BigInteger number)
    {
        int point = digits.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? digits : digits[..point];
        ReadOnlySpan<char> fraction = point < 0 ? [] : digits[(point + 1)..];
        number = default;
        return whole.Length > 0
            && fraction.Length <= decimals
            && (point < 0 || fraction.Length > 0)
            && BigInteger.TryParse(
                string.Concat(whole, fraction, new string('0', decimals - fraction.Length)),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out number);
    }
}
