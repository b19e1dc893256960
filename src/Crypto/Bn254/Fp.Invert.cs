using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Bn254;

/// <content>Powers and inverses.</content>
internal readonly partial struct Fp
{
    /// <summary>Raises to a power.</summary>
    public static Fp Power(in Fp value, in UInt256 exponent)
    {
        Fp power = One;
        for (int position = exponent.BitLength - 1; position >= 0; position--)
        {
            Square(power, out power);
            if (exponent.IsBitSet(position))
            {
                Multiply(power, value, out power);
            }
        }

        return power;
    }

    /// <inheritdoc/>
    /// <remarks>By Fermat: the power p - 2.</remarks>
    public static void Invert(in Fp value, out Fp inverse) => inverse = Power(value, Modulus - 2);
}
