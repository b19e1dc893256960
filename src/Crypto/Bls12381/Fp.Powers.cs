namespace Ledger.Crypto.Bls12381;

/// <summary>Roots, as powers: every input is public here, so nothing needs constant time.</summary>
internal partial struct Fp
{
    private const int WindowBits = 4;

    // (p - 3) / 4; p is 3 modulo 4.
    private static ReadOnlySpan<ulong> RootExponent =>
    [
        0xee7fbfffffffeaaa, 0x07aaffffac54ffff, 0xd9cc34a83dac3d89, 0xd91dd2e13ce144af, 0x92c6e9ed90d2eb35, 0x0680447a8e5ff9a6,
    ];

    /// <summary>a to the power of (p - 3) / 4: times a it is a root of a or of -a; its square times a is 1 or -1.</summary>
    public static void InverseRoot(in Fp a, out Fp power) => Power(a, RootExponent, out power);

    /// <summary>The root of a that <see cref="InverseRoot"/> leads to.</summary>
    /// <returns>Whether a has a root.</returns>
    public static bool TrySquareRoot(in Fp a, out Fp root)
    {
        InverseRoot(a, out Fp power);
        Multiply(power, a, out root);
        Square(root, out Fp square);
        return AreEqual(square, a);
    }

    /// <inheritdoc/>
    public static bool TryRootOfRatio(in Fp u, in Fp v, out Fp root)
    {
        // u v (u v³)^((p - 3) / 4) is a root of u / v or of -u / v; times a root of -Z the latter is one of Z u / v.
        Multiply(u, v, out Fp product);
        Square(v, out Fp power);
        Multiply(power, product, out power);
        InverseRoot(power, out power);
        Multiply(power, product, out root);
        Square(root, out Fp square);
        Multiply(square, v, out square);
        if (AreEqual(square, u))
        {
            return true;
        }

        Multiply(root, RootOfNegatedNonSquare, out root);
        return false;
    }

    /// <summary>a to a power.</summary>
    /// <param name="a">The base.</param>
    /// <param name="exponent">Limbs, the lowest first, the highest not zero.</param>
    /// <param name="power">The result.</param>
    public static void Power(in Fp a, ReadOnlySpan<ulong> exponent, out Fp power)
    {
        Table table = default;
        table[0] = One;
        for (int i = 1; i < 1 << WindowBits; i++)
        {
            Multiply(table[i - 1], a, out table[i]);
        }

        Fp result = One;
        for (int bit = (64 * exponent.Length) - WindowBits; bit >= 0; bit -= WindowBits)
        {
            for (int i = 0; i < WindowBits; i++)
            {
                Square(result, out result);
            }

            int digit = (int)(exponent[bit / 64] >> (bit % 64)) & ((1 << WindowBits) - 1);
            if (digit != 0)
            {
                Multiply(result, table[digit], out result);
            }
        }

        power = result;
    }

    private static Fp MakeRoot()
    {
        Negate(FromInteger(11), out Fp negative);
        return TrySquareRoot(negative, out Fp root) ? root : throw new InvalidOperationException("-11 is a square.");
    }

    [System.Runtime.CompilerServices.InlineArray(1 << WindowBits)]
    private struct Table
    {
        private Fp _first;
    }
}
