using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Column = System.Runtime.Intrinsics.Vector512<long>;
using Limb = System.Runtime.Intrinsics.Vector512<double>;

namespace Ledger.Crypto.Signatures.Lanes;

/// <content>
/// Exact products of limbs, and reduction. A product of two limbs of up to 2^103 in size is taken apart by two fused multiplications
/// and additions (Emmart, Zheng, Weems, "Faster modular exponentiation using double precision floating point arithmetic on the GPU",
/// ARITH 2018; there for numbers without signs):
/// <code>
/// upper = a·b + 1.5·2^104, rounded to zero: in [2^104, 2^105], where doubles are 2^52 apart, so it is 1.5·2^104 + h·2^52 with
///         h = floor(a·b/2^52), and its bits read as an integer are those of 1.5·2^104, plus h
/// lower = a·b + (1.5·2^104 + 2^52 - upper) = 2^52 + (a·b - h·2^52), exact, and its bits are those of 2^52, plus the rest
/// </code>
/// Bits are summed as integers modulo 2^64, and what they have too much is a constant of each column, with which it starts.
/// </content>
internal partial struct FieldLanes
{
    private const double Shift = 3.0 * (1L << 51) * (1L << 52);
    private const double ShiftAndUnit = Shift + (1L << 52);
    private const long ShiftBits = 0x4678L << 48;
    private const long UnitBits = 0x4330L << 48;

    // 1.5·2^52, around which doubles are 1 apart: it takes integers of both signs into its bits.
    private const double Center = 3.0 * (1L << 51);
    private const long CenterBits = 0x4338L << 48;

    private const long HalfLimb = 1L << (LimbBits - 1);
    private const long HalfTopLimb = 1L << (TopLimbBits - 1);

    // 2^260 and 2^256 modulo p.
    private const double Fold260 = (1L << 36) + 15632;
    private const double Fold256 = (1L << 32) + 977;

    // Modulo 2^64.
    private const long InverseOfThree = unchecked((long)0xaaaaaaaaaaaaaaab);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTerm(Limb a, Limb b, ref Column low, ref Column high)
    {
        Limb upper = Avx512F.FusedMultiplyAdd(a, b, Vector512.Create(Shift), FloatRoundingMode.ToZero);
        low += Avx512F.FusedMultiplyAdd(a, b, Vector512.Create(ShiftAndUnit) - upper).AsInt64();
        high += upper.AsInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TakeTerm(Limb a, Limb b, ref Column low, ref Column high)
    {
        Limb upper = Avx512F.FusedMultiplyAdd(a, b, Vector512.Create(Shift), FloatRoundingMode.ToZero);
        low -= Avx512F.FusedMultiplyAdd(a, b, Vector512.Create(ShiftAndUnit) - upper).AsInt64();
        high -= upper.AsInt64();
    }

    // What ten columns start with, so that they are right for Reduce: `products` and `squares` tell how many of them there will be
    // when the columns have been multiplied by `scale`.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Start(
        int products, int squares, int scale,
        out Column c0, out Column c1, out Column c2, out Column c3, out Column c4,
        out Column c5, out Column c6, out Column c7, out Column c8, out Column c9)
    {
        c0 = Start(0, products, squares, scale);
        c1 = Start(1, products, squares, scale);
        c2 = Start(2, products, squares, scale);
        c3 = Start(3, products, squares, scale);
        c4 = Start(4, products, squares, scale);
        c5 = Start(5, products, squares, scale);
        c6 = Start(6, products, squares, scale);
        c7 = Start(7, products, squares, scale);
        c8 = Start(8, products, squares, scale);
        c9 = Start(9, products, squares, scale);
    }

    // Reduce adds a term more to the lower columns, and a second one to the lowest two. All columns are too large by half a limb for it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Column Start(int column, int products, int squares, int scale)
    {
        long lows = Terms(column, products, squares) + (column < 5 ? 1 : 0) + (column == 0 ? 1 : 0);
        long highs = Terms(column - 1, products, squares) + (column is > 0 and < 5 ? 1 : 0) + (column == 1 ? 1 : 0);
        long start = unchecked((column == 4 ? HalfTopLimb : HalfLimb) - (lows * UnitBits) - (highs * ShiftBits));
        return Vector512.Create(scale == 3 ? unchecked(start * InverseOfThree) : start / scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Terms(int column, int products, int squares)
    {
        int terms = column < 5 ? column + 1 : 9 - column;
        return (products * terms) + (squares * ((terms + 1) / 2));
    }

    // Columns have at most eleven terms, of which lows are below 2^52 and highs up to 2^51 in size: below 2^57, and the highest, of
    // top limbs of up to 2^49 only, below 2^48. Carried on, columns 5 to 9 are digits of up to 2^51, which times 2^260 modulo p add
    // less than 2^53 to the lower columns and 2^34 above them. The excess over 2^256 is below 2^39, and so is what it adds to the
    // lower columns. What is carried into the top limb in the end is below 2^6.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reduce(
        Column c0, Column c1, Column c2, Column c3, Column c4,
        Column c5, Column c6, Column c7, Column c8, Column c9, out FieldLanes reduced)
    {
        c6 += c5 >> LimbBits;
        c7 += c6 >> LimbBits;
        c8 += c7 >> LimbBits;
        c9 += c8 >> LimbBits;
        var fold = Vector512.Create(Fold260);
        var excess = Vector512.Create(unchecked(-ShiftBits));
        AddTerm(Digit(c5), fold, ref c0, ref c1);
        AddTerm(Digit(c6), fold, ref c1, ref c2);
        AddTerm(Digit(c7), fold, ref c2, ref c3);
        AddTerm(Digit(c8), fold, ref c3, ref c4);
        AddTerm(Digit(c9), fold, ref c4, ref excess);

        excess = (excess << (LimbBits - TopLimbBits)) + (c4 >> TopLimbBits);
        AddTerm(Avx512DQ.ConvertToVector512Double(excess), Vector512.Create(Fold256), ref c0, ref c1);
        Carry(c0, c1, c2, c3, c4, out reduced);
    }

    // The same for limbs of up to 2^60 in size.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reduce(Column c0, Column c1, Column c2, Column c3, Column c4, out FieldLanes reduced)
    {
        c0 += Vector512.Create(unchecked(HalfLimb - UnitBits));
        c1 += Vector512.Create(unchecked(HalfLimb - ShiftBits));
        c2 += Vector512.Create(HalfLimb);
        c3 += Vector512.Create(HalfLimb);
        c4 += Vector512.Create(HalfTopLimb);
        Column excess = c4 >> TopLimbBits;
        AddTerm(Avx512DQ.ConvertToVector512Double(excess), Vector512.Create(Fold256), ref c0, ref c1);
        Carry(c0, c1, c2, c3, c4, out reduced);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Carry(Column c0, Column c1, Column c2, Column c3, Column c4, out FieldLanes reduced)
    {
        c1 += c0 >> LimbBits;
        c2 += c1 >> LimbBits;
        c3 += c2 >> LimbBits;
        Column top = ((c4 & Vector512.Create(TopLimbMask)) | Vector512.Create(CenterBits)) + (c3 >> LimbBits);
        reduced._l0 = Digit(c0);
        reduced._l1 = Digit(c1);
        reduced._l2 = Digit(c2);
        reduced._l3 = Digit(c3);
        reduced._l4 = top.AsDouble() - Vector512.Create(Center + HalfTopLimb);
    }

    // The lowest 52 bits of a column that is too large by half a limb, less that half: in [-2^51, 2^51).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Limb Digit(Column column)
    {
        Column digit = (column & Vector512.Create(LimbMask)) | Vector512.Create(UnitBits);
        return digit.AsDouble() - Vector512.Create(Center);
    }
}
