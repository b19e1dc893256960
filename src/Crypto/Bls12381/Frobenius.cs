namespace Ledger.Crypto.Bls12381;

/// <summary>
/// The power p in <see cref="Fp12"/> and on the curve of G2. With w^6 = 1 + u, the power p takes a w^i to conjugate(a) γ^i w^i,
/// γ = (1 + u)^((p - 1) / 6).
/// </summary>
internal static class Frobenius
{
    private const int Degree = 6;

    private static readonly Fp2[] Gammas = MakeGammas();
    private static readonly Fp[] GammaNorms = [.. Gammas.Select(Norm)];
    private static readonly Fp2 TwistX = Inverse(Gammas[2]);
    private static readonly Fp2 TwistY = Inverse(Gammas[3]);

    // (p - 1) / 6
    private static ReadOnlySpan<ulong> GammaExponent =>
    [
        0x49aa7ffffffff1c7, 0x051caaaa72e35555, 0xe688231ad3c82906, 0xe613e1eb7deb831f, 0x0c849bf3b5e1f223, 0x045582fc5eeaa66f,
    ];

    /// <summary>a to the power of p.</summary>
    public static void Apply(in Fp12 a, out Fp12 power)
    {
        Apply(a.C0.C0, 0, out power.C0.C0);
        Apply(a.C1.C0, 1, out power.C1.C0);
        Apply(a.C0.C1, 2, out power.C0.C1);
        Apply(a.C1.C1, 3, out power.C1.C1);
        Apply(a.C0.C2, 4, out power.C0.C2);
        Apply(a.C1.C2, 5, out power.C1.C2);
    }

    /// <summary>a to the power of p².</summary>
    public static void ApplyTwice(in Fp12 a, out Fp12 power)
    {
        power.C0.C0 = a.C0.C0;
        Fp2.Multiply(a.C1.C0, GammaNorms[1], out power.C1.C0);
        Fp2.Multiply(a.C0.C1, GammaNorms[2], out power.C0.C1);
        Fp2.Multiply(a.C1.C1, GammaNorms[3], out power.C1.C1);
        Fp2.Multiply(a.C0.C2, GammaNorms[4], out power.C0.C2);
        Fp2.Multiply(a.C1.C2, GammaNorms[5], out power.C1.C2);
    }

    /// <summary>The endomorphism ψ of the curve of G2: from the twist to the curve over <see cref="Fp12"/>, the power p, and back. On G2
    /// it multiplies by p, which is the parameter z modulo the order.</summary>
    public static void Apply(in AffinePoint<Fp2> point, out AffinePoint<Fp2> image)
    {
        image = point;
        Fp2.Conjugate(point.X, out Fp2 x);
        Fp2.Conjugate(point.Y, out Fp2 y);
        Fp2.Multiply(x, TwistX, out image.X);
        Fp2.Multiply(y, TwistY, out image.Y);
    }

    /// <summary>ψ of a point in Jacobian coordinates.</summary>
    public static void Apply(in JacobianPoint<Fp2> point, out JacobianPoint<Fp2> image)
    {
        Fp2.Conjugate(point.X, out Fp2 x);
        Fp2.Conjugate(point.Y, out Fp2 y);
        Fp2.Conjugate(point.Z, out image.Z);
        Fp2.Multiply(x, TwistX, out image.X);
        Fp2.Multiply(y, TwistY, out image.Y);
    }

    private static void Apply(in Fp2 a, int index, out Fp2 power)
    {
        Fp2.Conjugate(a, out Fp2 conjugate);
        if (index == 0)
        {
            power = conjugate;
            return;
        }

        Fp2.Multiply(conjugate, Gammas[index], out power);
    }

    private static Fp2[] MakeGammas()
    {
        var residue = Fp2.FromIntegers(1, 1);
        Fp2 gamma = Fp2.One;
        for (int bit = (64 * GammaExponent.Length) - 1; bit >= 0; bit--)
        {
            Fp2.Square(gamma, out gamma);
            if (((GammaExponent[bit / 64] >> (bit % 64)) & 1) != 0)
            {
                Fp2.Multiply(gamma, residue, out gamma);
            }
        }

        var gammas = new Fp2[Degree];
        gammas[0] = Fp2.One;
        for (int i = 1; i < Degree; i++)
        {
            Fp2.Multiply(gammas[i - 1], gamma, out gammas[i]);
        }

        return gammas;
    }

    private static Fp Norm(Fp2 element)
    {
        Fp2.Norm(element, out Fp norm);
        return norm;
    }

    private static Fp2 Inverse(in Fp2 element)
    {
        Fp2.Invert(element, out Fp2 inverse);
        return inverse;
    }
}
