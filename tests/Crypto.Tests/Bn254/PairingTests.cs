using System.Numerics;
using Ledger.Crypto.Bn254;
using Ledger.Testing;

namespace Ledger.Crypto.Tests.Bn254;

/// <summary>What makes a pairing one: bilinear, not degenerate, with values of order r.</summary>
public sealed class PairingTests
{
    [Fact]
    public void The_pairing_is_bilinear() => SeededCases.Run(10, random =>
    {
        BigInteger a = 1 + random.Below(Draw.R - 1);
        BigInteger b = 1 + random.Below(Draw.R - 1);
        Fp12 left = Pair(Draw.Times(G1.Generator, a), Draw.Times(Draw.G2Generator, b));

        Assert.True(Fp12.AreEqual(Draw.Power(Pair(G1.Generator, Draw.G2Generator), a * b % Draw.R), left));
        Assert.True(Fp12.AreEqual(Pair(Draw.Times(G1.Generator, b), Draw.Times(Draw.G2Generator, a)), left));
    });

    [Fact]
    public void The_pairing_of_the_generators_has_the_order_of_the_groups()
    {
        Fp12 value = Pair(G1.Generator, Draw.G2Generator);

        Assert.False(Fp12.AreEqual(Fp12.One, value));
        Assert.True(Fp12.AreEqual(Fp12.One, Draw.Power(value, Draw.R)));
    }

    [Fact]
    public void The_final_exponentiation_is_the_power_that_it_claims()
    {
        BigInteger u = G2.U;
        BigInteger exponent = 2 * u * ((6 * u * u) + (3 * u) + 1) * (BigInteger.Pow(Draw.P, 12) - 1) / Draw.R;
        Fp12 value = new Random(3).Fp12();

        Assert.True(Fp12.AreEqual(Draw.Power(value, exponent), Pairing.FinalExponentiation(value)));
        Assert.Equal(BigInteger.One, BigInteger.GreatestCommonDivisor(Draw.R, 2 * u * ((6 * u * u) + (3 * u) + 1)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(17)]
    public void Pairs_that_cancel_multiply_to_one(int count) => SeededCases.Run(3, random =>
    {
        // e(a1·P, b1·Q) ... e(an·P, bn·Q) · e(-(a1·b1 + ... + an·bn)·P, Q) = 1.
        BigInteger sum = 0;
        List<byte> pairs = [];
        for (int i = 0; i < count; i++)
        {
            BigInteger a = random.Below(Draw.R);
            BigInteger b = random.Below(Draw.R);
            sum += a * b;
            Append(pairs, Draw.Times(G1.Generator, a), Draw.Times(Draw.G2Generator, b));
        }

        byte[] open = [.. pairs];
        Append(pairs, Draw.Times(G1.Generator, Draw.R - (sum % Draw.R)), Draw.G2Generator);

        Assert.True(AltBn128.TryCheckPairing([.. pairs], out bool isOne) && isOne);
        Assert.True(AltBn128.TryCheckPairing(open, out isOne));
        Assert.Equal((sum % Draw.R).IsZero, isOne);
    });

    [Fact]
    public void Infinity_pairs_to_one_with_any_point()
    {
        List<byte> pairs = [];
        Append(pairs, default, Draw.G2Generator);
        Append(pairs, G1.Generator, default);
        Append(pairs, default, default);
        Assert.True(AltBn128.TryCheckPairing([.. pairs], out bool isOne) && isOne);

        Append(pairs, G1.Generator, Draw.G2Generator);
        Assert.True(AltBn128.TryCheckPairing([.. pairs], out isOne) && !isOne);
    }

    [Fact]
    public void A_second_point_outside_of_its_group_is_refused_wherever_it_stands()
    {
        AffinePoint<Fp2> outside = new Random(7).TwistPoint();
        foreach (int before in (int[])[0, 1, 7, 8, 9])
        {
            foreach (AffinePoint<Fp> partner in (AffinePoint<Fp>[])[G1.Generator, default])
            {
                List<byte> pairs = [];
                for (int i = 0; i < before; i++)
                {
                    Append(pairs, G1.Generator, Draw.G2Generator);
                }

                Append(pairs, partner, outside);
                Append(pairs, G1.Generator, Draw.G2Generator);
                Assert.False(AltBn128.TryCheckPairing([.. pairs], out bool isOne) || isOne);
            }
        }
    }

    private static Fp12 Pair(AffinePoint<Fp> p, AffinePoint<Fp2> q)
    {
        MillerPair[] pairs = [new MillerPair(p, q)];
        return Pairing.FinalExponentiation(Pairing.Miller(pairs));
    }

    private static void Append(List<byte> pairs, in AffinePoint<Fp> p, in AffinePoint<Fp2> q)
    {
        pairs.AddRange(Draw.Bytes(p));
        pairs.AddRange(Draw.Bytes(q));
    }
}
