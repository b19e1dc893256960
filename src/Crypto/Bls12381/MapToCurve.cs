namespace Ledger.Crypto.Bls12381;

/// <summary>Maps from a field to a subgroup (RFC 9380, sections 8.8.1 and 8.8.2, from the field element on), as EIP-2537 wants them.</summary>
public static class MapToCurve
{
    /// <summary>The point of G1 for an element of the base field.</summary>
    /// <param name="bytes">64 bytes, big-endian.</param>
    /// <param name="point">A point of the subgroup.</param>
    /// <returns><see langword="false"/> when the number is not below p.</returns>
    public static bool TryMapToG1(ReadOnlySpan<byte> bytes, out G1Point point)
    {
        if (!PointEncoding.TryDecode(bytes, out Fp element))
        {
            point = default;
            return false;
        }

        G1Isogeny.Map.Apply(element, out JacobianPoint<Fp> image);

        // The effective cofactor is 1 - z.
        JacobianPoint<Fp>.MultiplyByParameter(image, out JacobianPoint<Fp> cleared);
        JacobianPoint<Fp>.Add(cleared, image, out cleared);
        JacobianPoint<Fp>.Normalize(cleared, out AffinePoint<Fp> affine);
        point = new G1Point(affine);
        return true;
    }

    /// <summary>The point of G2 for an element of the quadratic extension.</summary>
    /// <param name="bytes">128 bytes: c0 and c1, big-endian.</param>
    /// <param name="point">A point of the subgroup.</param>
    /// <returns><see langword="false"/> when a number is not below p.</returns>
    public static bool TryMapToG2(ReadOnlySpan<byte> bytes, out G2Point point)
    {
        if (!PointEncoding.TryDecode(bytes, out Fp2 element))
        {
            point = default;
            return false;
        }

        G2Isogeny.Map.Apply(element, out JacobianPoint<Fp2> image);
        ClearCofactor(image, out JacobianPoint<Fp2> cleared);
        JacobianPoint<Fp2>.Normalize(cleared, out AffinePoint<Fp2> affine);
        point = new G2Point(affine);
        return true;
    }

    /// <summary>(z² - z - 1) P + (z - 1) ψ(P) + ψ²(2 P), which is the standard's multiple of P (RFC 9380, appendix G.3).</summary>
    private static void ClearCofactor(in JacobianPoint<Fp2> point, out JacobianPoint<Fp2> cleared)
    {
        MultiplyByParameter(point, out JacobianPoint<Fp2> multiple);
        Frobenius.Apply(point, out JacobianPoint<Fp2> image);

        // ψ²(2 P) - ψ(P)
        JacobianPoint<Fp2>.Double(point, out cleared);
        Frobenius.Apply(cleared, out cleared);
        Frobenius.Apply(cleared, out cleared);
        Subtract(cleared, image, out cleared);

        // + z (z P + ψ(P)) - z P - P
        JacobianPoint<Fp2>.Add(multiple, image, out image);
        MultiplyByParameter(image, out image);
        JacobianPoint<Fp2>.Add(cleared, image, out cleared);
        Subtract(cleared, multiple, out cleared);
        Subtract(cleared, point, out cleared);
    }

    /// <summary>z P; z is negative.</summary>
    private static void MultiplyByParameter(in JacobianPoint<Fp2> point, out JacobianPoint<Fp2> product)
    {
        JacobianPoint<Fp2>.MultiplyByParameter(point, out product);
        JacobianPoint<Fp2>.Negate(product, out product);
    }

    private static void Subtract(in JacobianPoint<Fp2> p, in JacobianPoint<Fp2> q, out JacobianPoint<Fp2> difference)
    {
        JacobianPoint<Fp2>.Negate(q, out JacobianPoint<Fp2> negative);
        JacobianPoint<Fp2>.Add(p, negative, out difference);
    }
}
