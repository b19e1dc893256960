using System.Runtime.CompilerServices;

namespace Ledger.Crypto.Bls12381;

/// <summary>
/// A product of two field elements before its reduction, or a sum of such products: a signed number of 768 bits in two's complement.
/// Adding products first and reducing once saves a third of the multiplications of limbs in the upper fields (D. Aranha et al., Faster
/// explicit formulas for computing pairings over ordinary curves, section 3).
/// </summary>
[SkipLocalsInit]
internal struct FpWide
{
    public ulong L0;
    public ulong L1;
    public ulong L2;
    public ulong L3;
    public ulong L4;
    public ulong L5;
    public ulong L6;
    public ulong L7;
    public ulong L8;
    public ulong L9;
    public ulong L10;
    public ulong L11;

    /// <summary>a * b, both below 4p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(in Fp a, in Fp b, out FpWide product)
    {
        ulong l0 = 0;
        ulong l1 = 0;
        ulong l2 = 0;
        ulong l3 = 0;
        ulong l4 = 0;
        ulong l5 = 0;
        ulong r0 = MultiplyRow(a, b.L0, ref l0, ref l1, ref l2, ref l3, ref l4, ref l5);
        ulong r1 = MultiplyRow(a, b.L1, ref l0, ref l1, ref l2, ref l3, ref l4, ref l5);
        ulong r2 = MultiplyRow(a, b.L2, ref l0, ref l1, ref l2, ref l3, ref l4, ref l5);
        ulong r3 = MultiplyRow(a, b.L3, ref l0, ref l1, ref l2, ref l3, ref l4, ref l5);
        ulong r4 = MultiplyRow(a, b.L4, ref l0, ref l1, ref l2, ref l3, ref l4, ref l5);
        ulong r5 = MultiplyRow(a, b.L5, ref l0, ref l1, ref l2, ref l3, ref l4, ref l5);
        product.L0 = r0;
        product.L1 = r1;
        product.L2 = r2;
        product.L3 = r3;
        product.L4 = r4;
        product.L5 = r5;
        product.L6 = l0;
        product.L7 = l1;
        product.L8 = l2;
        product.L9 = l3;
        product.L10 = l4;
        product.L11 = l5;
    }

    /// <summary>a + b, exact while it fits 768 bits with its sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(in FpWide a, in FpWide b, out FpWide sum)
    {
        ulong carry = 0;
        sum.L0 = Limbs.Add(a.L0, b.L0, ref carry);
        sum.L1 = Limbs.Add(a.L1, b.L1, ref carry);
        sum.L2 = Limbs.Add(a.L2, b.L2, ref carry);
        sum.L3 = Limbs.Add(a.L3, b.L3, ref carry);
        sum.L4 = Limbs.Add(a.L4, b.L4, ref carry);
        sum.L5 = Limbs.Add(a.L5, b.L5, ref carry);
        sum.L6 = Limbs.Add(a.L6, b.L6, ref carry);
        sum.L7 = Limbs.Add(a.L7, b.L7, ref carry);
        sum.L8 = Limbs.Add(a.L8, b.L8, ref carry);
        sum.L9 = Limbs.Add(a.L9, b.L9, ref carry);
        sum.L10 = Limbs.Add(a.L10, b.L10, ref carry);
        sum.L11 = a.L11 + b.L11 + carry;
    }

    /// <summary>a - b, exact while it fits 768 bits with its sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(in FpWide a, in FpWide b, out FpWide difference)
    {
        ulong borrow = 0;
        difference.L0 = Limbs.Subtract(a.L0, b.L0, ref borrow);
        difference.L1 = Limbs.Subtract(a.L1, b.L1, ref borrow);
        difference.L2 = Limbs.Subtract(a.L2, b.L2, ref borrow);
        difference.L3 = Limbs.Subtract(a.L3, b.L3, ref borrow);
        difference.L4 = Limbs.Subtract(a.L4, b.L4, ref borrow);
        difference.L5 = Limbs.Subtract(a.L5, b.L5, ref borrow);
        difference.L6 = Limbs.Subtract(a.L6, b.L6, ref borrow);
        difference.L7 = Limbs.Subtract(a.L7, b.L7, ref borrow);
        difference.L8 = Limbs.Subtract(a.L8, b.L8, ref borrow);
        difference.L9 = Limbs.Subtract(a.L9, b.L9, ref borrow);
        difference.L10 = Limbs.Subtract(a.L10, b.L10, ref borrow);
        difference.L11 = a.L11 - b.L11 - borrow;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyRow(
        in Fp a, ulong b, ref ulong l0, ref ulong l1, ref ulong l2, ref ulong l3, ref ulong l4, ref ulong l5)
    {
        ulong carry = 0;
        ulong lowest = Limbs.MultiplyAdd(b, a.L0, l0, ref carry);
        l0 = Limbs.MultiplyAdd(b, a.L1, l1, ref carry);
        l1 = Limbs.MultiplyAdd(b, a.L2, l2, ref carry);
        l2 = Limbs.MultiplyAdd(b, a.L3, l3, ref carry);
        l3 = Limbs.MultiplyAdd(b, a.L4, l4, ref carry);
        l4 = Limbs.MultiplyAdd(b, a.L5, l5, ref carry);
        l5 = carry;
        return lowest;
    }
}
