using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Ledger.Crypto.Bn254;

/// <content>Products. Montgomery's reduction is interleaved with the rows of the schoolbook product (Koç, Acar, Kaliski,
/// "Analyzing and comparing Montgomery multiplication algorithms", CIOS). Since p has two spare bits in its top limb, sums of
/// two products fit five limbs during a row and four after it. The three loops that everything else is made of are compiled
/// optimized at once: the second pairing of a process takes 2.2 ms so, and took 6.5 (medians of seven runs, alternating).</content>
internal readonly partial struct Fp
{
    /// <summary>-1/p modulo 2^64.</summary>
    private const ulong NegatedInverse = 0x87d20782e4866389;

    private const int LimbCount = 4;

    /// <inheritdoc/>
    /// <remarks>The factors may be up to 2p each (the product is then below 4p^2/2^256 + p, under 2p), and the result may be an
    /// operand.</remarks>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(in Fp left, in Fp right, out Fp product)
    {
        ulong t0 = 0;
        ulong t1 = 0;
        ulong t2 = 0;
        ulong t3 = 0;
        AddRow(left._l0, right, ref t0, ref t1, ref t2, ref t3);
        AddRow(left._l1, right, ref t0, ref t1, ref t2, ref t3);
        AddRow(left._l2, right, ref t0, ref t1, ref t2, ref t3);
        AddRow(left._l3, right, ref t0, ref t1, ref t2, ref t3);
        Reduce(t0, t1, t2, t3, out product);
    }

    /// <inheritdoc/>
    public static void Square(in Fp value, out Fp square) => Multiply(value, value, out square);

    /// <summary>The sum a·b + c·d with one reduction (Longa, "Efficient algorithms for large prime characteristic fields", 2022).
    /// Factors are at most p; the result may be an operand.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MultiplySum(in Fp a, in Fp b, in Fp c, in Fp d, out Fp sum)
    {
        ulong t0 = 0;
        ulong t1 = 0;
        ulong t2 = 0;
        ulong t3 = 0;
        AddRows(a._l0, b, c._l0, d, ref t0, ref t1, ref t2, ref t3);
        AddRows(a._l1, b, c._l1, d, ref t0, ref t1, ref t2, ref t3);
        AddRows(a._l2, b, c._l2, d, ref t0, ref t1, ref t2, ref t3);
        AddRows(a._l3, b, c._l3, d, ref t0, ref t1, ref t2, ref t3);
        Reduce(t0, t1, t2, t3, out sum);
    }

    /// <inheritdoc/>
    /// <remarks>One reduction serves both products.</remarks>
    [SkipLocalsInit]
    public static void MultiplyDifference(in Fp a, in Fp b, in Fp c, in Fp d, out Fp difference)
    {
        NegateUnreduced(d, out Fp negated);
        MultiplySum(a, b, c, negated, out difference);
    }

    /// <summary>The sum 9·a + b, for products with 9 + i. The result may be an operand.</summary>
    public static void MultiplyByNineAndAdd(in Fp a, in Fp b, out Fp sum)
    {
        ulong t0 = MultiplyAdd(a._l0, 9, b._l0, out ulong carry);
        ulong t1 = MultiplyAddCarry(a._l1, 9, b._l1, ref carry);
        ulong t2 = MultiplyAddCarry(a._l2, 9, b._l2, ref carry);
        ulong t3 = MultiplyAddCarry(a._l3, 9, b._l3, ref carry);

        // t < 10p has at most five bits from 2^253 on, and 2^253/p lies in (21/32, 0.662): the quotient is never too large,
        // and too small by less than two.
        ulong top = (carry << 3) | (t3 >> 61);
        ulong quotient = (top * 21) >> 5;
        ulong q0 = MultiplyAdd(quotient, P0, 0, out ulong high);
        ulong q1 = MultiplyAddCarry(quotient, P1, 0, ref high);
        ulong q2 = MultiplyAddCarry(quotient, P2, 0, ref high);
        ulong q3 = (quotient * P3) + high;
        ulong borrow = 0;
        t0 = SubtractWithBorrow(t0, q0, ref borrow);
        t1 = SubtractWithBorrow(t1, q1, ref borrow);
        t2 = SubtractWithBorrow(t2, q2, ref borrow);
        Reduce(t0, t1, t2, t3 - q3 - borrow, out sum);
    }

    // t = (t + x·y + m·p) / 2^64 with the m that makes the sum divisible. The products of x come first, so that they need not wait for the
    // carries: a multiplication with a scalar takes 0.97 of its time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(ulong x, in Fp y, ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3)
    {
        ulong high0 = MultiplyFull(x, y._l0, out ulong low0);
        ulong high1 = MultiplyFull(x, y._l1, out ulong low1);
        ulong high2 = MultiplyFull(x, y._l2, out ulong low2);
        ulong high3 = MultiplyFull(x, y._l3, out ulong low3);
        t0 += low0;
        ulong carry = high0 + (t0 < low0 ? 1UL : 0UL);
        ulong m = t0 * NegatedInverse;
        ulong reduction = ReductionCarry(m, t0);
        high0 = MultiplyFull(m, P1, out low0);
        t1 = AddWithCarry(low1, high1, t1, ref carry);
        t0 = AddWithCarry(low0, high0, t1, ref reduction);
        high0 = MultiplyFull(m, P2, out low0);
        t2 = AddWithCarry(low2, high2, t2, ref carry);
        t1 = AddWithCarry(low0, high0, t2, ref reduction);
        high0 = MultiplyFull(m, P3, out low0);
        t3 = AddWithCarry(low3, high3, t3, ref carry);
        t2 = AddWithCarry(low0, high0, t3, ref reduction);
        t3 = carry + reduction;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRows(
        ulong x, in Fp y, ulong z, in Fp w, ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3)
    {
        t0 = MultiplyAdd(x, y._l0, t0, out ulong first);
        t0 = MultiplyAdd(z, w._l0, t0, out ulong second);
        ulong m = t0 * NegatedInverse;
        ulong reduction = ReductionCarry(m, t0);
        t1 = MultiplyAddCarry(x, y._l1, t1, ref first);
        t1 = MultiplyAddCarry(z, w._l1, t1, ref second);
        t0 = MultiplyAddCarry(m, P1, t1, ref reduction);
        t2 = MultiplyAddCarry(x, y._l2, t2, ref first);
        t2 = MultiplyAddCarry(z, w._l2, t2, ref second);
        t1 = MultiplyAddCarry(m, P2, t2, ref reduction);
        t3 = MultiplyAddCarry(x, y._l3, t3, ref first);
        t3 = MultiplyAddCarry(z, w._l3, t3, ref second);
        t2 = MultiplyAddCarry(m, P3, t3, ref reduction);
        t3 = first + second + reduction;
    }

    // t + x·y in five limbs, of which the last is returned.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddProduct(ulong x, in Fp y, ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3)
    {
        t0 = MultiplyAdd(x, y._l0, t0, out ulong carry);
        t1 = MultiplyAddCarry(x, y._l1, t1, ref carry);
        t2 = MultiplyAddCarry(x, y._l2, t2, ref carry);
        t3 = MultiplyAddCarry(x, y._l3, t3, ref carry);
        return carry;
    }

    // The layout of the struct is its four limbs in order.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Limb(in Fp value, int index) => Unsafe.Add(ref Unsafe.AsRef(in value._l0), index);

    // m·P0 + t0 has a lower half of zero by the choice of m, so that half carries exactly when t0 is not zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ReductionCarry(ulong m, ulong t0) => MultiplyHigh(m, P0) + (t0 != 0 ? 1UL : 0UL);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyAdd(ulong x, ulong y, ulong addend, out ulong carry)
    {
        ulong high = MultiplyFull(x, y, out ulong product);
        ulong low = product + addend;
        carry = high + (low < addend ? 1UL : 0UL);
        return low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyAddCarry(ulong x, ulong y, ulong addend, ref ulong carry)
    {
        ulong high = MultiplyFull(x, y, out ulong low);
        return AddWithCarry(low, high, addend, ref carry);
    }

    // high · 2^64 + low + addend + carry, of which the high half becomes the carry.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddWithCarry(ulong low, ulong high, ulong addend, ref ulong carry)
    {
        ulong partial = low + addend;
        ulong sum = partial + carry;
        carry = high + (partial < addend ? 1UL : 0UL) + (sum < partial ? 1UL : 0UL);
        return sum;
    }

    // Both halves of one multiplication, the lower one through the stack: a Multiply takes 38 ns so, and 44 when each half is multiplied
    // apart (medians, the two alternating in one run). Math.BigMul makes more of the stack: 115 to 136 ns beside 42 to 58.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe ulong MultiplyFull(ulong x, ulong y, out ulong low)
    {
        if (Bmi2.X64.IsSupported)
        {
            ulong kept;
            ulong high = Bmi2.X64.MultiplyNoFlags(x, y, &kept);
            low = kept;
            return high;
        }

        return Math.BigMul(x, y, out low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyHigh(ulong x, ulong y) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(x, y) : Math.BigMul(x, y, out _);
}
