using System.Runtime.InteropServices;

namespace Ledger.Crypto.Bls12381;

/// <summary>A point of the curve y² = x³ + 4 over the base field. The subgroup G1 is a part of the curve: see <see cref="IsInSubgroup"/>.
/// </summary>
/// <remarks>Every operation takes variable time: scalars and points are public here, secrets must not come near.</remarks>
public readonly struct G1Point : IEquatable<G1Point>
{
    /// <summary>Bytes of a point in the encoding of EIP-2537.</summary>
    public const int SizeBytes = 2 * PointEncoding.ElementBytes;

    /// <summary>Bytes of a point in the compressed encoding.</summary>
    public const int CompressedBytes = Fp.SizeBytes;

    internal readonly AffinePoint<Fp> Affine;

    internal G1Point(in AffinePoint<Fp> affine) => Affine = affine;

    /// <summary>The generator of G1.</summary>
    public static G1Point Generator { get; } = new(new AffinePoint<Fp>(
        Fp.FromHex("17f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb"),
        Fp.FromHex("08b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af600db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1")));

    /// <summary>Whether this is the point at infinity, the neutral element.</summary>
    public bool IsInfinity => Affine.IsInfinity;

    /// <summary>Whether the point is in the subgroup of order r, by -φ(P) = z² P (M. Scott, A note on group membership tests for G1, G2 and
    /// GT on BLS pairing-friendly curves).</summary>
    public bool IsInSubgroup
    {
        get
        {
            G1ScalarSplit.Apply(Affine, out AffinePoint<Fp> image);
            JacobianPoint<Fp>.MultiplyByParameter(new JacobianPoint<Fp>(Affine), out JacobianPoint<Fp> product);
            JacobianPoint<Fp>.MultiplyByParameter(product, out product);
            return JacobianPoint<Fp>.AreEqual(new JacobianPoint<Fp>(image), product);
        }
    }

    /// <summary>Reads 128 bytes: x and y of 64 bytes each, big-endian; zeros are the point at infinity (EIP-2537).</summary>
    /// <returns><see langword="false"/> when a coordinate is not below p or the point is not on the curve; the subgroup is not checked.
    /// </returns>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out G1Point point)
    {
        point = default;
        if (!PointEncoding.TryDecode(bytes, out Fp x)
            || !PointEncoding.TryDecode(bytes[PointEncoding.ElementBytes..], out Fp y))
        {
            return false;
        }

        point = new G1Point(new AffinePoint<Fp>(x, y));
        return point.Affine.IsOnCurve;
    }

    /// <summary>Reads 48 bytes: x with three flags in its first bits, which say compressed, infinity, and that y is the larger root.</summary>
    /// <returns><see langword="false"/> when the encoding is not the only one of a point of the curve; the subgroup is not checked.
    /// </returns>
    public static bool TryDecompress(ReadOnlySpan<byte> bytes, out G1Point point)
    {
        bool isValid = PointEncoding.TryDecompress(bytes, out AffinePoint<Fp> affine);
        point = new G1Point(affine);
        return isValid;
    }

    /// <summary>Writes 128 bytes (EIP-2537).</summary>
    public void Encode(Span<byte> bytes)
    {
        PointEncoding.Encode(Affine.X, bytes);
        PointEncoding.Encode(Affine.Y, bytes[PointEncoding.ElementBytes..]);
    }

    /// <summary>P + Q, on the whole curve.</summary>
    public static G1Point Add(in G1Point left, in G1Point right)
    {
        AffinePoint<Fp>.Add(left.Affine, right.Affine, out AffinePoint<Fp> sum);
        return new G1Point(sum);
    }

    /// <summary>-P.</summary>
    public static G1Point Negate(in G1Point point)
    {
        AffinePoint<Fp>.Negate(point.Affine, out AffinePoint<Fp> negative);
        return new G1Point(negative);
    }

    /// <summary>a P.</summary>
    /// <param name="scalar">The number a.</param>
    /// <param name="point">A point of the subgroup.</param>
    public static G1Point Multiply(in Scalar scalar, in G1Point point) => Sum([point], [scalar]);

    /// <summary>The sum of scalar times point.</summary>
    /// <param name="points">Points of the subgroup; others give a wrong result.</param>
    /// <param name="scalars">As many scalars.</param>
    /// <exception cref="ArgumentException">The numbers of points and scalars differ.</exception>
    public static G1Point Sum(ReadOnlySpan<G1Point> points, ReadOnlySpan<Scalar> scalars)
    {
        MultiScalarMultiplication.Sum<Fp, G1ScalarSplit>(
            MemoryMarshal.Cast<G1Point, AffinePoint<Fp>>(points), scalars, out AffinePoint<Fp> sum);
        return new G1Point(sum);
    }

    /// <summary>Whether two points are the same.</summary>
    public static bool operator ==(G1Point left, G1Point right) => left.Equals(right);

    /// <summary>Whether two points differ.</summary>
    public static bool operator !=(G1Point left, G1Point right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(G1Point other) => AffinePoint<Fp>.AreEqual(Affine, other.Affine);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is G1Point other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Affine.X.L0, Affine.Y.L0);
}
