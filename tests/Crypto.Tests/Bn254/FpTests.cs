using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ledger.Crypto.Bn254;
using Ledger.Domain.Primitives;
using Ledger.Testing;

namespace Ledger.Crypto.Tests.Bn254;

/// <summary>The prime field held against arbitrary-precision integers.</summary>
public sealed class FpTests
{
    private const int Cases = 3000;

    [Fact]
    public void The_modulus_and_the_order_are_those_of_the_proposals()
    {
        Assert.Equal(Draw.P, (BigInteger)Fp.Modulus);
        Assert.Equal(Draw.R, (BigInteger)G1.Order);
        Assert.Equal(BigInteger.One, Draw.Number(Fp.One));
    }

    [Fact]
    public void Sums_and_differences_agree_with_integers() => SeededCases.Run(Cases, random =>
    {
        BigInteger a = random.Below(Draw.P);
        BigInteger b = random.Below(Draw.P);
        Fp.Add(Draw.Element(a), Draw.Element(b), out Fp sum);
        Fp.Subtract(Draw.Element(a), Draw.Element(b), out Fp difference);
        Fp.Negate(Draw.Element(a), out Fp negated);
        Fp.Halve(Draw.Element(a), out Fp half);
        Fp.Add(half, half, out Fp whole);

        Assert.Equal((a + b) % Draw.P, Draw.Number(sum));
        Assert.Equal((a + Draw.P - b) % Draw.P, Draw.Number(difference));
        Assert.Equal((Draw.P - a) % Draw.P, Draw.Number(negated));
        Assert.Equal(a, Draw.Number(whole));
    });

    [Fact]
    public void Products_agree_with_integers() => SeededCases.Run(Cases, random =>
    {
        BigInteger a = random.Below(Draw.P);
        BigInteger b = random.Below(Draw.P);
        BigInteger c = random.Below(Draw.P);
        BigInteger d = random.Below(Draw.P);
        Fp.Multiply(Draw.Element(a), Draw.Element(b), out Fp product);
        Fp.Square(Draw.Element(a), out Fp square);
        Fp.MultiplySum(Draw.Element(a), Draw.Element(b), Draw.Element(c), Draw.Element(d), out Fp sum);
        Fp.MultiplyByNineAndAdd(Draw.Element(a), Draw.Element(b), out Fp nineTimes);

        Assert.Equal(a * b % Draw.P, Draw.Number(product));
        Assert.Equal(a * a % Draw.P, Draw.Number(square));
        Assert.Equal(((a * b) + (c * d)) % Draw.P, Draw.Number(sum));
        Assert.Equal(((9 * a) + b) % Draw.P, Draw.Number(nineTimes));
    });

    [Fact]
    public void Unreduced_factors_give_the_same_products() => SeededCases.Run(Cases, random =>
    {
        BigInteger a = random.Below(Draw.P);
        BigInteger b = random.Below(Draw.P);
        Fp.AddUnreduced(Draw.Element(a), Draw.Element(b), out Fp sum);
        Fp.SubtractUnreduced(Draw.Element(a), Draw.Element(b), out Fp difference);
        Fp.NegateUnreduced(Draw.Element(b), out Fp negated);
        Fp.Multiply(sum, difference, out Fp product);
        Fp.Multiply(sum, sum, out Fp square);
        Fp.MultiplySum(Draw.Element(a), negated, negated, negated, out Fp mixed);
        Fp.MultiplyByNineAndAdd(Draw.Element(a), negated, out Fp nineTimes);

        Assert.Equal((a + b) * (a + Draw.P - b) % Draw.P, Draw.Number(product));
        Assert.Equal((a + b) * (a + b) % Draw.P, Draw.Number(square));
        Assert.Equal(((a * (Draw.P - b)) + (b * b)) % Draw.P, Draw.Number(mixed));
        Assert.Equal(((9 * a) + Draw.P - b) % Draw.P, Draw.Number(nineTimes));
    });

    /// <summary>Both ways on a processor that has vectors, the one that it has on any other.</summary>
    [Fact]
    public void Wide_sums_agree_with_integers_by_limbs_and_by_vectors() => SeededCases.Run(Cases, random =>
    {
        var factors = new Fp[6];
        for (int i = 0; i < factors.Length; i++)
        {
            Fp.NegateUnreduced(random.Next(4) == 0 ? default : random.Fp(), out Fp one);
            Fp.AddUnreduced(one, random.Next(4) == 0 ? one : random.Fp(), out factors[i]);
        }

        BigInteger expected = (Limbs(factors[0]) * Limbs(factors[1])) + (Limbs(factors[2]) * Limbs(factors[3]))
            + (Limbs(factors[4]) * Limbs(factors[5]));
        Fp.Wide.MultiplySumByLimbs(factors[0], factors[1], factors[2], factors[3], factors[4], factors[5], out Fp.Wide sum);
        Assert.Equal(expected, Limbs(sum));
        if (Fp.Wide.IsVectorized)
        {
            Fp.Wide.MultiplySumByVectors(factors[0], factors[1], factors[2], factors[3], factors[4], factors[5], out sum);
            Assert.Equal(expected, Limbs(sum));
        }
    });

    [Fact]
    public void Sums_of_products_of_the_quadratic_extension_agree_with_its_products() => SeededCases.Run(Cases, random =>
    {
        Fp2[] left = [Element(random), Element(random), Element(random)];
        Fp2[] right = [Element(random), Element(random), Element(random)];
        Fp2 expected = default;
        for (int i = 0; i < left.Length; i++)
        {
            Fp2.Multiply(left[i], right[i], out Fp2 product);
            Fp2.Add(expected, product, out expected);
        }

        Fp2Factor.MultiplySum(
            left[0], new Fp2Factor(right[0]), left[1], new Fp2Factor(right[1]), left[2], new Fp2Factor(right[2]), out Fp2 sum);
        Assert.True(Fp2.AreEqual(expected, sum));
        static Fp2 Element(Random random) => random.Next(5) switch
        {
            0 => new Fp2(Unsafe.BitCast<UInt256, Fp>(Fp.Modulus - 1), random.Fp()),
            1 => new Fp2(random.Fp(), Unsafe.BitCast<UInt256, Fp>(Fp.Modulus - 1)),
            _ => random.Fp2(),
        };
    });

    [Fact]
    public void Inverses_multiply_to_one() => SeededCases.Run(500, random =>
    {
        BigInteger a = random.Below(Draw.P);
        Fp.Invert(Draw.Element(a), out Fp inverse);

        Assert.Equal(BigInteger.ModPow(a, Draw.P - 2, Draw.P), Draw.Number(inverse));
    });

    private static BigInteger Limbs<T>(in T value)
        where T : unmanaged => new(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)), isUnsigned: true);

    [Fact]
    public void An_element_has_one_form_in_bytes() => SeededCases.Run(Cases, random =>
    {
        BigInteger a = random.Below(Draw.P);
        byte[] bytes = new byte[Fp.SizeBytes];
        ((UInt256)a).WriteBigEndian(bytes);
        byte[] again = new byte[Fp.SizeBytes];

        Assert.True(Fp.TryDecode(bytes, out Fp element));
        element.Encode(again);
        Assert.Equal(bytes, again);

        ((UInt256)(a + Draw.P)).WriteBigEndian(bytes);
        Assert.False(Fp.TryDecode(bytes, out _));
    });
}
