using System.Numerics;
using System.Runtime.Intrinsics;
using Ledger.Crypto.Signatures.Lanes;
using Ledger.Domain.Primitives;
using Ledger.Testing;

namespace Ledger.Crypto.Tests.Signatures.Lanes;

/// <summary>Sums of points in lanes held against the chord and the tangent in arbitrary-precision integers.</summary>
public sealed class PointLanesTests
{
    public PointLanesTests() => LaneDraw.SkipWithoutLanes();

    [Fact]
    public void Doubles_and_sums_agree_with_chord_and_tangent() => SeededCases.Run(20, random =>
    {
        (BigInteger X, BigInteger Y)[] points = Points(random);
        (BigInteger X, BigInteger Y)[] others = Points(random);
        PointLanes sum = Lift(points);
        PointLanes added = Lift(others);
        for (int step = 0; step < 3; step++)
        {
            sum.Double();
            sum.Add(added.X, added.Y);
            points = [.. points.Zip(others, (point, other) => LaneDraw.Sum(LaneDraw.Sum(point, point), other))];
        }

        for (int lane = 0; lane < FieldLanes.Count; lane++)
        {
            Assert.Equal(points[lane], Affine(sum.X, sum.Y, sum.Z, lane));
        }
    });

    /// <summary>The remark on <see cref="PointLanes"/>: a sum that its formulas do not cover leaves Z = 0 for good.</summary>
    [Fact]
    public void A_sum_of_equal_or_opposite_points_is_seen_ever_after() => SeededCases.Run(20, random =>
    {
        (BigInteger X, BigInteger Y)[] points = Points(random);
        (BigInteger X, BigInteger Y)[] others = Points(random);
        others[2] = LaneDraw.Sum(points[2], points[2]);
        others[5] = (LaneDraw.Sum(points[5], points[5]).X, LaneDraw.P - LaneDraw.Sum(points[5], points[5]).Y);
        PointLanes sum = Lift(points);
        PointLanes added = Lift(others);
        sum.Double();
        Assert.Equal(0u, sum.Z.ZeroLanes());
        for (int step = 0; step < 3; step++)
        {
            sum.Add(added.X, added.Y);
            Assert.Equal((1u << 2) | (1u << 5), sum.Z.ZeroLanes());
            sum.Double();
            Assert.Equal((1u << 2) | (1u << 5), sum.Z.ZeroLanes());
        }
    });

    [Fact]
    public void Odd_multiples_of_a_point_and_its_image_are_in_its_table() => SeededCases.Run(3, random =>
    {
        (BigInteger X, BigInteger Y)[] points = Points(random);
        PointLanes lifted = Lift(points);
        var table = new OddMultiples();
        table.Fill(lifted.X, lifted.Y, out FieldLanes scale);
        for (int i = 0; i < 1 << (OddMultiples.WindowBits - 1); i++)
        {
            var digits = Vector512.Create(i % 3 == 0 ? long.MinValue + i : i);
            table.Select(digits, out FieldLanes x, out FieldLanes y);
            table.SelectImage(digits, out FieldLanes imageX, out FieldLanes imageY);
            int lane = i % FieldLanes.Count;
            (BigInteger X, BigInteger Y) multiple = LaneDraw.Multiple((2 * i) + 1, points[lane]);
            multiple.Y = i % 3 == 0 ? LaneDraw.P - multiple.Y : multiple.Y;
            Assert.Equal(multiple, Affine(x, y, scale, lane));
            Assert.Equal(Image(multiple), Affine(imageX, imageY, scale, lane));
        }
    });

    [Fact]
    public void Odd_multiples_of_the_generator_and_its_image_are_in_their_table()
    {
        var one = FieldLanes.Broadcast(1);
        (BigInteger X, BigInteger Y) two = LaneDraw.Sum(LaneDraw.G, LaneDraw.G);
        (BigInteger X, BigInteger Y) multiple = LaneDraw.G;
        for (int i = 0; i < 1 << (GeneratorMultiples.WindowBits - 1); i++)
        {
            long[] digits = new long[FieldLanes.Count];
            digits[i % FieldLanes.Count] = i;
            GeneratorMultiples.Shared.Select(Vector512.Create(digits), out FieldLanes x, out FieldLanes y);
            GeneratorMultiples.Shared.SelectImage(Vector512.Create(digits), out FieldLanes imageX, out FieldLanes imageY);
            Assert.Equal(multiple, Affine(x, y, one, i % FieldLanes.Count));
            Assert.Equal(Image(multiple), Affine(imageX, imageY, one, i % FieldLanes.Count));
            multiple = LaneDraw.Sum(multiple, two);
        }
    }

    private static (BigInteger X, BigInteger Y)[] Points(Random random) => [.. Enumerable.Range(0, FieldLanes.Count)
        .Select(_ => LaneDraw.OfGenerator(new BigInteger(Generators.Exactly(random, 31), isUnsigned: true)))];

    private static (BigInteger X, BigInteger Y) Image((BigInteger X, BigInteger Y) point) =>
        (LaneDraw.Modulo(point.X * (BigInteger)Endomorphism.Beta.Get(0), LaneDraw.P), point.Y);

    private static PointLanes Lift((BigInteger X, BigInteger Y)[] points)
    {
        PointLanes lifted = default;
        for (int lane = 0; lane < FieldLanes.Count; lane++)
        {
            lifted.X.Set(lane, (UInt256)points[lane].X);
            lifted.Y.Set(lane, (UInt256)points[lane].Y);
            lifted.Z.Set(lane, UInt256.One);
        }

        return lifted;
    }

    private static (BigInteger X, BigInteger Y) Affine(FieldLanes x, FieldLanes y, FieldLanes z, int lane)
    {
        BigInteger inverse = LaneDraw.Invert(LaneDraw.Value(z, lane), LaneDraw.P);
        return (
            LaneDraw.Value(x, lane) * inverse * inverse % LaneDraw.P,
            LaneDraw.Value(y, lane) * BigInteger.ModPow(inverse, 3, LaneDraw.P) % LaneDraw.P);
    }
}
