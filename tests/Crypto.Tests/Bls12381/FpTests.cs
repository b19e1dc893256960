using System.Numerics;
using Ledger.Crypto.Bls12381;
using Ledger.Testing;

namespace Ledger.Crypto.Tests.Bls12381;

/// <summary>The base field against big integers.</summary>
public sealed class FpTests
{
    private const int Cases = 2000;

    private static BigInteger P => FieldSource.Modulus;

    [Fact]
    public void Sums_differences_and_products_agree_with_big_integers() => SeededCases.Run(Cases, random =>
    {
        BigInteger a = FieldSource.NextInteger(random);
        BigInteger b = FieldSource.NextInteger(random);
        var fieldA = FieldSource.ToFp(a);
        var fieldB = FieldSource.ToFp(b);

        Fp.Add(fieldA, fieldB, out Fp sum);
        Fp.Subtract(fieldA, fieldB, out Fp difference);
        Fp.Multiply(fieldA, fieldB, out Fp product);
        Fp.Square(fieldA, out Fp square);
        Fp.Negate(fieldA, out Fp negative);

        Assert.Equal((a + b) % P, FieldSource.ToInteger(sum));
        Assert.Equal((a - b + P) % P, FieldSource.ToInteger(difference));
        Assert.Equal(a * b % P, FieldSource.ToInteger(product));
        Assert.Equal(a * a % P, FieldSource.ToInteger(square));
        Assert.Equal((P - a) % P, FieldSource.ToInteger(negative));
        Assert.Equal(a.IsZero, fieldA.IsZero);
        Assert.Equal(a == b, Fp.AreEqual(fieldA, fieldB));
    });

    [Fact]
    public void Operands_that_were_not_reduced_give_reduced_products() => SeededCases.Run(Cases, random =>
    {
        BigInteger a = FieldSource.NextInteger(random);
        BigInteger b = FieldSource.NextInteger(random);
        Fp.AddUnreduced(FieldSource.ToFp(a), FieldSource.ToFp(b), out Fp sum);

        Fp.Multiply(sum, sum, out Fp square);

        Assert.Equal((a + b) * (a + b) % P, FieldSource.ToInteger(square));
    });

    [Fact]
    public void The_result_may_take_the_place_of_an_operand() => SeededCases.Run(Cases, random =>
    {
        BigInteger a = FieldSource.NextInteger(random);
        var element = FieldSource.ToFp(a);

        Fp.Multiply(element, element, out element);
        Fp.Add(element, element, out element);
        Fp.Negate(element, out element);
        Fp.Square(element, out element);

        BigInteger twice = 2 * a * a;
        Assert.Equal(twice * twice % P, FieldSource.ToInteger(element));
    });

    [Fact]
    public void Inverses_agree_with_big_integers() => SeededCases.Run(Cases, random =>
    {
        BigInteger a = FieldSource.NextInteger(random);

        Fp.Invert(FieldSource.ToFp(a), out Fp inverse);

        Assert.Equal(BigInteger.ModPow(a, P - 2, P), FieldSource.ToInteger(inverse));
    });

    [Fact]
    public void Exactly_the_squares_have_roots() => SeededCases.Run(100, random =>
    {
        BigInteger a = FieldSource.NextInteger(random);
        bool isSquare = BigInteger.ModPow(a, (P - 1) / 2, P) <= 1;

        Assert.Equal(isSquare, Fp.TrySquareRoot(FieldSource.ToFp(a), out Fp root));

        BigInteger integer = FieldSource.ToInteger(root);
        Assert.Equal(isSquare ? a : (P - a) % P, integer * integer % P);
    });

    [Fact]
    public void A_ratio_or_its_product_with_the_non_square_has_a_root() => SeededCases.Run(100, random =>
    {
        BigInteger u = FieldSource.NextInteger(random);
        var v = BigInteger.Max(1, FieldSource.NextInteger(random));
        bool isSquare = BigInteger.ModPow(u * v, (P - 1) / 2, P) <= 1;

        Assert.Equal(isSquare, Fp.TryRootOfRatio(FieldSource.ToFp(u), FieldSource.ToFp(v), out Fp root));

        BigInteger integer = FieldSource.ToInteger(root);
        Assert.Equal((isSquare ? u : 11 * u) % P, integer * integer * v % P);
    });

    [Fact]
    public void Powers_agree_with_big_integers() => SeededCases.Run(50, random =>
    {
        BigInteger a = FieldSource.NextInteger(random);
        ulong[] exponent = [(ulong)random.NextInt64(), (ulong)random.NextInt64()];

        Fp.Power(FieldSource.ToFp(a), exponent, out Fp power);

        BigInteger integer = exponent[0] + ((BigInteger)exponent[1] << 64);
        Assert.Equal(BigInteger.ModPow(a, integer, P), FieldSource.ToInteger(power));
    });

    [Fact]
    public void Signs_follow_the_integer() => SeededCases.Run(Cases, random =>
    {
        BigInteger a = FieldSource.NextInteger(random);

        Assert.Equal(!a.IsEven, FieldSource.ToFp(a).IsOdd);
        Assert.Equal(a > (P - 1) / 2, FieldSource.ToFp(a).IsLarger);
    });

    [Fact]
    public void Half_of_the_modulus_is_where_the_larger_root_begins()
    {
        Assert.False(FieldSource.ToFp((P - 1) / 2).IsLarger);
        Assert.True(FieldSource.ToFp((P + 1) / 2).IsLarger);
    }

    [Fact]
    public void A_number_from_the_modulus_on_is_no_element()
    {
        Assert.True(Fp.TryDecode(FieldSource.ToBytes(P - 1, Fp.SizeBytes), out _));
        Assert.False(Fp.TryDecode(FieldSource.ToBytes(P, Fp.SizeBytes), out _));
        Assert.False(Fp.TryDecode(FieldSource.ToBytes(P + 1, Fp.SizeBytes), out _));
        Assert.False(Fp.TryDecode(FieldSource.ToBytes((BigInteger.One << 384) - 1, Fp.SizeBytes), out _));
    }
}
