using System.Runtime.CompilerServices;

namespace Ledger.Domain.Primitives;

public readonly partial struct UInt256
{
    /// <summary>Divides as unsigned integers; a zero divisor gives zero (Yellow Paper, appendix H: DIV).</summary>
    public static UInt256 operator /(in UInt256 left, in UInt256 right) => DivRem(left, right, out _);

    /// <summary>Takes the remainder of unsigned integers; a zero divisor gives zero (Yellow Paper, appendix H: MOD).</summary>
    public static UInt256 operator %(in UInt256 left, in UInt256 right)
    {
        _ = DivRem(left, right, out UInt256 remainder);
        return remainder;
    }

    /// <summary>Divides and takes the remainder in one step; a zero divisor gives zero for both.</summary>
    /// <param name="dividend">What is divided.</param>
    /// <param name="divisor">What it is divided by.</param>
    /// <param name="remainder">The remainder, below the divisor.</param>
    /// <returns>The quotient, rounded down.</returns>
    public static UInt256 DivRem(in UInt256 dividend, in UInt256 divisor, out UInt256 remainder)
    {
        if (divisor.IsUInt64)
        {
            return DivideByLimb(dividend, divisor._u0, out remainder);
        }

        if (dividend < divisor)
        {
            remainder = dividend;
            return Zero;
        }

        ReadOnlySpan<ulong> limbs = [dividend._u0, dividend._u1, dividend._u2, dividend._u3];
        return DivideLimbs(limbs, divisor, out remainder);
    }

    private static UInt256 DivideByLimb(in UInt256 dividend, ulong divisor, out UInt256 remainder)
    {
        if (divisor == 0)
        {
            remainder = Zero;
            return Zero;
        }

        if (dividend.IsUInt64)
        {
            ulong small = dividend._u0 / divisor;
            remainder = new UInt256(unchecked(dividend._u0 - (small * divisor)));
            return new UInt256(small);
        }

        ReadOnlySpan<ulong> limbs = [dividend._u0, dividend._u1, dividend._u2, dividend._u3];
        return DivideLimbs(limbs, new UInt256(divisor), out remainder);
    }

    /// <summary>Knuth's algorithm D (The Art of Computer Programming, volume 2, 4.3.1) over 64-bit digits.</summary>
    /// <param name="dividend">At most eight limbs, least significant first.</param>
    /// <param name="divisor">Not zero.</param>
    /// <param name="remainder">The remainder.</param>
    /// <returns>The lower 256 bits of the quotient.</returns>
    private static UInt256 DivideLimbs(ReadOnlySpan<ulong> dividend, in UInt256 divisor, out UInt256 remainder)
    {
        int shift = divisor.LeadingZeroCount % LimbBits;
        int divisorLimbs = (divisor.BitLength + LimbBits - 1) / LimbBits;
        UInt256 normalized = divisor << shift;

        Span<ulong> u = stackalloc ulong[(LimbCount * 2) + 1];
        Span<ulong> quotient = stackalloc ulong[(LimbCount * 2) + 1];
        int length = Normalize(dividend, shift, u);
        switch (divisorLimbs)
        {
            case 1:
                DivideByOneLimb(u[..length], normalized._u0, quotient);
                break;
            case LimbCount:
                DivideByFourLimbs(u[..length], normalized, quotient);
                break;
            default:
                ReadOnlySpan<ulong> d = [normalized._u0, normalized._u1, normalized._u2];
                DivideByManyLimbs(u[..length], d[..divisorLimbs], quotient);
                break;
        }

        remainder = new UInt256(u[0], u[1], u[2], u[3]) >> shift;
        return new UInt256(quotient[0], quotient[1], quotient[2], quotient[3]);
    }

    // Shifts left so that the divisor's top bit is set (step D1); the result has one limb more than the dividend uses.
    private static int Normalize(ReadOnlySpan<ulong> dividend, int shift, Span<ulong> u)
    {
        int length = dividend.Length;
        while (length > 0 && dividend[length - 1] == 0)
        {
            length--;
        }

        if (shift == 0)
        {
            dividend[..length].CopyTo(u);
            return length + 1;
        }

        ulong carried = 0;
        for (int i = 0; i < length; i++)
        {
            u[i] = (dividend[i] << shift) | carried;
            carried = dividend[i] >> (LimbBits - shift);
        }

        u[length] = carried;
        return length + 1;
    }

    // Leaves the remainder in u[0] and zeros above it.
    private static void DivideByOneLimb(Span<ulong> u, ulong divisor, Span<ulong> quotient)
    {
        ulong reciprocal = Reciprocal(divisor);
        ulong remainder = u[^1];
        u[^1] = 0;
        for (int i = u.Length - 2; i >= 0; i--)
        {
            quotient[i] = DivideTwoByOne(remainder, u[i], divisor, reciprocal, out remainder);
            u[i] = 0;
        }

        u[0] = remainder;
    }

    // Leaves the remainder in the lower limbs of u and zeros above it.
    private static void DivideByManyLimbs(Span<ulong> u, ReadOnlySpan<ulong> d, Span<ulong> quotient)
    {
        int n = d.Length;
        ulong reciprocal = ReciprocalOfTwo(d[n - 1], d[n - 2]);
        for (int j = u.Length - n - 1; j >= 0; j--)
        {
            Span<ulong> window = u.Slice(j, n + 1);
            ulong digit = EstimateDigit(window, d, reciprocal);
            if (SubtractMultiple(window, d, digit))
            {
                digit = unchecked(digit - 1);
                AddBack(window, d);
            }

            quotient[j] = digit;
        }
    }

    // Step D3. The estimate from three over two limbs is right or one too large.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong EstimateDigit(ReadOnlySpan<ulong> window, ReadOnlySpan<ulong> d, ulong reciprocal)
    {
        int n = d.Length;
        bool wouldOverflow = window[n] == d[n - 1] && window[n - 1] == d[n - 2];
        return wouldOverflow
            ? ulong.MaxValue
            : DivideThreeByTwo(window[n], window[n - 1], window[n - 2], d[n - 1], d[n - 2], reciprocal);
    }

    // Step D4: whether the difference went below zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool SubtractMultiple(Span<ulong> window, ReadOnlySpan<ulong> d, ulong digit)
    {
        ulong carry = 0;
        for (int i = 0; i < d.Length; i++)
        {
            ulong product = MultiplyAdd(d[i], digit, carry, out carry);
            ulong before = window[i];
            window[i] = unchecked(before - product);
            carry = unchecked(carry + (before < product ? 1UL : 0UL));
        }

        ulong top = window[d.Length];
        window[d.Length] = unchecked(top - carry);
        return top < carry;
    }

    // Step D6: rare (a probability of about 2 / 2^64 on random operands), so the tests aim at it.
    private static void AddBack(Span<ulong> window, ReadOnlySpan<ulong> d)
    {
        ulong carry = 0;
        for (int i = 0; i < d.Length; i++)
        {
            window[i] = AddWithCarry(window[i], d[i], ref carry);
        }

        window[d.Length] = unchecked(window[d.Length] + carry);
    }
}
