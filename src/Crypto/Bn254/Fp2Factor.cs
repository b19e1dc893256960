using System.Runtime.CompilerServices;

namespace Ledger.Crypto.Bn254;

/// <summary>An element x of <see cref="Fp2"/> laid out to be the right factor of several products a·x: the parts of the product
/// are the dot products of (a.C0, a.C1) with the two pairs kept here.</summary>
internal struct Fp2Factor
{
    /// <summary>(x.C0, p - x.C1), for the real part.</summary>
    public Fp2 Real;

    /// <summary>(x.C1, x.C0), for the factor of i.</summary>
    public Fp2 Imaginary;

    /// <summary>Lays out an element.</summary>
    public Fp2Factor(in Fp2 value)
    {
        Real.C0 = value.C0;
        Fp.NegateUnreduced(value.C1, out Real.C1);
        Imaginary.C0 = value.C1;
        Imaginary.C1 = value.C0;
    }

    /// <summary>a·x + b·y + c·z. The result must not be a, b or c.</summary>
    [SkipLocalsInit]
    public static void MultiplySum(
        in Fp2 a, in Fp2Factor x, in Fp2 b, in Fp2Factor y, in Fp2 c, in Fp2Factor z, out Fp2 sum)
    {
        Fp.DotProduct(a, x.Real, b, y.Real, c, z.Real, out sum.C0);
        Fp.DotProduct(a, x.Imaginary, b, y.Imaginary, c, z.Imaginary, out sum.C1);
    }
}
