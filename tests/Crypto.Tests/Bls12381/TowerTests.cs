using System.Numerics;
using Ledger.Crypto.Bls12381;
using Ledger.Testing;

namespace Ledger.Crypto.Tests.Bls12381;

/// <summary>The laws of the fields above the base field.</summary>
public sealed class TowerTests
{
    private const int Cases = 200;

    private static BigInteger P => FieldSource.Modulus;

    [Fact]
    public void The_quadratic_extension_agrees_with_complex_arithmetic() => SeededCases.Run(Cases, random =>
    {
        Fp2 a = FieldSource.NextFp2(random);
        Fp2 b = FieldSource.NextFp2(random);
        (BigInteger a0, BigInteger a1) = FieldSource.ToIntegers(a);
        (BigInteger b0, BigInteger b1) = FieldSource.ToIntegers(b);

        Fp2.Multiply(a, b, out Fp2 product);
        Fp2.Square(a, out Fp2 square);
        Fp2.MultiplyByNonResidue(a, out Fp2 multiple);
        Fp2.Norm(a, out Fp norm);

        AssertIs((a0 * b0) - (a1 * b1), (a0 * b1) + (a1 * b0), product);
        AssertIs((a0 * a0) - (a1 * a1), 2 * a0 * a1, square);
        AssertIs(a0 - a1, a0 + a1, multiple);
        Assert.Equal(((a0 * a0) + (a1 * a1)) % P, FieldSource.ToInteger(norm));
    });

    [Fact]
    public void Every_square_of_the_quadratic_extension_has_a_root_and_its_non_square_multiples_have_none() =>
        SeededCases.Run(Cases, random =>
        {
            Fp2.Square(FieldSource.NextFp2(random), out Fp2 square);
            Fp2.Multiply(square, Fp2.NonSquare, out Fp2 other);

            Assert.True(Fp2.TrySquareRoot(square, out Fp2 root));
            Fp2.Square(root, out Fp2 back);
            Assert.True(Fp2.AreEqual(square, back));
            Assert.Equal(square.IsZero, Fp2.TrySquareRoot(other, out _));
        });

    [Fact]
    public void Roots_exist_for_elements_on_either_axis() => SeededCases.Run(Cases, random =>
    {
        // Every element of the base field is a square in its quadratic extension.
        var real = new Fp2(FieldSource.NextFp(random), default);

        Assert.True(Fp2.TrySquareRoot(real, out Fp2 root));
        Fp2.Square(root, out Fp2 back);
        Assert.True(Fp2.AreEqual(real, back));
    });

    [Fact]
    public void A_ratio_or_its_product_with_the_non_square_has_a_root() => SeededCases.Run(Cases, random =>
    {
        Fp2 u = FieldSource.NextFp2(random);
        Fp2 v = FieldSource.NextFp2(random);
        if (v.IsZero)
        {
            return;
        }

        bool isSquare = Fp2.TryRootOfRatio(u, v, out Fp2 root);

        Fp2.Square(root, out Fp2 left);
        Fp2.Multiply(left, v, out left);
        Fp2 right = u;
        if (!isSquare)
        {
            Fp2.Multiply(u, Fp2.NonSquare, out right);
        }

        Assert.True(Fp2.AreEqual(left, right));
        Fp2.Invert(v, out Fp2 ratio);
        Fp2.Multiply(u, ratio, out ratio);
        Assert.Equal(isSquare, Fp2.TrySquareRoot(ratio, out _));
    });

    [Fact]
    public void The_cubic_extension_is_a_ring_of_polynomials_modulo_its_non_residue() => SeededCases.Run(Cases, random =>
    {
        Fp6 a = FieldSource.NextFp6(random);
        Fp6 b = FieldSource.NextFp6(random);

        Fp6.Multiply(a, b, out Fp6 product);

        Assert.True(Fp6.AreEqual(Schoolbook(a, b), product));
        Fp6.MultiplyBy01(a, b.C0, b.C1, out Fp6 sparse);
        Assert.True(Fp6.AreEqual(Schoolbook(a, new Fp6 { C0 = b.C0, C1 = b.C1 }), sparse));
        Fp6.MultiplyBy1(a, b.C1, out sparse);
        Assert.True(Fp6.AreEqual(Schoolbook(a, new Fp6 { C1 = b.C1 }), sparse));
        Fp6.MultiplyByNonResidue(a, out Fp6 shifted);
        Assert.True(Fp6.AreEqual(Schoolbook(a, new Fp6 { C1 = Fp2.One }), shifted));
    });

    [Fact]
    public void Products_of_the_upper_field_distribute_and_its_short_cuts_agree() => SeededCases.Run(Cases, random =>
    {
        Fp12 a = FieldSource.NextFp12(random);
        Fp12 b = FieldSource.NextFp12(random);
        Fp12 c = FieldSource.NextFp12(random);

        Fp12.Multiply(a, Sum(b, c), out Fp12 left);
        Fp12.Multiply(a, b, out Fp12 ab);
        Fp12.Multiply(a, c, out Fp12 ac);
        Assert.True(Fp12.AreEqual(left, Sum(ab, ac)));

        Fp12.Square(a, out Fp12 square);
        Fp12.Multiply(a, a, out Fp12 expected);
        Assert.True(Fp12.AreEqual(expected, square));

        var line = new Fp12 { C0 = new Fp6 { C0 = b.C0.C0, C1 = b.C0.C1 }, C1 = new Fp6 { C1 = b.C1.C1 } };
        Fp12.MultiplyBy014(a, b.C0.C0, b.C0.C1, b.C1.C1, out Fp12 sparse);
        Fp12.Multiply(a, line, out expected);
        Assert.True(Fp12.AreEqual(expected, sparse));
    });

    [Fact]
    public void The_square_of_w_is_v()
    {
        var w = new Fp12 { C1 = new Fp6 { C0 = Fp2.One } };
        var v = new Fp12 { C0 = new Fp6 { C1 = Fp2.One } };

        Fp12.Multiply(w, w, out Fp12 square);

        Assert.True(Fp12.AreEqual(v, square));
    }

    [Fact]
    public void Inverses_undo_products() => SeededCases.Run(Cases, random =>
    {
        Fp12 a = FieldSource.NextFp12(random);
        if (a.C0.IsZero && a.C1.IsZero)
        {
            return;
        }

        Fp12.Invert(a, out Fp12 inverse);
        Fp12.Multiply(a, inverse, out Fp12 product);

        Assert.True(product.IsOne);
    });

    [Fact]
    public void Frobenius_is_the_power_of_the_modulus() => SeededCases.Run(5, random =>
    {
        Fp12 a = FieldSource.NextFp12(random);
        Fp12 power = Power(a, P);

        Frobenius.Apply(a, out Fp12 image);
        Assert.True(Fp12.AreEqual(power, image));

        Frobenius.Apply(image, out power);
        Frobenius.ApplyTwice(a, out image);
        Assert.True(Fp12.AreEqual(power, image));
    });

    [Fact]
    public void Cyclotomic_squares_and_powers_agree_with_general_ones() => SeededCases.Run(20, random =>
    {
        // The power (p^6 - 1)(p² + 1) is in the cyclotomic subgroup.
        Fp12 a = FieldSource.NextFp12(random);
        Fp12.Invert(a, out Fp12 inverse);
        Fp12.Conjugate(a, out a);
        Fp12.Multiply(a, inverse, out a);
        Frobenius.ApplyTwice(a, out Fp12 image);
        Fp12.Multiply(a, image, out a);

        Fp12.Square(a, out Fp12 expected);
        Cyclotomic.Square(a, out Fp12 square);
        Assert.True(Fp12.AreEqual(expected, square));

        Cyclotomic.PowerOfParameter(a, out Fp12 power);
        Fp12.Conjugate(Power(a, CurveParameter.Absolute), out expected);
        Assert.True(Fp12.AreEqual(expected, power));
        Cyclotomic.PowerOfParameterBySquares(a, out power);
        Assert.True(Fp12.AreEqual(expected, power));
    });

    [Fact]
    public void One_stays_one_in_the_cyclotomic_subgroup()
    {
        Cyclotomic.Square(Fp12.One, out Fp12 square);
        Cyclotomic.PowerOfParameter(Fp12.One, out Fp12 power);

        Assert.True(square.IsOne);
        Assert.True(power.IsOne);
    }

    private static void AssertIs(BigInteger c0, BigInteger c1, Fp2 element) =>
        Assert.Equal((FieldSource.Reduce(c0), FieldSource.Reduce(c1)), FieldSource.ToIntegers(element));

    private static Fp12 Power(Fp12 a, BigInteger exponent)
    {
        Fp12 result = Fp12.One;
        for (long bit = (long)exponent.GetBitLength() - 1; bit >= 0; bit--)
        {
            Fp12.Multiply(result, result, out result);
            if (!((exponent >> (int)bit) & 1).IsZero)
            {
                Fp12.Multiply(result, a, out result);
            }
        }

        return result;
    }

    private static Fp12 Sum(Fp12 a, Fp12 b)
    {
        Fp6.Add(a.C0, b.C0, out Fp6 c0);
        Fp6.Add(a.C1, b.C1, out Fp6 c1);
        return new Fp12 { C0 = c0, C1 = c1 };
    }

    private static Fp6 Schoolbook(Fp6 a, Fp6 b)
    {
        Fp2[] left = [a.C0, a.C1, a.C2];
        Fp2[] right = [b.C0, b.C1, b.C2];
        var sums = new Fp2[3];
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                Fp2.Multiply(left[i], right[j], out Fp2 product);
                if (i + j >= 3)
                {
                    Fp2.MultiplyByNonResidue(product, out product);
                }

                Fp2.Add(sums[(i + j) % 3], product, out sums[(i + j) % 3]);
            }
        }

        return new Fp6 { C0 = sums[0], C1 = sums[1], C2 = sums[2] };
    }
}
