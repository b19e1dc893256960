using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Bn254;

/// <summary>Numbers as sums of odd digits times powers of two, few of them not zero: the windowed non-adjacent form
/// (Hankerson, Menezes, Vanstone, "Guide to Elliptic Curve Cryptography", algorithm 3.35).</summary>
internal static class SignedDigits
{
    /// <summary>Digits are zero or odd and below 2^(this - 1) in size; of so many in a row, one is not zero.</summary>
    public const int WindowBits = 5;

    /// <summary>The most digits of a number below 2^128 - 2^5.</summary>
    public const int CountMax = 129;

    /// <summary>Writes the digits of a number below 2^128 - 2^5, the lowest first, and zeros after them.</summary>
    /// <returns>How many digits there are up to the highest that is not zero.</returns>
    public static int Write(in UInt256 number, Span<sbyte> digits)
    {
        digits.Clear();
        var rest = new UInt128((number >> 64).Low64, number.Low64);
        int count = 0;
        for (int position = 0; rest != 0; position++)
        {
            if (UInt128.IsOddInteger(rest))
            {
                int digit = (int)((ulong)rest & ((1 << WindowBits) - 1));
                digit = digit >= 1 << (WindowBits - 1) ? digit - (1 << WindowBits) : digit;
                rest = digit < 0 ? rest + (uint)-digit : rest - (uint)digit;
                digits[position] = (sbyte)digit;
                count = position + 1;
            }

            rest >>= 1;
        }

        return count;
    }
}
