using Ledger.Crypto.Bls12381;
using Ledger.Testing;

namespace Ledger.Crypto.Tests.Bls12381;

/// <summary>The laws of the pairing.</summary>
public sealed class PairingTests
{
    private const int Cases = 5;

    [Fact]
    public void A_pairing_of_generators_has_the_order_of_the_subgroups()
    {
        Fp12 value = Pair(G1Point.Generator, G2Point.Generator);

        Assert.False(value.IsOne);
        Assert.True(Power(value, FieldSource.Order).IsOne);
    }

    [Fact]
    public void Multiples_move_from_either_side_to_the_exponent() => SeededCases.Run(Cases, random =>
    {
        Scalar a = FieldSource.NextScalar(random);
        Scalar b = FieldSource.NextScalar(random);
        var p = G1Point.Multiply(b, G1Point.Generator);
        var q = G2Point.Multiply(b, G2Point.Generator);

        Fp12 left = Pair(G1Point.Multiply(a, p), G2Point.Generator);
        Fp12 right = Pair(G1Point.Generator, G2Point.Multiply(a, q));
        Fp12 both = Pair(G1Point.Multiply(a, G1Point.Generator), q);

        Assert.True(Fp12.AreEqual(left, right));
        Assert.True(Fp12.AreEqual(left, both));
        Assert.False(left.IsOne);
    });

    [Fact]
    public void A_sum_on_one_side_is_a_product_of_pairings() => SeededCases.Run(Cases, random =>
    {
        var p = G1Point.Multiply(FieldSource.NextScalar(random), G1Point.Generator);
        var q = G1Point.Multiply(FieldSource.NextScalar(random), G1Point.Generator);
        var r = G2Point.Multiply(FieldSource.NextScalar(random), G2Point.Generator);

        Fp12.Multiply(Pair(p, r), Pair(q, r), out Fp12 product);

        Assert.True(Fp12.AreEqual(product, Pair(G1Point.Add(p, q), r)));
    });

    [Fact]
    public void Many_pairs_multiply() => SeededCases.Run(Cases, random =>
    {
        G1Point[] p = [.. Enumerable.Range(0, 4).Select(_ => G1Point.Multiply(FieldSource.NextScalar(random), G1Point.Generator))];
        G2Point[] q = [.. Enumerable.Range(0, 4).Select(_ => G2Point.Multiply(FieldSource.NextScalar(random), G2Point.Generator))];
        p[1] = default;
        q[2] = default;

        Pairing.Product(p, q, out Fp12 product);

        Fp12.Multiply(Pair(p[0], q[0]), Pair(p[3], q[3]), out Fp12 expected);
        Assert.True(Fp12.AreEqual(expected, product));
    });

    [Fact]
    public void Lines_computed_ahead_give_the_same_pairing() => SeededCases.Run(Cases, random =>
    {
        var p = G1Point.Multiply(FieldSource.NextScalar(random), G1Point.Generator);
        var q = G2Point.Multiply(FieldSource.NextScalar(random), G2Point.Generator);
        var loop = new MillerLoop(countMax: 3);
        loop.Add(p.Affine, new LineTable(q));
        loop.Add(G1Point.Generator.Affine, q.Affine);
        loop.Add(default, new LineTable(q));

        loop.Run(out Fp12 f);
        FinalExponentiation.Apply(f, out Fp12 product);

        Assert.True(Fp12.AreEqual(Pair(G1Point.Add(p, G1Point.Generator), q), product));
    });

    [Fact]
    public void Infinity_on_either_side_gives_one()
    {
        Assert.True(Pairing.ProductIsOne([default], [G2Point.Generator]));
        Assert.True(Pairing.ProductIsOne([G1Point.Generator], [default]));
        Assert.True(Pairing.ProductIsOne([], []));
    }

    [Fact]
    public void A_pair_and_its_negative_cancel_and_others_do_not() => SeededCases.Run(Cases, random =>
    {
        Scalar a = FieldSource.NextScalar(random);
        var p = G1Point.Multiply(a, G1Point.Generator);
        var q = G2Point.Multiply(a, G2Point.Generator);

        Assert.True(Pairing.ProductIsOne([p, G1Point.Negate(G1Point.Generator)], [G2Point.Generator, q]));
        Assert.False(Pairing.ProductIsOne([p, G1Point.Generator], [G2Point.Generator, q]));
        Assert.True(Pairing.ProductIsOne([p, p], [q, G2Point.Negate(q)]));
    });

    private static Fp12 Pair(G1Point p, G2Point q)
    {
        Pairing.Product([p], [q], out Fp12 value);
        return value;
    }

    private static Fp12 Power(Fp12 value, System.Numerics.BigInteger exponent)
    {
        Fp12 result = Fp12.One;
        for (int bit = (int)exponent.GetBitLength() - 1; bit >= 0; bit--)
        {
            Fp12.Square(result, out result);
            if (!((exponent >> bit) & 1).IsZero)
            {
                Fp12.Multiply(result, value, out result);
            }
        }

        return result;
    }
}
