using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Bn254;

/// <summary>The powers k = 1 to 5 of (9 + i)^((p-1)/6): w^p is w times the first of them, and so on.</summary>
internal static class FrobeniusCoefficients
{
    /// <summary>The power 1.</summary>
    public static readonly Fp2 First = Compute(1);

    /// <summary>The power 2, which maps the x coordinate of the twist.</summary>
    public static readonly Fp2 Second = Compute(2);

    /// <summary>The power 3, which maps the y coordinate of the twist.</summary>
    public static readonly Fp2 Third = Compute(3);

    /// <summary>The power 4.</summary>
    public static readonly Fp2 Fourth = Compute(4);

    /// <summary>The power 5.</summary>
    public static readonly Fp2 Fifth = Compute(5);

    private static Fp2 Compute(ulong k) => Power(Fp2.Xi, (Fp.Modulus - 1) / 6 * k);

    private static Fp2 Power(in Fp2 value, in UInt256 exponent)
    {
        Fp2 power = Fp2.One;
        for (int position = exponent.BitLength - 1; position >= 0; position--)
        {
            Fp2.Square(power, out Fp2 square);
            power = square;
            if (exponent.IsBitSet(position))
            {
                Fp2.Multiply(square, value, out power);
            }
        }

        return power;
    }
}
