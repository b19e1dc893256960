using System.Runtime.CompilerServices;

namespace Ledger.Crypto.Bls12381;

/// <summary>Products, reduced by Montgomery's method limb by limb (P. L. Montgomery, Modular multiplication without trial division).</summary>
internal partial struct Fp
{
    // -1 / p modulo 2^64.
    private const ulong NegatedInverse = 0x89f3fffcfffcfffd;

    /// <summary>a * b. The operands may be sums of two elements: p is below 2^384 / 8, so that the result is still below 2p before the
    /// last subtraction when a * b is below 8 p².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(in Fp a, in Fp b, out Fp product)
    {
        ulong l0 = 0;
        ulong l1 = 0;
        ulong l2 = 0;
        ulong l3 = 0;
        ulong l4 = 0;
        ulong l5 = 0;
        MultiplyRow(a, b.L0, ref l0, ref l1, ref l2, ref l3, ref l4, ref l5);
        MultiplyRow(a, b.L1, ref l0, ref l1, ref l2, ref l3, ref l4, ref l5);
        MultiplyRow(a, b.L2, ref l0, ref l1, ref l2, ref l3, ref l4, ref l5);
        MultiplyRow(a, b.L3, ref l0, ref l1, ref l2, ref l3, ref l4, ref l5);
        MultiplyRow(a, b.L4, ref l0, ref l1, ref l2, ref l3, ref l4, ref l5);
        MultiplyRow(a, b.L5, ref l0, ref l1, ref l2, ref l3, ref l4, ref l5);
        SubtractModulusOnce(l0, l1, l2, l3, l4, l5, out product);
    }

    /// <inheritdoc/>
    public static void Square(in Fp a, out Fp square) => Multiply(a, a, out square);

    /// <summary>wide / 2^384 modulo p.</summary>
    /// <param name="wide">A signed number above -2^384 p and below 2^384 p, which is more than 9 p².</param>
    /// <param name="reduced">The element.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Reduce(in FpWide wide, out Fp reduced)
    {
        // A negative number gets 2^384 p added: its residue stays and its sign goes.
        ulong mask = (ulong)((long)wide.L11 >> 63);
        ulong carry = 0;
        ulong h0 = Limbs.Add(wide.L6, P0 & mask, ref carry);
        ulong h1 = Limbs.Add(wide.L7, P1 & mask, ref carry);
        ulong h2 = Limbs.Add(wide.L8, P2 & mask, ref carry);
        ulong h3 = Limbs.Add(wide.L9, P3 & mask, ref carry);
        ulong h4 = Limbs.Add(wide.L10, P4 & mask, ref carry);
        ulong h5 = wide.L11 + (P5 & mask) + carry;
        ulong l0 = wide.L0;
        ulong l1 = wide.L1;
        ulong l2 = wide.L2;
        ulong l3 = wide.L3;
        ulong l4 = wide.L4;
        ulong l5 = wide.L5;
        ReduceRow(ref l0, ref l1, ref l2, ref l3, ref l4, ref l5);
        ReduceRow(ref l0, ref l1, ref l2, ref l3, ref l4, ref l5);
        ReduceRow(ref l0, ref l1, ref l2, ref l3, ref l4, ref l5);
        ReduceRow(ref l0, ref l1, ref l2, ref l3, ref l4, ref l5);
        ReduceRow(ref l0, ref l1, ref l2, ref l3, ref l4, ref l5);
        ReduceRow(ref l0, ref l1, ref l2, ref l3, ref l4, ref l5);
        carry = 0;
        l0 = Limbs.Add(l0, h0, ref carry);
        l1 = Limbs.Add(l1, h1, ref carry);
        l2 = Limbs.Add(l2, h2, ref carry);
        l3 = Limbs.Add(l3, h3, ref carry);
        l4 = Limbs.Add(l4, h4, ref carry);
        l5 = l5 + h5 + carry;
        SubtractModulusOnce(l0, l1, l2, l3, l4, l5, out reduced);
    }

    /// <summary>l = (l + a * b) / 2^64 modulo p; l stays below twice the larger one of a and p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyRow(
        in Fp a, ulong b, ref ulong l0, ref ulong l1, ref ulong l2, ref ulong l3, ref ulong l4, ref ulong l5)
    {
        ulong carry = 0;
        l0 = Limbs.MultiplyAdd(b, a.L0, l0, ref carry);
        l1 = Limbs.MultiplyAdd(b, a.L1, l1, ref carry);
        l2 = Limbs.MultiplyAdd(b, a.L2, l2, ref carry);
        l3 = Limbs.MultiplyAdd(b, a.L3, l3, ref carry);
        l4 = Limbs.MultiplyAdd(b, a.L4, l4, ref carry);
        l5 = Limbs.MultiplyAdd(b, a.L5, l5, ref carry);
        ReduceRow(ref l0, ref l1, ref l2, ref l3, ref l4, ref l5);
        l5 += carry;
    }

    /// <summary>l = (l + q p) / 2^64 with the q that makes the sum divisible.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReduceRow(ref ulong l0, ref ulong l1, ref ulong l2, ref ulong l3, ref ulong l4, ref ulong l5)
    {
        ulong quotient = l0 * NegatedInverse;

        // The low half of q p0 is -l0, so that its sum with l0 is zero, with a carry unless l0 is zero.
        ulong carry = Limbs.MultiplyHigh(quotient, P0) + (l0 != 0 ? 1UL : 0UL);
        l0 = Limbs.MultiplyAdd(quotient, P1, l1, ref carry);
        l1 = Limbs.MultiplyAdd(quotient, P2, l2, ref carry);
        l2 = Limbs.MultiplyAdd(quotient, P3, l3, ref carry);
        l3 = Limbs.MultiplyAdd(quotient, P4, l4, ref carry);
        l4 = Limbs.MultiplyAdd(quotient, P5, l5, ref carry);
        l5 = carry;
    }
}
