using System.Runtime.CompilerServices;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Bn254;

/// <summary>An element C0 + C1·w of the quadratic extension of <see cref="Fp6"/>, w^2 = v: where pairings take values.</summary>
internal partial struct Fp12
{
    /// <summary>The part without w.</summary>
    public Fp6 C0;

    /// <summary>The factor of w.</summary>
    public Fp6 C1;

    /// <summary>The neutral element of multiplication.</summary>
    public static Fp12 One => new() { C0 = Fp6.One };

    /// <summary>Compares for equality.</summary>
    public static bool AreEqual(in Fp12 left, in Fp12 right) =>
        Fp6.AreEqual(left.C0, right.C0) && Fp6.AreEqual(left.C1, right.C1);

    /// <summary>Multiplies by Karatsuba's method; the result may be an operand.</summary>
    [SkipLocalsInit]
    public static void Multiply(in Fp12 left, in Fp12 right, out Fp12 product)
    {
        Fp6.Add(left.C0, left.C1, out Fp6 leftSum);
        Fp6.Add(right.C0, right.C1, out Fp6 rightSum);
        Fp6.Multiply(left.C0, right.C0, out Fp6 p0);
        Fp6.Multiply(left.C1, right.C1, out Fp6 p1);
        Fp6.Multiply(leftSum, rightSum, out rightSum);
        Fp6.Subtract(rightSum, p0, out rightSum);
        Fp6.Subtract(rightSum, p1, out product.C1);
        Fp6.MultiplyByV(p1, out p1);
        Fp6.Add(p0, p1, out product.C0);
    }

    /// <summary>Squares by the complex method, two products of <see cref="Fp6"/>; the result may be the operand.</summary>
    [SkipLocalsInit]
    public static void Square(in Fp12 value, out Fp12 square)
    {
        // (a + b)(a + v·b) = a^2 + v·b^2 + (1 + v)·ab.
        Fp6.MultiplyByV(value.C1, out Fp6 right);
        Fp6.Add(right, value.C0, out right);
        Fp6.Add(value.C0, value.C1, out Fp6 left);
        Fp6.Multiply(value.C0, value.C1, out Fp6 cross);
        Fp6.Multiply(left, right, out right);
        Fp6.Subtract(right, cross, out right);
        Fp6.MultiplyByV(cross, out left);
        Fp6.Subtract(right, left, out square.C0);
        Fp6.Add(cross, cross, out square.C1);
    }

    /// <summary>Multiplies with the sparse value of a line.</summary>
    [SkipLocalsInit]
    public static void MultiplyByLine(ref Fp12 value, in Line line)
    {
        var l0 = new Fp2Factor(line.Constant);
        var l1 = new Fp2Factor(line.FactorOfW);
        var l3 = new Fp2Factor(line.FactorOfVw);
        Fp2.MultiplyByXi(line.FactorOfW, out Fp2 wrapped);
        var l7 = new Fp2Factor(wrapped);
        Fp2.MultiplyByXi(line.FactorOfVw, out wrapped);
        var l9 = new Fp2Factor(wrapped);
        Fp6 a = value.C0;
        Fp6 b = value.C1;
        Fp2Factor.MultiplySum(a.C0, l0, b.C2, l7, b.C1, l9, out value.C0.C0);
        Fp2Factor.MultiplySum(a.C1, l0, b.C0, l1, b.C2, l9, out value.C0.C1);
        Fp2Factor.MultiplySum(a.C2, l0, b.C1, l1, b.C0, l3, out value.C0.C2);
        Fp2Factor.MultiplySum(b.C0, l0, a.C0, l1, a.C2, l9, out value.C1.C0);
        Fp2Factor.MultiplySum(b.C1, l0, a.C1, l1, a.C0, l3, out value.C1.C1);
        Fp2Factor.MultiplySum(b.C2, l0, a.C2, l1, a.C1, l3, out value.C1.C2);
    }

    /// <summary>Negates the factor of w: the power p^6, and in the cyclotomic subgroup the inverse.</summary>
    public static void Conjugate(in Fp12 value, out Fp12 conjugate)
    {
        conjugate.C0 = value.C0;
        Fp6.Negate(value.C1, out conjugate.C1);
    }

    /// <summary>Inverts; zero gives zero. The result must not be the operand.</summary>
    public static void Invert(in Fp12 value, out Fp12 inverse)
    {
        Fp6.Multiply(value.C0, value.C0, out Fp6 norm);
        Fp6.Multiply(value.C1, value.C1, out Fp6 square);
        Fp6.MultiplyByV(square, out square);
        Fp6.Subtract(norm, square, out norm);
        Fp6.Invert(norm, out Fp6 scale);
        Fp6.Multiply(value.C0, scale, out inverse.C0);
        Fp6.Multiply(value.C1, scale, out inverse.C1);
        Fp6.Negate(inverse.C1, out inverse.C1);
    }

    /// <summary>Raises to a power.</summary>
    public static Fp12 Power(in Fp12 value, in UInt256 exponent)
    {
        Fp12 power = One;
        for (int position = exponent.BitLength - 1; position >= 0; position--)
        {
            Square(power, out power);
            if (exponent.IsBitSet(position))
            {
                Multiply(power, value, out power);
            }
        }

        return power;
    }
}
