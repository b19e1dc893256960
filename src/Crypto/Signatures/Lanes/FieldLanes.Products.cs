using System.Runtime.CompilerServices;
using Column = System.Runtime.Intrinsics.Vector512<long>;
using Limb = System.Runtime.Intrinsics.Vector512<double>;

namespace Ledger.Crypto.Signatures.Lanes;

/// <content>Products. Factors are reduced, or one of the two is a sum of two reduced elements, so that products of limbs are at most
/// 2^103 in size. Squares double limbs themselves and want reduced elements. Results are reduced and may be operands.</content>
internal partial struct FieldLanes
{
    private const MethodImplOptions AtOnce = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>Multiplies: a·b.</summary>
    [SkipLocalsInit]
    [MethodImpl(AtOnce)]
    public static void Multiply(in FieldLanes a, in FieldLanes b, out FieldLanes product)
    {
        Start(
            1, 0, 1,
            out Column c0, out Column c1, out Column c2, out Column c3, out Column c4,
            out Column c5, out Column c6, out Column c7, out Column c8, out Column c9);
        AddProduct(a, b, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8, ref c9);
        Reduce(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, out product);
    }

    /// <summary>a·b - c, where c may be the sum of three reduced elements.</summary>
    [SkipLocalsInit]
    [MethodImpl(AtOnce)]
    public static void MultiplySubtract(in FieldLanes a, in FieldLanes b, in FieldLanes c, out FieldLanes difference)
    {
        Start(
            1, 0, 1,
            out Column c0, out Column c1, out Column c2, out Column c3, out Column c4,
            out Column c5, out Column c6, out Column c7, out Column c8, out Column c9);
        Take(c, ref c0, ref c1, ref c2, ref c3, ref c4);
        AddProduct(a, b, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8, ref c9);
        Reduce(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, out difference);
    }

    /// <summary>a·b - c·d.</summary>
    [SkipLocalsInit]
    [MethodImpl(AtOnce)]
    public static void MultiplyDifference(
        in FieldLanes a, in FieldLanes b, in FieldLanes c, in FieldLanes d, out FieldLanes difference)
    {
        Start(
            0, 0, 1,
            out Column c0, out Column c1, out Column c2, out Column c3, out Column c4,
            out Column c5, out Column c6, out Column c7, out Column c8, out Column c9);
        AddProduct(a, b, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8, ref c9);
        TakeRow(c._l0, d, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5);
        TakeRow(c._l1, d, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6);
        TakeRow(c._l2, d, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7);
        TakeRow(c._l3, d, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8);
        TakeRow(c._l4, d, ref c4, ref c5, ref c6, ref c7, ref c8, ref c9);
        Reduce(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, out difference);
    }

    /// <summary>Squares: a^2.</summary>
    [SkipLocalsInit]
    [MethodImpl(AtOnce)]
    public static void Square(in FieldLanes a, out FieldLanes square)
    {
        Start(
            0, 1, 1,
            out Column c0, out Column c1, out Column c2, out Column c3, out Column c4,
            out Column c5, out Column c6, out Column c7, out Column c8, out Column c9);
        AddSquare(a, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8, ref c9);
        Reduce(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, out square);
    }

    /// <summary>a^2 - c, where c may be the sum of three reduced elements.</summary>
    [SkipLocalsInit]
    [MethodImpl(AtOnce)]
    public static void SquareSubtract(in FieldLanes a, in FieldLanes c, out FieldLanes difference)
    {
        Start(
            0, 1, 1,
            out Column c0, out Column c1, out Column c2, out Column c3, out Column c4,
            out Column c5, out Column c6, out Column c7, out Column c8, out Column c9);
        Take(c, ref c0, ref c1, ref c2, ref c3, ref c4);
        AddSquare(a, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8, ref c9);
        Reduce(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, out difference);
    }

    /// <summary>2·a^2.</summary>
    [SkipLocalsInit]
    [MethodImpl(AtOnce)]
    public static void SquareTwice(in FieldLanes a, out FieldLanes product)
    {
        Start(
            0, 2, 2,
            out Column c0, out Column c1, out Column c2, out Column c3, out Column c4,
            out Column c5, out Column c6, out Column c7, out Column c8, out Column c9);
        AddSquare(a, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8, ref c9);
        Reduce(c0 + c0, c1 + c1, c2 + c2, c3 + c3, c4 + c4, c5 + c5, c6 + c6, c7 + c7, c8 + c8, c9 + c9, out product);
    }

    /// <summary>3·a^2.</summary>
    [SkipLocalsInit]
    [MethodImpl(AtOnce)]
    public static void SquareThrice(in FieldLanes a, out FieldLanes product)
    {
        Start(
            0, 3, 3,
            out Column c0, out Column c1, out Column c2, out Column c3, out Column c4,
            out Column c5, out Column c6, out Column c7, out Column c8, out Column c9);
        AddSquare(a, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8, ref c9);
        Reduce(
            c0 + c0 + c0, c1 + c1 + c1, c2 + c2 + c2, c3 + c3 + c3, c4 + c4 + c4,
            c5 + c5 + c5, c6 + c6 + c6, c7 + c7 + c7, c8 + c8 + c8, c9 + c9 + c9, out product);
    }

    /// <summary>a·b + 2·c^2.</summary>
    [SkipLocalsInit]
    [MethodImpl(AtOnce)]
    public static void MultiplyAddTwoSquares(in FieldLanes a, in FieldLanes b, in FieldLanes c, out FieldLanes sum)
    {
        Start(
            1, 2, 2,
            out Column c0, out Column c1, out Column c2, out Column c3, out Column c4,
            out Column c5, out Column c6, out Column c7, out Column c8, out Column c9);
        AddSquare(c, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8, ref c9);
        c0 += c0;
        c1 += c1;
        c2 += c2;
        c3 += c3;
        c4 += c4;
        c5 += c5;
        c6 += c6;
        c7 += c7;
        c8 += c8;
        c9 += c9;
        AddProduct(a, b, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8, ref c9);
        Reduce(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, out sum);
    }

    /// <summary>a - b, reduced.</summary>
    [SkipLocalsInit]
    [MethodImpl(AtOnce)]
    public static void SubtractReduced(in FieldLanes a, in FieldLanes b, out FieldLanes difference)
    {
        Subtract(a, b, out FieldLanes exact);
        Reduce(
            ToIntegers(exact._l0), ToIntegers(exact._l1), ToIntegers(exact._l2), ToIntegers(exact._l3), ToIntegers(exact._l4),
            out difference);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct(
        in FieldLanes a, in FieldLanes b,
        ref Column c0, ref Column c1, ref Column c2, ref Column c3, ref Column c4,
        ref Column c5, ref Column c6, ref Column c7, ref Column c8, ref Column c9)
    {
        AddRow(a._l0, b, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5);
        AddRow(a._l1, b, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6);
        AddRow(a._l2, b, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7);
        AddRow(a._l3, b, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8);
        AddRow(a._l4, b, ref c4, ref c5, ref c6, ref c7, ref c8, ref c9);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSquare(
        in FieldLanes a,
        ref Column c0, ref Column c1, ref Column c2, ref Column c3, ref Column c4,
        ref Column c5, ref Column c6, ref Column c7, ref Column c8, ref Column c9)
    {
        Limb a0 = a._l0;
        Limb a1 = a._l1;
        Limb a2 = a._l2;
        Limb a3 = a._l3;
        Limb a4 = a._l4;
        Limb d1 = a1 + a1;
        Limb d2 = a2 + a2;
        Limb d3 = a3 + a3;
        Limb d4 = a4 + a4;
        AddTerm(a0, a0, ref c0, ref c1);
        AddTerm(a0, d1, ref c1, ref c2);
        AddTerm(a0, d2, ref c2, ref c3);
        AddTerm(a0, d3, ref c3, ref c4);
        AddTerm(a0, d4, ref c4, ref c5);
        AddTerm(a1, a1, ref c2, ref c3);
        AddTerm(a1, d2, ref c3, ref c4);
        AddTerm(a1, d3, ref c4, ref c5);
        AddTerm(a1, d4, ref c5, ref c6);
        AddTerm(a2, a2, ref c4, ref c5);
        AddTerm(a2, d3, ref c5, ref c6);
        AddTerm(a2, d4, ref c6, ref c7);
        AddTerm(a3, a3, ref c6, ref c7);
        AddTerm(a3, d4, ref c7, ref c8);
        AddTerm(a4, a4, ref c8, ref c9);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(
        Limb a, in FieldLanes b,
        ref Column c0, ref Column c1, ref Column c2, ref Column c3, ref Column c4, ref Column c5)
    {
        AddTerm(a, b._l0, ref c0, ref c1);
        AddTerm(a, b._l1, ref c1, ref c2);
        AddTerm(a, b._l2, ref c2, ref c3);
        AddTerm(a, b._l3, ref c3, ref c4);
        AddTerm(a, b._l4, ref c4, ref c5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TakeRow(
        Limb a, in FieldLanes b,
        ref Column c0, ref Column c1, ref Column c2, ref Column c3, ref Column c4, ref Column c5)
    {
        TakeTerm(a, b._l0, ref c0, ref c1);
        TakeTerm(a, b._l1, ref c1, ref c2);
        TakeTerm(a, b._l2, ref c2, ref c3);
        TakeTerm(a, b._l3, ref c3, ref c4);
        TakeTerm(a, b._l4, ref c4, ref c5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take(
        in FieldLanes a, ref Column c0, ref Column c1, ref Column c2, ref Column c3, ref Column c4)
    {
        c0 -= ToIntegers(a._l0);
        c1 -= ToIntegers(a._l1);
        c2 -= ToIntegers(a._l2);
        c3 -= ToIntegers(a._l3);
        c4 -= ToIntegers(a._l4);
    }
}
