using System.Numerics;
using Ledger.Crypto.Bls12381;
using Ledger.Testing;

namespace Ledger.Crypto.Tests.Bls12381;

/// <summary>The laws of the two groups, their subgroups and their encodings.</summary>
public sealed class CurveTests
{
    private const int Cases = 20;

    private static BigInteger Order => FieldSource.Order;

    [Fact]
    public void Generators_have_the_order_of_the_subgroups()
    {
        Assert.True(Repeated(G1Point.Generator.Affine, Order).IsInfinity);
        Assert.True(Repeated(G2Point.Generator.Affine, Order).IsInfinity);
        Assert.True(G1Point.Generator.IsInSubgroup);
        Assert.True(G2Point.Generator.IsInSubgroup);
    }

    [Fact]
    public void Addition_is_commutative_and_associative_and_has_inverses() => SeededCases.Run(Cases, random =>
    {
        G1Point p = NextOnG1Curve(random);
        G1Point q = NextOnG1Curve(random);
        G1Point r = NextOnG1Curve(random);
        Assert.Equal(G1Point.Add(p, q), G1Point.Add(q, p));
        Assert.Equal(G1Point.Add(G1Point.Add(p, q), r), G1Point.Add(p, G1Point.Add(q, r)));
        Assert.Equal(G1Point.Add(G1Point.Add(p, p), q), G1Point.Add(p, G1Point.Add(p, q)));
        Assert.True(G1Point.Add(p, G1Point.Negate(p)).IsInfinity);
        Assert.Equal(p, G1Point.Add(p, default));
        Assert.Equal(p, G1Point.Add(default, p));
        Assert.True(G1Point.Add(p, q).Affine.IsOnCurve);

        G2Point s = NextOnG2Curve(random);
        G2Point t = NextOnG2Curve(random);
        Assert.Equal(G2Point.Add(s, t), G2Point.Add(t, s));
        Assert.Equal(G2Point.Add(G2Point.Add(s, s), t), G2Point.Add(s, G2Point.Add(s, t)));
        Assert.True(G2Point.Add(s, G2Point.Negate(s)).IsInfinity);
        Assert.True(G2Point.Add(s, t).Affine.IsOnCurve);
    });

    [Fact]
    public void Projective_and_affine_additions_agree_in_every_special_case() => SeededCases.Run(Cases, random =>
    {
        AffinePoint<Fp2> p = NextOnG2Curve(random).Affine;
        AffinePoint<Fp2> q = NextOnG2Curve(random).Affine;
        AffinePoint<Fp2>.Negate(p, out AffinePoint<Fp2> negative);
        foreach (AffinePoint<Fp2> other in new[] { q, p, negative, default })
        {
            AssertAdditionsAgree(p, other);
            AssertAdditionsAgree(other, p);
        }
    });

    [Fact]
    public void A_point_outside_the_subgroup_is_refused() => SeededCases.Run(Cases, random =>
    {
        // The cofactors are far above one: a random point of the curve is outside, and the dumb check by the order says so too.
        AffinePoint<Fp> p = NextOnG1Curve(random).Affine;
        AffinePoint<Fp2> q = NextOnG2Curve(random).Affine;
        Assert.False(Repeated(p, Order).IsInfinity);
        Assert.False(Repeated(q, Order).IsInfinity);
        Assert.False(new G1Point(p).IsInSubgroup);
        Assert.False(new G2Point(q).IsInSubgroup);

        // A multiple by the order is in the cofactor's part alone.
        Assert.False(new G1Point(Affine(Repeated(p, Order))).IsInSubgroup);
        Assert.False(new G2Point(Affine(Repeated(q, Order))).IsInSubgroup);
    });

    [Fact]
    public void Points_of_small_order_are_refused()
    {
        // The cofactor of the curve of G1 is (z - 1)² / 3, which 3 and 11 divide: (0, 2) has order 3.
        var point = new AffinePoint<Fp>(default, Fp.FromInteger(2));
        Assert.True(point.IsOnCurve);
        Assert.True(Repeated(point, 3).IsInfinity);
        Assert.False(new G1Point(point).IsInSubgroup);
    }

    [Fact]
    public void Infinity_is_in_the_subgroups()
    {
        Assert.True(default(G1Point).IsInSubgroup);
        Assert.True(default(G2Point).IsInSubgroup);
    }

    [Fact]
    public void Multiples_by_endomorphism_agree_with_repeated_addition() => SeededCases.Run(Cases, random =>
    {
        byte[] bytes = new byte[Scalar.SizeBytes];
        random.NextBytes(bytes);
        var integer = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        var scalar = Scalar.Decode(bytes);

        AssertSame(Repeated(G1Point.Generator.Affine, integer), G1Point.Multiply(scalar, G1Point.Generator).Affine);
        AssertSame(Repeated(G2Point.Generator.Affine, integer), G2Point.Multiply(scalar, G2Point.Generator).Affine);
    });

    [Fact]
    public void Scalars_count_modulo_the_order()
    {
        BigInteger z = CurveParameter.Absolute;
        BigInteger[] edges =
        [
            0, 1, 2, Order - 1, Order, Order + 1, 2 * Order, (BigInteger.One << 256) - 1, z, z - 1, z * z, (z * z) - 1, z * z * z,
            (z * z * z) + (z * z) + z + 1, ulong.MaxValue, UInt128.MaxValue,
        ];
        foreach (BigInteger edge in edges)
        {
            var scalar = FieldSource.ToScalar(edge);
            AssertSame(Repeated(G1Point.Generator.Affine, edge), G1Point.Multiply(scalar, G1Point.Generator).Affine);
            AssertSame(Repeated(G2Point.Generator.Affine, edge), G2Point.Multiply(scalar, G2Point.Generator).Affine);
            Assert.True(G1Point.Add(
                G1Point.Multiply(scalar, G1Point.Generator),
                G1Point.Multiply(Scalar.Negate(scalar), G1Point.Generator)).IsInfinity);
        }
    }

    [Fact]
    public void Only_numbers_below_the_order_are_canonical_scalars()
    {
        Assert.True(Scalar.TryDecodeCanonical(FieldSource.ToBytes(Order - 1, Scalar.SizeBytes), out _));
        Assert.False(Scalar.TryDecodeCanonical(FieldSource.ToBytes(Order, Scalar.SizeBytes), out _));
        Assert.Equal(FieldSource.ToBytes(Order, Scalar.SizeBytes), Scalar.Modulus.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(150)]
    public void Sums_of_multiples_agree_with_single_ones(int count) => SeededCases.Run(2, random =>
    {
        var g1Points = new G1Point[count];
        var g2Points = new G2Point[count];
        var scalars = new Scalar[count];
        G1Point g1Expected = default;
        G2Point g2Expected = default;
        for (int i = 0; i < count; i++)
        {
            // Zero scalars, infinity and equal points are among them.
            scalars[i] = i % 7 == 3 ? default : FieldSource.NextScalar(random);
            Scalar root = i % 11 == 5 ? default : i % 3 == 1 ? Scalar.One : FieldSource.NextScalar(random);
            g1Points[i] = G1Point.Multiply(root, G1Point.Generator);
            g2Points[i] = G2Point.Multiply(root, G2Point.Generator);
            g1Expected = G1Point.Add(g1Expected, G1Point.Multiply(scalars[i], g1Points[i]));
            g2Expected = G2Point.Add(g2Expected, G2Point.Multiply(scalars[i], g2Points[i]));
        }

        Assert.Equal(g1Expected, G1Point.Sum(g1Points, scalars));
        Assert.Equal(g2Expected, G2Point.Sum(g2Points, scalars));
    });

    [Fact]
    public void Buckets_of_every_width_give_the_interleaved_sum() => SeededCases.Run(3, random =>
    {
        AffinePoint<Fp>[] points = [.. Enumerable.Range(0, 6)
            .Select(_ => G1Point.Multiply(FieldSource.NextScalar(random), G1Point.Generator).Affine)];
        UInt128[] parts = [.. Enumerable.Range(0, 12).Select(i => i < 3 ? UInt128.MaxValue - (UInt128)i : NextPart(random))];
        InterleavedSum.Compute<Fp, G1ScalarSplit>(points, parts, out JacobianPoint<Fp> expected);
        AssertBucketsAgree<Fp>(expected, MultiScalarMultiplication.Images<Fp, G1ScalarSplit>(points), parts, bits: 128);

        AffinePoint<Fp2>[] others = [.. Enumerable.Range(0, 3)
            .Select(_ => G2Point.Multiply(FieldSource.NextScalar(random), G2Point.Generator).Affine)];
        parts = [.. Enumerable.Range(0, 12).Select(i => i < 3 ? ulong.MaxValue - (UInt128)i : NextPart(random) & ulong.MaxValue)];
        InterleavedSum.Compute<Fp2, G2ScalarSplit>(others, parts, out JacobianPoint<Fp2> expectedOther);
        AssertBucketsAgree<Fp2>(expectedOther, MultiScalarMultiplication.Images<Fp2, G2ScalarSplit>(others), parts, bits: 64);
    });

    [Fact]
    public void The_endomorphisms_multiply_by_powers_of_the_parameter()
    {
        G1ScalarSplit.Apply(G1Point.Generator.Affine, out AffinePoint<Fp> g1Image);
        G2ScalarSplit.Apply(G2Point.Generator.Affine, out AffinePoint<Fp2> g2Image);

        BigInteger z = CurveParameter.Absolute;
        AssertSame(Repeated(G1Point.Generator.Affine, z * z), g1Image);
        AssertSame(Repeated(G2Point.Generator.Affine, z), g2Image);
    }

    [Fact]
    public void Many_points_normalize_as_each_alone() => SeededCases.Run(Cases, random =>
    {
        JacobianPoint<Fp2>[] points =
        [
            default, Scaled(NextOnG2Curve(random).Affine), new(NextOnG2Curve(random).Affine), default,
            Scaled(NextOnG2Curve(random).Affine), default,
        ];
        var affine = new AffinePoint<Fp2>[points.Length];

        JacobianPoint<Fp2>.Normalize(points, affine);

        for (int i = 0; i < points.Length; i++)
        {
            AssertSame(points[i], affine[i]);
        }
    });

    [Fact]
    public void The_numbers_of_points_and_scalars_are_equal()
    {
        Assert.Throws<ArgumentException>(() => G1Point.Sum([G1Point.Generator], []));
        Assert.Throws<ArgumentException>(() => G2Point.Sum([], [Scalar.One]));
        Assert.Throws<ArgumentException>(() => Pairing.ProductIsOne([G1Point.Generator], []));
    }

    private static void AssertBucketsAgree<T>(JacobianPoint<T> expected, AffinePoint<T>[] points, UInt128[] parts, int bits)
        where T : struct, IField<T>
    {
        for (int bucketBits = 2; bucketBits <= 14; bucketBits++)
        {
            MultiScalarMultiplication.SumByBuckets<T>(points, parts, bits, bucketBits, out JacobianPoint<T> sum);
            Assert.True(JacobianPoint<T>.AreEqual(expected, sum), $"{bucketBits} bits a bucket");
        }
    }

    private static UInt128 NextPart(Random random) =>
        new((ulong)random.NextInt64(long.MinValue, long.MaxValue), (ulong)random.NextInt64(long.MinValue, long.MaxValue));

    private static G1Point NextOnG1Curve(Random random)
    {
        while (true)
        {
            Fp x = FieldSource.NextFp(random);
            AffinePoint<Fp>.CurveEquation(x, out Fp square);
            if (Fp.TrySquareRoot(square, out Fp y) && !x.IsZero)
            {
                return new G1Point(new AffinePoint<Fp>(x, y));
            }
        }
    }

    private static G2Point NextOnG2Curve(Random random)
    {
        while (true)
        {
            Fp2 x = FieldSource.NextFp2(random);
            AffinePoint<Fp2>.CurveEquation(x, out Fp2 square);
            if (Fp2.TrySquareRoot(square, out Fp2 y))
            {
                return new G2Point(new AffinePoint<Fp2>(x, y));
            }
        }
    }

    /// <summary>Double and add, bit by bit.</summary>
    private static JacobianPoint<T> Repeated<T>(AffinePoint<T> point, BigInteger times)
        where T : struct, IField<T>
    {
        JacobianPoint<T> result = default;
        for (long bit = (long)times.GetBitLength() - 1; bit >= 0; bit--)
        {
            JacobianPoint<T>.Double(result, out result);
            if (!((times >> (int)bit) & 1).IsZero)
            {
                JacobianPoint<T>.Add(result, point, out result);
            }
        }

        return result;
    }

    private static AffinePoint<T> Affine<T>(JacobianPoint<T> point)
        where T : struct, IField<T>
    {
        JacobianPoint<T>.Normalize(point, out AffinePoint<T> affine);
        return affine;
    }

    private static void AssertSame<T>(JacobianPoint<T> expected, AffinePoint<T> actual)
        where T : struct, IField<T> => Assert.True(AffinePoint<T>.AreEqual(Affine(expected), actual));

    private static void AssertAdditionsAgree(AffinePoint<Fp2> p, AffinePoint<Fp2> q)
    {
        AffinePoint<Fp2>.Add(p, q, out AffinePoint<Fp2> expected);

        // Z other than one on both sides.
        JacobianPoint<Fp2> left = Scaled(p);
        JacobianPoint<Fp2>.Add(left, Scaled(q), out JacobianPoint<Fp2> sum);
        Assert.True(AffinePoint<Fp2>.AreEqual(expected, Affine(sum)));
        JacobianPoint<Fp2>.Add(left, q, out sum);
        Assert.True(AffinePoint<Fp2>.AreEqual(expected, Affine(sum)));
    }

    private static JacobianPoint<Fp2> Scaled(AffinePoint<Fp2> point)
    {
        var scaled = new JacobianPoint<Fp2>(point);
        var z = Fp2.FromIntegers(3, 5);
        Fp2.Square(z, out Fp2 square);
        Fp2.Multiply(scaled.X, square, out scaled.X);
        Fp2.Multiply(square, z, out square);
        Fp2.Multiply(scaled.Y, square, out scaled.Y);
        Fp2.Multiply(scaled.Z, z, out scaled.Z);
        return scaled;
    }
}
