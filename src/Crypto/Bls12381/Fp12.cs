using System.Runtime.CompilerServices;

namespace Ledger.Crypto.Bls12381;

/// <summary>An element c0 + c1 w of the quadratic extension over <see cref="Fp6"/>, w² = v: the field where pairings live.</summary>
[SkipLocalsInit]
internal partial struct Fp12
{
    public Fp6 C0;
    public Fp6 C1;

    /// <summary>The neutral element of multiplication.</summary>
    public static Fp12 One
    {
        get
        {
            Fp12 one = default;
            one.C0.C0 = Fp2.One;
            return one;
        }
    }

    /// <summary>Whether this is one.</summary>
    public readonly bool IsOne =>
        Fp2.AreEqual(C0.C0, Fp2.One) && C0.C1.IsZero && C0.C2.IsZero && C1.IsZero;

    /// <summary>Whether two elements are the same.</summary>
    public static bool AreEqual(in Fp12 a, in Fp12 b) => Fp6.AreEqual(a.C0, b.C0) && Fp6.AreEqual(a.C1, b.C1);

    /// <summary>c0 - c1 w: the power p^6, and the inverse of an element of the cyclotomic subgroup.</summary>
    public static void Conjugate(in Fp12 a, out Fp12 conjugate)
    {
        conjugate.C0 = a.C0;
        Fp6.Negate(a.C1, out conjugate.C1);
    }

    /// <summary>a * b by three products of the cubic extension (Karatsuba).</summary>
    public static void Multiply(in Fp12 a, in Fp12 b, out Fp12 product)
    {
        Fp6.Multiply(a.C0, b.C0, out Fp6 v0);
        Fp6.Multiply(a.C1, b.C1, out Fp6 v1);
        Fp6.Add(a.C0, a.C1, out Fp6 sumA);
        Fp6.Add(b.C0, b.C1, out Fp6 sumB);
        Fp6.Multiply(sumA, sumB, out Fp6 cross);
        Fp6.Subtract(cross, v0, out cross);
        Fp6.Subtract(cross, v1, out product.C1);
        Fp6.MultiplyByNonResidue(v1, out v1);
        Fp6.Add(v0, v1, out product.C0);
    }

    /// <summary>a² by two products of the cubic extension: (c0 + c1)(c0 + v c1) - c0 c1 - v c0 c1 + 2 c0 c1 w.</summary>
    public static void Square(in Fp12 a, out Fp12 square)
    {
        Fp6.Multiply(a.C0, a.C1, out Fp6 product);
        Fp6.Add(a.C0, a.C1, out Fp6 sum);
        Fp6.MultiplyByNonResidue(a.C1, out Fp6 mixed);
        Fp6.Add(a.C0, mixed, out mixed);
        Fp6.Multiply(sum, mixed, out sum);
        Fp6.Subtract(sum, product, out sum);
        Fp6.Add(product, product, out square.C1);
        Fp6.MultiplyByNonResidue(product, out product);
        Fp6.Subtract(sum, product, out square.C0);
    }

    /// <summary>a (b0 + b1 v + b4 v w): a product with a line of the Miller loop.</summary>
    public static void MultiplyBy014(in Fp12 a, in Fp2 b0, in Fp2 b1, in Fp2 b4, out Fp12 product)
    {
        Fp6.MultiplyBy01(a.C0, b0, b1, out Fp6 v0);
        Fp6.MultiplyBy1(a.C1, b4, out Fp6 v1);
        Fp2.Add(b1, b4, out Fp2 sumB);
        Fp6.Add(a.C0, a.C1, out Fp6 sumA);
        Fp6.MultiplyBy01(sumA, b0, sumB, out Fp6 cross);
        Fp6.Subtract(cross, v0, out cross);
        Fp6.Subtract(cross, v1, out product.C1);
        Fp6.MultiplyByNonResidue(v1, out v1);
        Fp6.Add(v0, v1, out product.C0);
    }

    /// <summary>1 / a.</summary>
    public static void Invert(in Fp12 a, out Fp12 inverse)
    {
        // (c0 - c1 w) / (c0² - v c1²)
        Fp6.Multiply(a.C0, a.C0, out Fp6 norm);
        Fp6.Multiply(a.C1, a.C1, out Fp6 square);
        Fp6.MultiplyByNonResidue(square, out square);
        Fp6.Subtract(norm, square, out norm);
        Fp6.Invert(norm, out Fp6 scale);
        Fp6 odd = a.C1;
        Fp6.Multiply(a.C0, scale, out inverse.C0);
        Fp6.Multiply(odd, scale, out odd);
        Fp6.Negate(odd, out inverse.C1);
    }
}
