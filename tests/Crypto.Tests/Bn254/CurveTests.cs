using System.Numerics;
using Ledger.Crypto.Bn254;
using Ledger.Domain.Primitives;
using Ledger.Testing;

namespace Ledger.Crypto.Tests.Bn254;

/// <summary>The laws of both groups, and what is in them.</summary>
public sealed class CurveTests
{
    /// <summary>The least prime factor of the number of points of the twist.</summary>
    private const int SmallOrder = 10069;

    [Fact]
    public void The_first_group_obeys_the_laws_of_a_group() => SeededCases.Run(200, random =>
        AssertLaws(random.G1Point(), random.G1Point(), random.G1Point()));

    [Fact]
    public void The_second_group_obeys_the_laws_of_a_group() => SeededCases.Run(100, random =>
        AssertLaws(random.G2Point(), random.G2Point(), random.G2Point()));

    [Fact]
    public void The_group_order_takes_every_point_to_infinity() => SeededCases.Run(20, random =>
    {
        Assert.True(Draw.Times(random.G1Point(), Draw.R).IsInfinity);
        Assert.True(Draw.Times(random.G2Point(), Draw.R).IsInfinity);
    });

    [Fact]
    public void A_product_is_what_doubling_and_adding_gives() => SeededCases.Run(300, random =>
    {
        AffinePoint<Fp> point = random.G1Point();
        BigInteger scalar = random.Below(BigInteger.One << 256);

        AssertSame(Draw.Times(point, scalar), G1Multiplication.Multiply(point, (UInt256)scalar).ToAffine());
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_product_with_a_number_about_the_order_is_right(int offset)
    {
        var scalar = (UInt256)(Draw.R + offset);
        AffinePoint<Fp> expected = offset switch
        {
            0 => default,
            1 => G1.Generator,
            _ => Negative(G1.Generator),
        };

        AssertSame(expected, G1Multiplication.Multiply(G1.Generator, scalar).ToAffine());
    }

    [Fact]
    public void A_scalar_splits_into_halves_of_the_length() => SeededCases.Run(3000, random =>
    {
        BigInteger u = G2.U;
        BigInteger lambda = (36 * u * u * u) + (18 * u * u) + (6 * u) + 1;
        BigInteger k = random.Below(Draw.R);
        G1Endomorphism.Split((UInt256)k, out UInt256 a, out UInt256 b, out bool isNegative);

        BigInteger sum = (BigInteger)a + (lambda * (isNegative ? -(BigInteger)b : (BigInteger)b));
        Assert.Equal(BigInteger.Zero, (sum - k) % Draw.R);
        Assert.True(a.BitLength <= 128 && b.BitLength <= 128);
    });

    [Fact]
    public void The_endomorphism_multiplies_with_lambda()
    {
        BigInteger u = G2.U;
        BigInteger lambda = (36 * u * u * u) + (18 * u * u) + (6 * u) + 1;
        G1Endomorphism.Map(G1.Generator, false, out AffinePoint<Fp> mapped);
        G1Endomorphism.Map(G1.Generator, true, out AffinePoint<Fp> negated);

        AssertSame(Draw.Times(G1.Generator, lambda), mapped);
        AssertSame(Negative(mapped), negated);
    }

    [Fact]
    public void The_steering_digits_are_those_of_the_curve_number()
    {
        BigInteger u = G2.U;
        BigInteger p = (36 * u * u * u * u) + (36 * u * u * u) + (24 * u * u) + (6 * u) + 1;

        Assert.Equal(Draw.P, p);
        Assert.Equal(u, Value(CurveDigits.U));
        Assert.Equal(u, Value(CurveDigits.WideU));
        Assert.Equal((6 * u) + 2, Value(CurveDigits.MillerLength));
    }

    [Fact]
    public void A_number_is_the_sum_of_its_digits() => SeededCases.Run(3000, random =>
    {
        BigInteger number = random.Below((BigInteger.One << 128) - 32);
        Span<sbyte> digits = stackalloc sbyte[SignedDigits.CountMax];
        digits.Fill(99);
        int count = SignedDigits.Write((UInt256)number, digits);

        digits[..count].Reverse();
        Assert.Equal(number, Value(digits[..count]));
        Assert.False(digits[count..].ContainsAnyExcept((sbyte)0));
        foreach (sbyte digit in digits)
        {
            Assert.True(digit == 0 || (int.IsOddInteger(digit) && Math.Abs(digit) < 16));
        }
    });

    [Fact]
    public void A_point_of_the_twist_outside_of_the_subgroup_is_refused() => SeededCases.Run(20, random =>
    {
        AffinePoint<Fp2> point = random.TwistPoint();
        Assert.True(point.IsOnCurve(G2.TwistB));
        Assert.False(G2.IsInSubgroup(point));
        Assert.False(EndsInSubgroup(point));
        Assert.False(G2.TryDecode(Draw.Bytes(point), out _));

        // The same point without its part in the cofactor is in the group; without its part in the group it is far from it.
        AffinePoint<Fp2> inside = Draw.Times(point, Draw.Cofactor);
        Assert.True(!inside.IsInfinity && Draw.Times(inside, Draw.R).IsInfinity);
        Assert.True(G2.TryDecode(Draw.Bytes(inside), out AffinePoint<Fp2> decoded));
        AssertSame(inside, decoded);
        Assert.True(EndsInSubgroup(inside));
        Assert.False(G2.IsInSubgroup(Draw.Times(point, Draw.R)));
        Assert.False(EndsInSubgroup(Draw.Times(point, Draw.R)));
    });

    [Fact]
    public void A_point_of_small_order_is_refused()
    {
        AffinePoint<Fp2> point = Draw.Times(new Random(1).TwistPoint(), Draw.R * Draw.Cofactor / SmallOrder);

        Assert.False(point.IsInfinity);
        Assert.True(Draw.Times(point, SmallOrder).IsInfinity);
        for (int multiple = 1; multiple <= 20; multiple++)
        {
            AffinePoint<Fp2> other = Draw.Times(point, multiple);
            Assert.False(G2.IsInSubgroup(other));
            Assert.False(EndsInSubgroup(other));
        }
    }

    /// <summary>The reason why the checks of the subgroup let no other point through, the one apart and the one in Miller's loop.</summary>
    [Theory]
    [InlineData(1, 1, 1, 0, 1, 0, -2)]
    [InlineData(6, 2, 0, 1, 0, -1, 0)]
    public void The_norm_of_the_subgroup_check_shares_only_the_order_with_the_number_of_points(
        int uFactor, int constant, int first, int firstConstant, int second, int secondConstant, int third)
    {
        BigInteger u = G2.U;
        BigInteger trace = (6 * u * u) + 1;
        (BigInteger C0, BigInteger C1) power = (1, 0);
        (BigInteger C0, BigInteger C1) sum = (0, 0);
        BigInteger last = (third * u) + (third == 0 ? 1 : 0);
        foreach (BigInteger factor in (BigInteger[])
            [(uFactor * u) + constant, (first * u) + firstConstant, (second * u) + secondConstant, last])
        {
            sum = (sum.C0 + (factor * power.C0), sum.C1 + (factor * power.C1));
            power = (-Draw.P * power.C1, power.C0 + (trace * power.C1));
        }

        BigInteger norm = (sum.C0 * sum.C0) + (sum.C0 * sum.C1 * trace) + (sum.C1 * sum.C1 * Draw.P);
        Assert.Equal(Draw.R, BigInteger.GreatestCommonDivisor(norm, Draw.R * Draw.Cofactor));
    }

    private static bool EndsInSubgroup(in AffinePoint<Fp2> point)
    {
        MillerPair[] pairs = [new MillerPair(G1.Generator, point)];
        Pairing.Miller(pairs);
        return pairs[0].EndsInSubgroup();
    }

    private static void AssertLaws<T>(in AffinePoint<T> a, in AffinePoint<T> b, in AffinePoint<T> c)
        where T : struct, IFieldElement<T>
    {
        AssertSame(AffinePoint<T>.Add(a, b), AffinePoint<T>.Add(b, a));
        AssertSame(
            AffinePoint<T>.Add(AffinePoint<T>.Add(a, b), c),
            AffinePoint<T>.Add(a, AffinePoint<T>.Add(b, c)));
        AssertSame(a, AffinePoint<T>.Add(a, default));
        AssertSame(a, AffinePoint<T>.Add(default, a));
        Assert.True(AffinePoint<T>.Add(a, Negative(a)).IsInfinity);

        AssertSums(a, b);
        AssertSums(a, a);
        AssertSums(a, Negative(a));
        AssertSums(a, default);
        AssertSums(default, b);
    }

    // Affine, mixed and Jacobian sums, these with scales other than one, are one sum.
    private static void AssertSums<T>(in AffinePoint<T> a, in AffinePoint<T> b)
        where T : struct, IFieldElement<T>
    {
        var expected = AffinePoint<T>.Add(a, b);
        JacobianPoint<T>.Double(new JacobianPoint<T>(a), out JacobianPoint<T> twice);
        JacobianPoint<T>.Add(twice, Negative(a), out JacobianPoint<T> scaledA);
        JacobianPoint<T>.Double(new JacobianPoint<T>(b), out twice);
        JacobianPoint<T>.Add(twice, Negative(b), out JacobianPoint<T> scaledB);
        Assert.True(JacobianPoint<T>.AreEqual(scaledA, new JacobianPoint<T>(a)));

        JacobianPoint<T>.Add(scaledA, b, out JacobianPoint<T> mixed);
        JacobianPoint<T>.Add(scaledA, scaledB, out JacobianPoint<T> whole);
        AssertSame(expected, mixed.ToAffine());
        AssertSame(expected, whole.ToAffine());
        Assert.Equal(Draw.Same(a, b), JacobianPoint<T>.AreEqual(scaledA, scaledB));
    }

    private static AffinePoint<T> Negative<T>(in AffinePoint<T> point)
        where T : struct, IFieldElement<T>
    {
        AffinePoint<T>.Negate(point, out AffinePoint<T> negated);
        return negated;
    }

    private static void AssertSame<T>(in AffinePoint<T> expected, in AffinePoint<T> actual)
        where T : struct, IFieldElement<T> => Assert.True(Draw.Same(expected, actual));

    private static BigInteger Value(ReadOnlySpan<sbyte> digits)
    {
        BigInteger value = 0;
        foreach (sbyte digit in digits)
        {
            value = (2 * value) + digit;
        }

        return value;
    }
}
