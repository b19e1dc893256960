namespace Ledger.Crypto.Bn254;

/// <summary>The subgroup of order r of the twist y^2 = x^3 + 3/(9 + i) over <see cref="Fp2"/> (EIP-197).</summary>
/// <remarks>The twist has r · (2p - r) points; those outside of the subgroup have no place in a pairing.</remarks>
internal static class G2
{
    /// <summary>Length in bytes of a point.</summary>
    public const int SizeBytes = 4 * Fp.SizeBytes;

    /// <summary>The number u that makes the curve.</summary>
    public const ulong U = 4965661367192848881;

    /// <summary>The b of the twist, 3/(9 + i).</summary>
    public static readonly Fp2 TwistB = ComputeTwistB();

    /// <summary>Reads 128 bytes: x and y, of each the factor of i before the real part.</summary>
    /// <returns><see langword="false"/> when a coordinate is p or more, or the point is not in the group.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out AffinePoint<Fp2> point) =>
        TryDecodeOnTwist(bytes, out point) && IsInSubgroup(point);

    /// <summary>Reads 128 bytes: x and y, of each the factor of i before the real part.</summary>
    /// <returns><see langword="false"/> when a coordinate is p or more, or the point is not on the twist.</returns>
    public static bool TryDecodeOnTwist(ReadOnlySpan<byte> bytes, out AffinePoint<Fp2> point)
    {
        point = default;
        return Fp.TryDecode(bytes, out point.X.C1)
            && Fp.TryDecode(bytes[Fp.SizeBytes..], out point.X.C0)
            && Fp.TryDecode(bytes[(2 * Fp.SizeBytes)..], out point.Y.C1)
            && Fp.TryDecode(bytes[(3 * Fp.SizeBytes)..], out point.Y.C0)
            && point.IsOnCurve(TwistB);
    }

    /// <summary>Whether a point of the twist has order r, or is infinity.</summary>
    /// <remarks>(u+1)Q + f(uQ) + f^2(uQ) = f^3(2uQ) with f the Frobenius map of the curve seen from the twist (El Housni,
    /// Guillevic, Piellard, "Co-factor clearing and subgroup membership testing on pairing-friendly curves", 2022). Points of
    /// order r meet it, because f multiplies with p there. No others do: the norm of (u+1) + u·f + u·f^2 - 2u·f^3 in Z[f],
    /// f^2 - (6u^2 + 1)f + p = 0, has the greatest common divisor r with the number of points.</remarks>
    public static bool IsInSubgroup(in AffinePoint<Fp2> point)
    {
        JacobianPoint<Fp2> multiple = MultiplyByU(point);
        JacobianPoint<Fp2>.Add(multiple, point, out JacobianPoint<Fp2> left);
        Frobenius(multiple, out JacobianPoint<Fp2> mapped);
        JacobianPoint<Fp2>.Add(left, mapped, out left);
        Frobenius(mapped, out mapped);
        JacobianPoint<Fp2>.Add(left, mapped, out left);
        Frobenius(mapped, out mapped);
        JacobianPoint<Fp2>.Double(mapped, out mapped);
        return JacobianPoint<Fp2>.AreEqual(left, mapped);
    }

    /// <summary>The Frobenius map of the curve, seen from the twist: conjugates, scaled by powers of (9 + i)^((p-1)/6).</summary>
    public static void Frobenius(in AffinePoint<Fp2> point, out AffinePoint<Fp2> mapped)
    {
        MapCoordinate(point.X, FrobeniusCoefficients.Second, out mapped.X);
        MapCoordinate(point.Y, FrobeniusCoefficients.Third, out mapped.Y);
    }

    private static void Frobenius(in JacobianPoint<Fp2> point, out JacobianPoint<Fp2> mapped)
    {
        MapCoordinate(point.X, FrobeniusCoefficients.Second, out mapped.X);
        MapCoordinate(point.Y, FrobeniusCoefficients.Third, out mapped.Y);
        Fp2.Conjugate(point.Z, out mapped.Z);
    }

    private static void MapCoordinate(in Fp2 coordinate, in Fp2 factor, out Fp2 mapped)
    {
        Fp2.Conjugate(coordinate, out Fp2 conjugate);
        Fp2.Multiply(conjugate, factor, out mapped);
    }

    private static JacobianPoint<Fp2> MultiplyByU(in AffinePoint<Fp2> point)
    {
        AffinePoint<Fp2>.Negate(point, out AffinePoint<Fp2> negated);
        var multiple = new JacobianPoint<Fp2>(point);
        ReadOnlySpan<sbyte> digits = CurveDigits.U;
        for (int i = 1; i < digits.Length; i++)
        {
            JacobianPoint<Fp2>.Double(multiple, out multiple);
            if (digits[i] != 0)
            {
                JacobianPoint<Fp2>.Add(multiple, digits[i] > 0 ? point : negated, out multiple);
            }
        }

        return multiple;
    }

    private static Fp2 ComputeTwistB()
    {
        Fp2.Invert(Fp2.Xi, out Fp2 inverse);
        Fp2.Multiply(inverse, Fp.FromInteger(3), out Fp2 b);
        return b;
    }
}
