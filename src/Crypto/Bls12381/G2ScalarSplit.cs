namespace Ledger.Crypto.Bls12381;

/// <summary>Four parts of 64 bits on G2, where -ψ multiplies by |z| (S. Galbraith, X. Lin and M. Scott, Endomorphisms for faster elliptic
/// curve cryptography on a large class of curves).</summary>
internal readonly struct G2ScalarSplit : IScalarSplit<Fp2>
{
    /// <inheritdoc/>
    public static int Parts => 4;

    /// <inheritdoc/>
    public static int PartBits => 64;

    /// <inheritdoc/>
    public static void Apply(in AffinePoint<Fp2> point, out AffinePoint<Fp2> image)
    {
        Frobenius.Apply(point, out AffinePoint<Fp2> power);
        AffinePoint<Fp2>.Negate(power, out image);
    }

    /// <inheritdoc/>
    public static void Split(in Scalar scalar, Span<UInt128> parts)
    {
        Span<ulong> digits = stackalloc ulong[4];
        scalar.ToParameterDigits(digits);
        for (int i = 0; i < digits.Length; i++)
        {
            parts[i] = digits[i];
        }
    }
}
