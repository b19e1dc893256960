using System.Runtime.CompilerServices;

namespace Ledger.Crypto.Bls12381;

/// <summary>An element c0 + c1 u of the quadratic extension, u² = -1: the field of the coordinates of G2.</summary>
[SkipLocalsInit]
internal partial struct Fp2 : IField<Fp2>
{
    public Fp C0;
    public Fp C1;

    public Fp2(in Fp c0, in Fp c1)
    {
        C0 = c0;
        C1 = c1;
    }

    /// <inheritdoc/>
    public static Fp2 One { get; } = FromIntegers(1, 0);

    /// <inheritdoc/>
    public static Fp2 CurveB { get; } = FromIntegers(4, 4);

    /// <inheritdoc/>
    public static Fp2 NonSquare { get; } = MakeNonSquare();

    /// <summary>1 / 4.</summary>
    public static Fp Quarter { get; } = MakeInverse(4);

    private static Fp Half { get; } = MakeInverse(2);

    /// <summary>A root of -5, 5 being the norm of <see cref="NonSquare"/> and no square.</summary>
    private static Fp RootOfNegatedNorm { get; } = MakeRoot();

    /// <inheritdoc/>
    public readonly bool IsZero => C0.IsZero && C1.IsZero;

    /// <inheritdoc/>
    public readonly bool IsOdd => C0.IsZero ? C1.IsOdd : C0.IsOdd;

    /// <summary>c0 + c1 u for small integers.</summary>
    public static Fp2 FromIntegers(ulong c0, ulong c1) => new(Fp.FromInteger(c0), Fp.FromInteger(c1));

    /// <inheritdoc/>
    public static bool AreEqual(in Fp2 a, in Fp2 b) => Fp.AreEqual(a.C0, b.C0) && Fp.AreEqual(a.C1, b.C1);

    /// <inheritdoc/>
    public static void Add(in Fp2 a, in Fp2 b, out Fp2 sum)
    {
        Fp.Add(a.C0, b.C0, out sum.C0);
        Fp.Add(a.C1, b.C1, out sum.C1);
    }

    /// <inheritdoc/>
    public static void Subtract(in Fp2 a, in Fp2 b, out Fp2 difference)
    {
        Fp.Subtract(a.C0, b.C0, out difference.C0);
        Fp.Subtract(a.C1, b.C1, out difference.C1);
    }

    /// <inheritdoc/>
    public static void Negate(in Fp2 a, out Fp2 negative)
    {
        Fp.Negate(a.C0, out negative.C0);
        Fp.Negate(a.C1, out negative.C1);
    }

    /// <summary>c0 - c1 u, which is also the power p.</summary>
    public static void Conjugate(in Fp2 a, out Fp2 conjugate)
    {
        conjugate.C0 = a.C0;
        Fp.Negate(a.C1, out conjugate.C1);
    }

    /// <summary>a (1 + u), 1 + u being the non-residue over which the upper fields stand.</summary>
    public static void MultiplyByNonResidue(in Fp2 a, out Fp2 product)
    {
        Fp.Subtract(a.C0, a.C1, out Fp real);
        Fp.Add(a.C0, a.C1, out product.C1);
        product.C0 = real;
    }

    /// <summary>a times an element of the base field.</summary>
    public static void Multiply(in Fp2 a, in Fp b, out Fp2 product)
    {
        Fp.Multiply(a.C0, b, out product.C0);
        Fp.Multiply(a.C1, b, out product.C1);
    }

    /// <inheritdoc/>
    public static void Multiply(in Fp2 a, in Fp2 b, out Fp2 product)
    {
        Fp2Wide.Multiply(a, b, out Fp2Wide wide);
        Reduce(wide, out product);
    }

    /// <inheritdoc/>
    public static void Square(in Fp2 a, out Fp2 square)
    {
        // (c0 + c1)(c0 - c1) + 2 c0 c1 u
        Fp.AddUnreduced(a.C0, a.C1, out Fp sum);
        Fp.Subtract(a.C0, a.C1, out Fp difference);
        Fp.AddUnreduced(a.C0, a.C0, out Fp twice);
        Fp.Multiply(twice, a.C1, out square.C1);
        Fp.Multiply(sum, difference, out square.C0);
    }

    /// <inheritdoc/>
    public static void Invert(in Fp2 a, out Fp2 inverse)
    {
        Norm(a, out Fp norm);
        Fp.Invert(norm, out Fp scale);
        Conjugate(a, out inverse);
        Multiply(inverse, scale, out inverse);
    }

    /// <summary>c0² + c1².</summary>
    public static void Norm(in Fp2 a, out Fp norm)
    {
        FpWide.Multiply(a.C0, a.C0, out FpWide real);
        FpWide.Multiply(a.C1, a.C1, out FpWide imaginary);
        FpWide.Add(real, imaginary, out real);
        Fp.Reduce(real, out norm);
    }

    /// <summary>The element of a product that was computed without reduction, under the bound of <see cref="Fp.Reduce"/>.</summary>
    public static void Reduce(in Fp2Wide wide, out Fp2 reduced)
    {
        Fp.Reduce(wide.C0, out reduced.C0);
        Fp.Reduce(wide.C1, out reduced.C1);
    }
}
