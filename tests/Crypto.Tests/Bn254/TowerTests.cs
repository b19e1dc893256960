using System.Numerics;
using Ledger.Crypto.Bn254;
using Ledger.Testing;

namespace Ledger.Crypto.Tests.Bn254;

/// <summary>The extension fields held against plain polynomials.</summary>
public sealed class TowerTests
{
    private const int Cases = 300;

    [Fact]
    public void Products_and_squares_agree_with_polynomials() => SeededCases.Run(Cases, random =>
    {
        Fp12 a = random.Fp12();
        Fp12 b = random.Fp12();
        Fp12.Multiply(a, b, out Fp12 product);
        Fp12.Square(a, out Fp12 square);

        Assert.Equal(TowerModel.Of(a) * TowerModel.Of(b), TowerModel.Of(product));
        Assert.Equal(TowerModel.Of(a) * TowerModel.Of(a), TowerModel.Of(square));
    });

    [Fact]
    public void A_result_may_be_written_over_an_operand() => SeededCases.Run(Cases, random =>
    {
        Fp12 a = random.Fp12();
        Fp12 b = random.Fp12();
        Fp12.Multiply(a, b, out Fp12 expected);
        Fp12 left = a;
        Fp12.Multiply(left, b, out left);
        Fp12 right = b;
        Fp12.Multiply(a, right, out right);
        Assert.True(Fp12.AreEqual(expected, left) && Fp12.AreEqual(expected, right));

        Fp12.Square(a, out expected);
        Fp12.Multiply(a, a, out Fp12 itself);
        Fp12.Square(a, out a);
        Assert.True(Fp12.AreEqual(expected, a) && Fp12.AreEqual(expected, itself));

        Fp2 c = random.Fp2();
        Fp2.MultiplyByXi(c, out Fp2 scaled);
        Fp2.MultiplyByXi(c, out c);
        Assert.True(Fp2.AreEqual(scaled, c));
    });

    [Fact]
    public void A_product_with_a_line_is_the_product_with_its_sparse_element() => SeededCases.Run(Cases, random =>
    {
        Fp12 value = random.Fp12();
        Line line = new() { Constant = random.Fp2(), FactorOfW = random.Fp2(), FactorOfVw = random.Fp2() };
        Fp12 whole = default;
        whole.C0.C0 = line.Constant;
        whole.C1.C0 = line.FactorOfW;
        whole.C1.C1 = line.FactorOfVw;
        Fp12.Multiply(value, whole, out Fp12 expected);
        Fp12.MultiplyByLine(ref value, line);

        Assert.True(Fp12.AreEqual(expected, value));
    });

    [Fact]
    public void Inverses_multiply_to_one() => SeededCases.Run(Cases, random =>
    {
        Fp12 value = random.Fp12();
        Fp12.Invert(value, out Fp12 inverse);
        Fp12.Multiply(value, inverse, out Fp12 product);
        Assert.True(Fp12.AreEqual(Fp12.One, product));

        Fp2 small = random.Fp2();
        Fp2.Invert(small, out Fp2 smallInverse);
        Fp2.Multiply(small, smallInverse, out Fp2 smallProduct);
        Assert.True(small.IsZero ? smallInverse.IsZero : Fp2.AreEqual(Fp2.One, smallProduct));
    });

    [Fact]
    public void The_Frobenius_map_is_the_power_p() => SeededCases.Run(5, random =>
    {
        Fp12 value = random.Fp12();
        Fp12.Frobenius(value, out Fp12 mapped);

        Assert.Equal(TowerModel.Of(value).Power(Draw.P), TowerModel.Of(mapped));
    });

    [Fact]
    public void In_the_cyclotomic_subgroup_squares_and_inverses_are_cheap() => SeededCases.Run(20, random =>
    {
        Fp12 value = Draw.Power(random.Fp12(), (BigInteger.Pow(Draw.P, 6) - 1) * ((Draw.P * Draw.P) + 1));
        Fp12.Square(value, out Fp12 expected);
        Fp12.SquareCyclotomic(value, out Fp12 square);
        Assert.True(Fp12.AreEqual(expected, square));

        Fp12.Conjugate(value, out Fp12 conjugate);
        Fp12.Multiply(value, conjugate, out Fp12 product);
        Assert.True(Fp12.AreEqual(Fp12.One, product));

        Fp12.SquareCyclotomic(value, out value);
        Assert.True(Fp12.AreEqual(expected, value));
    });
}
