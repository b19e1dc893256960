using System.Runtime.CompilerServices;

namespace Ledger.Crypto.Bn254;

/// <summary>An element C0 + C1·i of the quadratic extension, i^2 = -1 (EIP-197).</summary>
internal struct Fp2 : IFieldElement<Fp2>
{
    /// <summary>The real part.</summary>
    public Fp C0;

    /// <summary>The factor of i.</summary>
    public Fp C1;

    /// <summary>Composes an element of its two parts.</summary>
    public Fp2(in Fp c0, in Fp c1)
    {
        C0 = c0;
        C1 = c1;
    }

    /// <inheritdoc/>
    public static Fp2 One => new(Fp.One, default);

    /// <summary>9 + i, which has no square and no cube root: the towers stand on it.</summary>
    public static Fp2 Xi => new(Fp.FromInteger(9), Fp.One);

    /// <inheritdoc/>
    public readonly bool IsZero => C0.IsZero && C1.IsZero;

    /// <inheritdoc/>
    public static bool AreEqual(in Fp2 left, in Fp2 right) =>
        Fp.AreEqual(left.C0, right.C0) && Fp.AreEqual(left.C1, right.C1);

    /// <inheritdoc/>
    public static void Add(in Fp2 left, in Fp2 right, out Fp2 sum)
    {
        Fp.Add(left.C0, right.C0, out sum.C0);
        Fp.Add(left.C1, right.C1, out sum.C1);
    }

    /// <inheritdoc/>
    public static void Subtract(in Fp2 left, in Fp2 right, out Fp2 difference)
    {
        Fp.Subtract(left.C0, right.C0, out difference.C0);
        Fp.Subtract(left.C1, right.C1, out difference.C1);
    }

    /// <inheritdoc/>
    public static void Negate(in Fp2 value, out Fp2 negated)
    {
        Fp.Negate(value.C0, out negated.C0);
        Fp.Negate(value.C1, out negated.C1);
    }

    /// <summary>Negates the factor of i, which is the Frobenius map; the result may be the operand.</summary>
    public static void Conjugate(in Fp2 value, out Fp2 conjugate)
    {
        conjugate.C0 = value.C0;
        Fp.Negate(value.C1, out conjugate.C1);
    }

    /// <inheritdoc/>
    public static void Halve(in Fp2 value, out Fp2 half)
    {
        Fp.Halve(value.C0, out half.C0);
        Fp.Halve(value.C1, out half.C1);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public static void Multiply(in Fp2 left, in Fp2 right, out Fp2 product)
    {
        Fp.NegateUnreduced(right.C1, out Fp negated);
        Fp.MultiplySum(left.C0, right.C0, left.C1, negated, out product.C0);
        Fp.MultiplySum(left.C0, right.C1, left.C1, right.C0, out product.C1);
    }

    /// <summary>Multiplies with an element of the prime field; the result may be an operand.</summary>
    public static void Multiply(in Fp2 left, in Fp right, out Fp2 product)
    {
        Fp.Multiply(left.C0, right, out product.C0);
        Fp.Multiply(left.C1, right, out product.C1);
    }

    /// <inheritdoc/>
    /// <remarks>(a + bi)^2 = (a + b)(a - b) + 2ab·i.</remarks>
    [SkipLocalsInit]
    public static void Square(in Fp2 value, out Fp2 square)
    {
        Fp.AddUnreduced(value.C0, value.C1, out Fp sum);
        Fp.SubtractUnreduced(value.C0, value.C1, out Fp difference);
        Fp.AddUnreduced(value.C0, value.C0, out Fp twice);
        Fp.Multiply(twice, value.C1, out square.C1);
        Fp.Multiply(sum, difference, out square.C0);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public static void MultiplyDifference(in Fp2 a, in Fp2 b, in Fp2 c, in Fp2 d, out Fp2 difference)
    {
        Multiply(a, b, out Fp2 minuend);
        Multiply(c, d, out Fp2 subtrahend);
        Subtract(minuend, subtrahend, out difference);
    }

    /// <summary>Multiplies with 9 + i; the result may be the operand.</summary>
    [SkipLocalsInit]
    public static void MultiplyByXi(in Fp2 value, out Fp2 product)
    {
        Fp.NegateUnreduced(value.C1, out Fp negated);
        Fp.MultiplyByNineAndAdd(value.C0, negated, out Fp real);
        Fp.MultiplyByNineAndAdd(value.C1, value.C0, out product.C1);
        product.C0 = real;
    }

    /// <inheritdoc/>
    public static void Invert(in Fp2 value, out Fp2 inverse)
    {
        Fp.MultiplySum(value.C0, value.C0, value.C1, value.C1, out Fp norm);
        Fp.Invert(norm, out Fp scale);
        Conjugate(value, out inverse);
        Multiply(inverse, scale, out inverse);
    }
}
