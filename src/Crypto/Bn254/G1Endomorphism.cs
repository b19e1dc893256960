using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Bn254;

/// <summary>The map (x, y) to (beta·x, y) of <see cref="G1"/>, which multiplies with lambda = 36u^3 + 18u^2 + 6u + 1
/// (Gallant, Lambert, Vanstone, "Faster point multiplication on elliptic curves with efficient endomorphisms", 2001).</summary>
internal static class G1Endomorphism
{
    /// <summary>The cube root of unity that belongs to lambda.</summary>
    public static readonly Fp Beta = ComputeBeta();

    // The lattice of pairs (a, b) with a + b·lambda = 0 modulo r has the basis (-Short, Middle), (Long, Short).
    private static UInt256 Short => new(0x89d3256894d213e3);

    private static UInt256 Middle => new(0x8211bbeb7d4f1128, 0x6f4d8248eeb859fc);

    private static UInt256 Long => new(0x0be4e1541221250b, 0x6f4d8248eeb859fd);

    // Short · 2^256 / r and Middle · 2^256 / r, rounded down.
    private static UInt256 ShortQuotient => new(0xd91d232ec7e0b3d7, 0x2);

    private static UInt256 MiddleQuotient => new(0x7a7bd9d4391eb18d, 0x4ccef014a773d2cf, 0x2);

    /// <summary>Splits k, below the order, into a + b·lambda with a and |b| below 2^127.2.</summary>
    /// <param name="k">The scalar.</param>
    /// <param name="a">The part without lambda.</param>
    /// <param name="b">The size of the factor of lambda.</param>
    /// <param name="isNegative">Whether b is to be negated.</param>
    public static void Split(in UInt256 k, out UInt256 a, out UInt256 b, out bool isNegative)
    {
        // Both quotients are rounded down, short by less than 5/4 since k is below 2^254. So a is never negative.
        var q1 = UInt256.BigMul(k, ShortQuotient, out _);
        var q2 = UInt256.BigMul(k, MiddleQuotient, out _);
        a = k - (q1 * Short) - (q2 * Long);
        b = (q1 * Middle) - (q2 * Short);
        isNegative = b.IsNegative;
        b = isNegative ? -b : b;
    }

    /// <summary>Maps a point, and negates it on demand.</summary>
    public static void Map(in AffinePoint<Fp> point, bool isNegative, out AffinePoint<Fp> mapped)
    {
        mapped = point;
        Fp.Multiply(point.X, Beta, out mapped.X);
        if (isNegative)
        {
            Fp.Negate(point.Y, out mapped.Y);
        }
    }

    // Not 1, since 9 has no cube root in the field; the other root, its square, belongs to the square of lambda.
    private static Fp ComputeBeta() => Fp.Power(Fp.FromInteger(9), (Fp.Modulus - 1) / 3);
}
