using System.Numerics;
using Ledger.Crypto.Signatures.Lanes;
using Ledger.Domain.Primitives;
using Ledger.Testing;

namespace Ledger.Crypto.Tests.Signatures.Lanes;

/// <summary>Numbers modulo the order, their two halves and their digits, held against arbitrary-precision integers.</summary>
public sealed class ScalarTests
{
    private const int Cases = 3000;

    [Fact]
    public void The_order_and_the_endomorphism_belong_to_the_curve()
    {
        LaneDraw.SkipWithoutLanes();
        var lambda = (BigInteger)Endomorphism.Lambda;
        var beta = (BigInteger)Endomorphism.Beta.Get(0);
        (BigInteger x, BigInteger y) = LaneDraw.Multiple(lambda, LaneDraw.G);

        Assert.Equal(LaneDraw.N, (BigInteger)GroupOrder.Order);
        Assert.Equal(LaneDraw.Modulo(beta * LaneDraw.G.X, LaneDraw.P), x);
        Assert.Equal(LaneDraw.G.Y, y);
    }

    [Fact]
    public void Products_modulo_the_order_agree_with_integers() => SeededCases.Run(Cases, random =>
    {
        BigInteger a = LaneDraw.Below(random, BigInteger.One << 256);
        BigInteger b = LaneDraw.Below(random, LaneDraw.N);
        GroupOrder.Multiply((UInt256)a, (UInt256)b, out UInt256 product);

        Assert.True(product < GroupOrder.Order);
        Assert.Equal(a * b % LaneDraw.N, ((BigInteger)product << 256) % LaneDraw.N);
        Assert.Equal((LaneDraw.N - b) % LaneDraw.N, (BigInteger)GroupOrder.Negate((UInt256)b));
    });

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(64)]
    public void Many_numbers_are_inverted_together(int count) => SeededCases.Run(20, random =>
    {
        BigInteger[] numbers = [.. Enumerable.Range(0, count).Select(_ => 1 + LaneDraw.Below(random, LaneDraw.N - 1))];
        UInt256[] inverses = [.. numbers.Select(number => (UInt256)number)];
        GroupOrder.InvertScaled(inverses, new UInt256[count]);

        for (int i = 0; i < count; i++)
        {
            Assert.Equal((BigInteger.One << 256) % LaneDraw.N, numbers[i] * (BigInteger)inverses[i] % LaneDraw.N);
        }
    });

    [Fact]
    public void A_number_is_split_into_two_odd_ones_of_half_the_length() => SeededCases.Run(Cases, random =>
    {
        BigInteger k = LaneDraw.Below(random, LaneDraw.N);
        Endomorphism.Split((UInt256)k, out UInt256 a, out UInt256 b);

        Assert.Equal(k, LaneDraw.Modulo(Signed(a) + (Signed(b) * (BigInteger)Endomorphism.Lambda), LaneDraw.N));
        foreach (UInt256 part in (UInt256[])[a, b])
        {
            Assert.False(Signed(part).IsEven);
            Assert.True(BigInteger.Abs(Signed(part)) < BigInteger.One << ScalarLanes.Bits);
        }
    });

    [Theory]
    [InlineData(OddMultiples.WindowBits)]
    [InlineData(GeneratorMultiples.WindowBits)]
    public void Odd_digits_sum_up_to_their_number(int width)
    {
        LaneDraw.SkipWithoutLanes();
        SeededCases.Run(Cases, random =>
        {
            BigInteger limit = BigInteger.One << ScalarLanes.Bits;
            BigInteger number = LaneDraw.Below(random, limit) - LaneDraw.Below(random, limit);
            number = number.IsEven ? number + 1 : number;
            int lane = random.Next(FieldLanes.Count);
            ScalarLanes lanes = default;
            lanes.Set(lane, (UInt256)LaneDraw.Modulo(number, BigInteger.One << 256));

            BigInteger sum = 0;
            for (int position = 0; position < ScalarLanes.Bits; position += width)
            {
                long digit = lanes.Digits(position, width)[lane];
                BigInteger size = (2 * (digit & long.MaxValue)) + 1;
                Assert.True(size < 1 << width);
                sum += (digit < 0 ? -size : size) << position;
            }

            Assert.Equal(number, sum);
        });
    }

    private static BigInteger Signed(in UInt256 value) =>
        value.IsNegative ? (BigInteger)value - (BigInteger.One << 256) : (BigInteger)value;
}
