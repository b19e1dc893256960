namespace Ledger.Crypto.Bls12381;

/// <summary>A line through points of the twist, to be evaluated at a point (x, y) of G1: c0 + c1 x v + c4 y v w in <see cref="Fp12"/>.
/// </summary>
internal struct Line
{
    public Fp2 C0;
    public Fp2 C1;
    public Fp2 C4;

    /// <summary>f times the value of the line at a point.</summary>
    public readonly void Multiply(in AffinePoint<Fp> point, ref Fp12 f)
    {
        Fp2.Multiply(C1, point.X, out Fp2 c1);
        Fp2.Multiply(C4, point.Y, out Fp2 c4);
        Fp12.MultiplyBy014(f, C0, c1, c4, out f);
    }
}
