using System.Runtime.CompilerServices;

namespace Ledger.Crypto.Bn254;

/// <content>The Frobenius maps, and what is cheaper in the cyclotomic subgroup, of order p^4 - p^2 + 1.</content>
internal partial struct Fp12
{
    /// <summary>The power p; the result must not be the operand.</summary>
    public static void Frobenius(in Fp12 value, out Fp12 power)
    {
        Fp2.Conjugate(value.C0.C0, out power.C0.C0);
        MapCoefficient(value.C1.C0, FrobeniusCoefficients.First, out power.C1.C0);
        MapCoefficient(value.C0.C1, FrobeniusCoefficients.Second, out power.C0.C1);
        MapCoefficient(value.C1.C1, FrobeniusCoefficients.Third, out power.C1.C1);
        MapCoefficient(value.C0.C2, FrobeniusCoefficients.Fourth, out power.C0.C2);
        MapCoefficient(value.C1.C2, FrobeniusCoefficients.Fifth, out power.C1.C2);
    }

    /// <summary>Squares an element of the cyclotomic subgroup; the result may be the operand.</summary>
    /// <remarks>Granger and Scott, "Faster squaring in the cyclotomic subgroup of sixth degree extensions", 2010, section 3.2:
    /// three squarings in the extension of degree four, here of the pairs (1, vw), (w, v^2) and (v, v^2·w).</remarks>
    [SkipLocalsInit]
    public static void SquareCyclotomic(in Fp12 value, out Fp12 square)
    {
        SquarePair(value.C0.C0, value.C1.C1, out Fp2 a0, out Fp2 a1);
        SquarePair(value.C1.C0, value.C0.C2, out Fp2 b0, out Fp2 b1);
        SquarePair(value.C0.C1, value.C1.C2, out Fp2 c0, out Fp2 c1);
        Fp2.MultiplyByXi(c1, out c1);

        ThriceMinusTwice(a0, value.C0.C0, out square.C0.C0);
        ThriceMinusTwice(b0, value.C0.C1, out square.C0.C1);
        ThriceMinusTwice(c0, value.C0.C2, out square.C0.C2);
        ThricePlusTwice(c1, value.C1.C0, out square.C1.C0);
        ThricePlusTwice(a1, value.C1.C1, out square.C1.C1);
        ThricePlusTwice(b1, value.C1.C2, out square.C1.C2);
    }

    private static void MapCoefficient(in Fp2 coefficient, in Fp2 factor, out Fp2 mapped)
    {
        Fp2.Conjugate(coefficient, out Fp2 conjugate);
        Fp2.Multiply(conjugate, factor, out mapped);
    }

    // (a + b·s)^2 with s^2 = 9 + i.
    [SkipLocalsInit]
    private static void SquarePair(in Fp2 a, in Fp2 b, out Fp2 constant, out Fp2 factor)
    {
        Fp2.Square(a, out Fp2 squareA);
        Fp2.Square(b, out Fp2 squareB);
        Fp2.Add(a, b, out Fp2 sum);
        Fp2.Square(sum, out factor);
        Fp2.Subtract(factor, squareA, out factor);
        Fp2.Subtract(factor, squareB, out factor);
        Fp2.MultiplyByXi(squareB, out squareB);
        Fp2.Add(squareA, squareB, out constant);
    }

    // 3s - 2z.
    [SkipLocalsInit]
    private static void ThriceMinusTwice(in Fp2 s, in Fp2 z, out Fp2 result)
    {
        Fp2.Subtract(s, z, out Fp2 half);
        Fp2.Add(half, half, out half);
        Fp2.Add(half, s, out result);
    }

    // 3s + 2z.
    [SkipLocalsInit]
    private static void ThricePlusTwice(in Fp2 s, in Fp2 z, out Fp2 result)
    {
        Fp2.Add(s, z, out Fp2 half);
        Fp2.Add(half, half, out half);
        Fp2.Add(half, s, out result);
    }
}
