namespace Ledger.Domain.Primitives;

public readonly partial struct UInt256
{
    /// <summary>Adds without losing the carry, then reduces; a zero modulus gives zero (Yellow Paper, appendix H: ADDMOD).</summary>
    public static UInt256 AddMod(in UInt256 left, in UInt256 right, in UInt256 modulus)
    {
        if (modulus.IsZero)
        {
            return Zero;
        }

        bool carry = AddOverflow(left, right, out UInt256 sum);
        if (left < modulus && right < modulus)
        {
            // Both are reduced already, so one subtraction is enough; it takes the carry away with it.
            bool isReduced = SubtractUnderflow(sum, modulus, out UInt256 reduced) && !carry;
            return isReduced ? sum : reduced;
        }

        if (!carry)
        {
            return sum % modulus;
        }

        ReadOnlySpan<ulong> limbs = [sum._u0, sum._u1, sum._u2, sum._u3, 1];
        _ = DivideLimbs(limbs, modulus, out UInt256 remainder);
        return remainder;
    }

    /// <summary>Multiplies to 512 bits, then reduces; a zero modulus gives zero (Yellow Paper, appendix H: MULMOD).</summary>
    public static UInt256 MulMod(in UInt256 left, in UInt256 right, in UInt256 modulus)
    {
        if (modulus.IsZero)
        {
            return Zero;
        }

        Span<ulong> product = stackalloc ulong[LimbCount * 2];
        MultiplyFull(left, right, product);
        _ = DivideLimbs(product, modulus, out UInt256 remainder);
        return remainder;
    }

    /// <summary>Raises to a power modulo 2^256; zero to the power of zero is one (Yellow Paper, appendix H: EXP).</summary>
    public static UInt256 Exp(in UInt256 value, in UInt256 exponent)
    {
        // Powers of two, above all 2^n and 256^n, are how compilers write shifts.
        if (value.IsPowerOfTwo)
        {
            return PowerOfPowerOfTwo(value, exponent);
        }

        UInt256 result = One;
        for (int bit = exponent.BitLength - 1; bit >= 0; bit--)
        {
            result *= result;
            if (exponent.IsBitSet(bit))
            {
                result *= value;
            }
        }

        return result;
    }

    // (2^n)^exponent is 1 shifted by n · exponent, the product of a byte and 64 bits.
    private static UInt256 PowerOfPowerOfTwo(in UInt256 powerOfTwo, in UInt256 exponent)
    {
        if (!exponent.IsUInt64)
        {
            return powerOfTwo == One ? One : Zero;
        }

        UInt256 shift = new UInt256((ulong)powerOfTwo.TrailingZeroCount) * exponent;
        return Shl(shift, One);
    }
}
