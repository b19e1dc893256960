using System.Runtime.CompilerServices;

namespace Ledger.Crypto.Bls12381;

/// <summary>
/// A sum of products in the quadratic extension before its reduction. In units of p², the product of two elements has a real part
/// in (-1, 1) and an imaginary part in [0, 2); who adds up products must keep both parts within (-9, 9) for <see cref="Fp.Reduce"/>.
/// </summary>
[SkipLocalsInit]
internal struct Fp2Wide
{
    public FpWide C0;
    public FpWide C1;

    /// <summary>a * b by three products (Karatsuba). The operands may be sums of two elements.</summary>
    public static void Multiply(in Fp2 a, in Fp2 b, out Fp2Wide product)
    {
        Fp.AddUnreduced(a.C0, a.C1, out Fp sumA);
        Fp.AddUnreduced(b.C0, b.C1, out Fp sumB);
        FpWide.Multiply(a.C0, b.C0, out FpWide low);
        FpWide.Multiply(a.C1, b.C1, out FpWide high);
        FpWide.Multiply(sumA, sumB, out FpWide cross);
        FpWide.Subtract(low, high, out product.C0);
        FpWide.Add(low, high, out low);
        FpWide.Subtract(cross, low, out product.C1);
    }

    /// <summary>a², a reduced; both parts come out in [0, 2) p².</summary>
    public static void Square(in Fp2 a, out Fp2Wide square)
    {
        Fp.AddUnreduced(a.C0, a.C1, out Fp sum);
        Fp.Subtract(a.C0, a.C1, out Fp difference);
        Fp.AddUnreduced(a.C0, a.C0, out Fp twice);
        FpWide.Multiply(sum, difference, out square.C0);
        FpWide.Multiply(twice, a.C1, out square.C1);
    }

    /// <summary>a + b.</summary>
    public static void Add(in Fp2Wide a, in Fp2Wide b, out Fp2Wide sum)
    {
        FpWide.Add(a.C0, b.C0, out sum.C0);
        FpWide.Add(a.C1, b.C1, out sum.C1);
    }

    /// <summary>a - b.</summary>
    public static void Subtract(in Fp2Wide a, in Fp2Wide b, out Fp2Wide difference)
    {
        FpWide.Subtract(a.C0, b.C0, out difference.C0);
        FpWide.Subtract(a.C1, b.C1, out difference.C1);
    }

    /// <summary>a (1 + u) + b.</summary>
    public static void MultiplyByNonResidueAndAdd(in Fp2Wide a, in Fp2Wide b, out Fp2Wide sum)
    {
        FpWide.Subtract(a.C0, a.C1, out FpWide real);
        FpWide.Add(a.C0, a.C1, out FpWide imaginary);
        FpWide.Add(real, b.C0, out sum.C0);
        FpWide.Add(imaginary, b.C1, out sum.C1);
    }
}
