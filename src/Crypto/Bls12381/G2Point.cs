using System.Runtime.InteropServices;

namespace Ledger.Crypto.Bls12381;

/// <summary>A point of the curve y² = x³ + 4 (1 + u) over the quadratic extension. The subgroup G2 is a part of the curve: see
/// <see cref="IsInSubgroup"/>.</summary>
/// <remarks>Every operation takes variable time: scalars and points are public here, secrets must not come near.</remarks>
public readonly struct G2Point : IEquatable<G2Point>
{
    /// <summary>Bytes of a point in the encoding of EIP-2537.</summary>
    public const int SizeBytes = 4 * PointEncoding.ElementBytes;

    /// <summary>Bytes of a point in the compressed encoding.</summary>
    public const int CompressedBytes = 2 * Fp.SizeBytes;

    private const int CoordinateBytes = 2 * PointEncoding.ElementBytes;

    internal readonly AffinePoint<Fp2> Affine;

    internal G2Point(in AffinePoint<Fp2> affine) => Affine = affine;

    /// <summary>The generator of G2.</summary>
    public static G2Point Generator { get; } = new(new AffinePoint<Fp2>(
        new Fp2(
            Fp.FromHex("024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"),
            Fp.FromHex("13e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e")),
        new Fp2(
            Fp.FromHex("0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c923ac9cc3baca289e193548608b82801"),
            Fp.FromHex("0606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be"))));

    /// <summary>Whether this is the point at infinity, the neutral element.</summary>
    public bool IsInfinity => Affine.IsInfinity;

    /// <summary>Whether the point is in the subgroup of order r, by -ψ(P) = |z| P (M. Scott, A note on group membership tests for G1, G2 and
    /// GT on BLS pairing-friendly curves).</summary>
    public bool IsInSubgroup
    {
        get
        {
            G2ScalarSplit.Apply(Affine, out AffinePoint<Fp2> image);
            JacobianPoint<Fp2>.MultiplyByParameter(new JacobianPoint<Fp2>(Affine), out JacobianPoint<Fp2> product);
            return JacobianPoint<Fp2>.AreEqual(new JacobianPoint<Fp2>(image), product);
        }
    }

    /// <summary>Reads 256 bytes: x and y, each c0 and c1 of 64 bytes, big-endian; zeros are the point at infinity (EIP-2537).</summary>
    /// <returns><see langword="false"/> when a coordinate is not below p or the point is not on the curve; the subgroup is not checked.
    /// </returns>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out G2Point point)
    {
        point = default;
        if (!PointEncoding.TryDecode(bytes, out Fp2 x) || !PointEncoding.TryDecode(bytes[CoordinateBytes..], out Fp2 y))
        {
            return false;
        }

        point = new G2Point(new AffinePoint<Fp2>(x, y));
        return point.Affine.IsOnCurve;
    }

    /// <summary>Reads 96 bytes: c1 and c0 of x with three flags in its first bits, which say compressed, infinity, and that y is the larger
    /// root.</summary>
    /// <returns><see langword="false"/> when the encoding is not the only one of a point of the curve; the subgroup is not checked.
    /// </returns>
    public static bool TryDecompress(ReadOnlySpan<byte> bytes, out G2Point point)
    {
        bool isValid = PointEncoding.TryDecompress(bytes, out AffinePoint<Fp2> affine);
        point = new G2Point(affine);
        return isValid;
    }

    /// <summary>Writes 256 bytes (EIP-2537).</summary>
    public void Encode(Span<byte> bytes)
    {
        PointEncoding.Encode(Affine.X, bytes);
        PointEncoding.Encode(Affine.Y, bytes[CoordinateBytes..]);
    }

    /// <summary>P + Q, on the whole curve.</summary>
    public static G2Point Add(in G2Point left, in G2Point right)
    {
        AffinePoint<Fp2>.Add(left.Affine, right.Affine, out AffinePoint<Fp2> sum);
        return new G2Point(sum);
    }

    /// <summary>-P.</summary>
    public static G2Point Negate(in G2Point point)
    {
        AffinePoint<Fp2>.Negate(point.Affine, out AffinePoint<Fp2> negative);
        return new G2Point(negative);
    }

    /// <summary>a P.</summary>
    /// <param name="scalar">The number a.</param>
    /// <param name="point">A point of the subgroup.</param>
    public static G2Point Multiply(in Scalar scalar, in G2Point point) => Sum([point], [scalar]);

    /// <summary>The sum of scalar times point.</summary>
    /// <param name="points">Points of the subgroup; others give a wrong result.</param>
    /// <param name="scalars">As many scalars.</param>
    /// <exception cref="ArgumentException">The numbers of points and scalars differ.</exception>
    public static G2Point Sum(ReadOnlySpan<G2Point> points, ReadOnlySpan<Scalar> scalars)
    {
        MultiScalarMultiplication.Sum<Fp2, G2ScalarSplit>(
            MemoryMarshal.Cast<G2Point, AffinePoint<Fp2>>(points), scalars, out AffinePoint<Fp2> sum);
        return new G2Point(sum);
    }

    /// <summary>Whether two points are the same.</summary>
    public static bool operator ==(G2Point left, G2Point right) => left.Equals(right);

    /// <summary>Whether two points differ.</summary>
    public static bool operator !=(G2Point left, G2Point right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(G2Point other) => AffinePoint<Fp2>.AreEqual(Affine, other.Affine);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is G2Point other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Affine.X.C0.L0, Affine.Y.C0.L0);
}
