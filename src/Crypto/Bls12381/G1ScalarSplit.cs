namespace Ledger.Crypto.Bls12381;

/// <summary>Two parts of 128 bits on G1, where (x, y) to (βx, -y) multiplies by z² (R. Gallant, R. Lambert and S. Vanstone, Faster point
/// multiplication on elliptic curves with efficient endomorphisms).</summary>
internal readonly struct G1ScalarSplit : IScalarSplit<Fp>
{
    // A root of x² + x + 1.
    private static readonly Fp Beta = Fp.FromHex(
        "5f19672fdf76ce51ba69c6076a0f77eaddb3a93be6f89688de17d813620a00022e01fffffffefffe");

    /// <inheritdoc/>
    public static int Parts => 2;

    /// <inheritdoc/>
    public static int PartBits => 128;

    /// <inheritdoc/>
    public static void Apply(in AffinePoint<Fp> point, out AffinePoint<Fp> image)
    {
        Fp.Multiply(point.X, Beta, out image.X);
        Fp.Negate(point.Y, out image.Y);
    }

    /// <inheritdoc/>
    public static void Split(in Scalar scalar, Span<UInt128> parts)
    {
        Span<ulong> digits = stackalloc ulong[4];
        scalar.ToParameterDigits(digits);
        parts[0] = digits[0] + ((UInt128)digits[1] * CurveParameter.Absolute);
        parts[1] = digits[2] + ((UInt128)digits[3] * CurveParameter.Absolute);
    }
}
