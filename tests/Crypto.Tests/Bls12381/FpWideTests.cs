using System.Numerics;
using Ledger.Crypto.Bls12381;
using Ledger.Testing;

namespace Ledger.Crypto.Tests.Bls12381;

/// <summary>Products that are reduced later, against big integers.</summary>
public sealed class FpWideTests
{
    private const int Cases = 2000;

    private static readonly BigInteger Radix = BigInteger.One << 384;

    private static BigInteger P => FieldSource.Modulus;

    [Fact]
    public void Sums_of_products_of_either_sign_reduce_to_the_element() => SeededCases.Run(Cases, random =>
    {
        BigInteger[] factors = [.. Enumerable.Range(0, 4).Select(_ => FieldSource.NextInteger(random))];
        Fp[] elements = [.. factors.Select(FieldSource.ToFp)];
        FpWide.Multiply(elements[0], elements[1], out FpWide first);
        FpWide.Multiply(elements[2], elements[3], out FpWide second);
        FpWide.Multiply(elements[0], elements[0], out FpWide square);

        // Within (-4, 5) p².
        FpWide sum = square;
        BigInteger expected = factors[0] * factors[0];
        for (int i = 0; i < 4; i++)
        {
            bool isAdded = random.Next(2) == 0;
            BigInteger product = i % 2 == 0 ? factors[0] * factors[1] : factors[2] * factors[3];
            FpWide term = i % 2 == 0 ? first : second;
            if (isAdded)
            {
                FpWide.Add(sum, term, out sum);
            }
            else
            {
                FpWide.Subtract(sum, term, out sum);
            }

            expected += isAdded ? product : -product;
        }

        Fp.Reduce(sum, out Fp reduced);
        Assert.Equal(FieldSource.Reduce(expected), FieldSource.ToInteger(reduced));
    });

    [Fact]
    public void Products_of_unreduced_operands_are_exact() => SeededCases.Run(Cases, random =>
    {
        Fp a = Twice(Twice(FieldSource.NextFp(random)));
        Fp b = Twice(Twice(FieldSource.NextFp(random)));

        FpWide.Multiply(a, b, out FpWide product);

        Assert.Equal(Limbs(a) * Limbs(b), Limbs(product));
    });

    [Fact]
    public void The_whole_promised_range_reduces()
    {
        BigInteger limit = (Radix * P) - 1;
        var inverse = BigInteger.ModPow(Radix, P - 2, P);
        foreach (BigInteger value in new[] { limit, -limit, 9 * P * P, -9 * P * P, 0, 1, -1, P, -P, Radix - 1, -Radix, Radix })
        {
            Fp.Reduce(ToWide(value), out Fp reduced);

            // The limbs of an element are its product with the radix.
            Assert.Equal(FieldSource.Reduce(value * inverse), Limbs(reduced));
        }
    }

    private static Fp Twice(Fp a)
    {
        Fp.AddUnreduced(a, a, out Fp twice);
        return twice;
    }

    private static BigInteger Limbs(Fp a) => Join([a.L0, a.L1, a.L2, a.L3, a.L4, a.L5]);

    private static BigInteger Limbs(FpWide a) =>
        Join([a.L0, a.L1, a.L2, a.L3, a.L4, a.L5, a.L6, a.L7, a.L8, a.L9, a.L10, a.L11]);

    private static BigInteger Join(ulong[] limbs) =>
        limbs.Reverse().Aggregate(BigInteger.Zero, (value, limb) => (value << 64) + limb);

    private static FpWide ToWide(BigInteger value)
    {
        BigInteger complement = value.Sign < 0 ? value + (BigInteger.One << 768) : value;
        ulong[] limbs = [.. Enumerable.Range(0, 12).Select(i => (ulong)((complement >> (64 * i)) & ulong.MaxValue))];
        return new FpWide
        {
            L0 = limbs[0],
            L1 = limbs[1],
            L2 = limbs[2],
            L3 = limbs[3],
            L4 = limbs[4],
            L5 = limbs[5],
            L6 = limbs[6],
            L7 = limbs[7],
            L8 = limbs[8],
            L9 = limbs[9],
            L10 = limbs[10],
            L11 = limbs[11],
        };
    }
}
