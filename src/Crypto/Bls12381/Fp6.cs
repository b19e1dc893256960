using System.Runtime.CompilerServices;

namespace Ledger.Crypto.Bls12381;

/// <summary>An element c0 + c1 v + c2 v² of the cubic extension over <see cref="Fp2"/>, v³ = 1 + u.</summary>
[SkipLocalsInit]
internal struct Fp6
{
    public Fp2 C0;
    public Fp2 C1;
    public Fp2 C2;

    /// <summary>Whether this is the neutral element of addition.</summary>
    public readonly bool IsZero => C0.IsZero && C1.IsZero && C2.IsZero;

    /// <summary>Whether two elements are the same.</summary>
    public static bool AreEqual(in Fp6 a, in Fp6 b) =>
        Fp2.AreEqual(a.C0, b.C0) && Fp2.AreEqual(a.C1, b.C1) && Fp2.AreEqual(a.C2, b.C2);

    /// <summary>a + b.</summary>
    public static void Add(in Fp6 a, in Fp6 b, out Fp6 sum)
    {
        Fp2.Add(a.C0, b.C0, out sum.C0);
        Fp2.Add(a.C1, b.C1, out sum.C1);
        Fp2.Add(a.C2, b.C2, out sum.C2);
    }

    /// <summary>a - b.</summary>
    public static void Subtract(in Fp6 a, in Fp6 b, out Fp6 difference)
    {
        Fp2.Subtract(a.C0, b.C0, out difference.C0);
        Fp2.Subtract(a.C1, b.C1, out difference.C1);
        Fp2.Subtract(a.C2, b.C2, out difference.C2);
    }

    /// <summary>-a.</summary>
    public static void Negate(in Fp6 a, out Fp6 negative)
    {
        Fp2.Negate(a.C0, out negative.C0);
        Fp2.Negate(a.C1, out negative.C1);
        Fp2.Negate(a.C2, out negative.C2);
    }

    /// <summary>a v, v being the non-residue over which <see cref="Fp12"/> stands.</summary>
    public static void MultiplyByNonResidue(in Fp6 a, out Fp6 product)
    {
        Fp2 c0 = a.C0;
        Fp2 c1 = a.C1;
        Fp2.MultiplyByNonResidue(a.C2, out product.C0);
        product.C1 = c0;
        product.C2 = c1;
    }

    /// <summary>a * b by six products of the quadratic extension (Karatsuba).</summary>
    public static void Multiply(in Fp6 a, in Fp6 b, out Fp6 product)
    {
        Fp2Wide.Multiply(a.C0, b.C0, out Fp2Wide v0);
        Fp2Wide.Multiply(a.C1, b.C1, out Fp2Wide v1);
        Fp2Wide.Multiply(a.C2, b.C2, out Fp2Wide v2);
        MultiplyCross(a.C1, a.C2, b.C1, b.C2, v1, v2, out Fp2Wide cross12);
        MultiplyCross(a.C0, a.C1, b.C0, b.C1, v0, v1, out Fp2Wide cross01);
        MultiplyCross(a.C0, a.C2, b.C0, b.C2, v0, v2, out Fp2Wide cross02);

        // The widest part, that of c0, is within (-7, 3) + (-2, 8) u in units of p².
        Fp2Wide.MultiplyByNonResidueAndAdd(cross12, v0, out cross12);
        Fp2Wide.MultiplyByNonResidueAndAdd(v2, cross01, out cross01);
        Fp2Wide.Add(cross02, v1, out cross02);
        Fp2.Reduce(cross12, out product.C0);
        Fp2.Reduce(cross01, out product.C1);
        Fp2.Reduce(cross02, out product.C2);
    }

    /// <summary>a (b0 + b1 v).</summary>
    public static void MultiplyBy01(in Fp6 a, in Fp2 b0, in Fp2 b1, out Fp6 product)
    {
        Fp2Wide.Multiply(a.C0, b0, out Fp2Wide v0);
        Fp2Wide.Multiply(a.C1, b1, out Fp2Wide v1);
        Fp2Wide.Multiply(a.C2, b1, out Fp2Wide a2b1);
        Fp2Wide.Multiply(a.C2, b0, out Fp2Wide a2b0);
        MultiplyCross(a.C0, a.C1, b0, b1, v0, v1, out Fp2Wide cross01);
        Fp2Wide.MultiplyByNonResidueAndAdd(a2b1, v0, out v0);
        Fp2Wide.Add(a2b0, v1, out v1);
        Fp2.Reduce(v0, out product.C0);
        Fp2.Reduce(cross01, out product.C1);
        Fp2.Reduce(v1, out product.C2);
    }

    /// <summary>a b1 v.</summary>
    public static void MultiplyBy1(in Fp6 a, in Fp2 b1, out Fp6 product)
    {
        Fp2.Multiply(a.C2, b1, out Fp2 c0);
        Fp2.Multiply(a.C1, b1, out Fp2 c2);
        Fp2.Multiply(a.C0, b1, out product.C1);
        Fp2.MultiplyByNonResidue(c0, out product.C0);
        product.C2 = c2;
    }

    /// <summary>1 / a.</summary>
    public static void Invert(in Fp6 a, out Fp6 inverse)
    {
        // The adjoint: t0 = c0² - ξ c1 c2, t1 = ξ c2² - c0 c1, t2 = c1² - c0 c2.
        Fp2.Square(a.C0, out Fp2 t0);
        Fp2.Multiply(a.C1, a.C2, out Fp2 product);
        Fp2.MultiplyByNonResidue(product, out product);
        Fp2.Subtract(t0, product, out t0);

        Fp2.Square(a.C2, out Fp2 t1);
        Fp2.MultiplyByNonResidue(t1, out t1);
        Fp2.Multiply(a.C0, a.C1, out product);
        Fp2.Subtract(t1, product, out t1);

        Fp2.Square(a.C1, out Fp2 t2);
        Fp2.Multiply(a.C0, a.C2, out product);
        Fp2.Subtract(t2, product, out t2);

        // The norm: c0 t0 + ξ (c2 t1 + c1 t2).
        Fp2.Multiply(a.C2, t1, out Fp2 norm);
        Fp2.Multiply(a.C1, t2, out product);
        Fp2.Add(norm, product, out norm);
        Fp2.MultiplyByNonResidue(norm, out norm);
        Fp2.Multiply(a.C0, t0, out product);
        Fp2.Add(norm, product, out norm);

        Fp2.Invert(norm, out Fp2 scale);
        Fp2.Multiply(t0, scale, out inverse.C0);
        Fp2.Multiply(t1, scale, out inverse.C1);
        Fp2.Multiply(t2, scale, out inverse.C2);
    }

    /// <summary>a0 b1 + a1 b0, given a0 b0 and a1 b1.</summary>
    private static void MultiplyCross(
        in Fp2 a0, in Fp2 a1, in Fp2 b0, in Fp2 b1, in Fp2Wide v0, in Fp2Wide v1, out Fp2Wide cross)
    {
        AddUnreduced(a0, a1, out Fp2 sumA);
        AddUnreduced(b0, b1, out Fp2 sumB);
        Fp2Wide.Multiply(sumA, sumB, out cross);
        Fp2Wide.Subtract(cross, v0, out cross);
        Fp2Wide.Subtract(cross, v1, out cross);
    }

    private static void AddUnreduced(in Fp2 a, in Fp2 b, out Fp2 sum)
    {
        Fp.AddUnreduced(a.C0, b.C0, out sum.C0);
        Fp.AddUnreduced(a.C1, b.C1, out sum.C1);
    }
}
