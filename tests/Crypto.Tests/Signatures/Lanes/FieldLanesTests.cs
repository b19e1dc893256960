using System.Numerics;
using System.Runtime.Intrinsics;
using Ledger.Crypto.Signatures.Lanes;
using Ledger.Domain.Primitives;
using Ledger.Testing;

namespace Ledger.Crypto.Tests.Signatures.Lanes;

/// <summary>The prime field in lanes held against arbitrary-precision integers.</summary>
public sealed class FieldLanesTests
{
    private const int Cases = 2000;

    public FieldLanesTests() => LaneDraw.SkipWithoutLanes();

    [Fact]
    public void The_modulus_is_that_of_the_standard() => Assert.Equal(LaneDraw.P, (BigInteger)FieldLanes.Modulus);

    [Fact]
    public void A_lane_gives_back_the_number_that_was_put_into_it() => SeededCases.Run(Cases, random =>
    {
        FieldLanes lanes = default;
        var numbers = new BigInteger[FieldLanes.Count];
        for (int lane = 0; lane < FieldLanes.Count; lane++)
        {
            numbers[lane] = LaneDraw.Below(random, LaneDraw.P);
            lanes.Set(lane, (UInt256)numbers[lane]);
        }

        for (int lane = 0; lane < FieldLanes.Count; lane++)
        {
            Assert.Equal(numbers[lane], (BigInteger)lanes.Get(lane));
            Assert.Equal(numbers[lane], LaneDraw.Value(lanes, lane));
        }
    });

    [Fact]
    public void Numbers_of_256_bits_above_the_modulus_are_taken_too()
    {
        var lanes = FieldLanes.Broadcast(UInt256.MaxValue);
        var modulus = FieldLanes.Broadcast(FieldLanes.Modulus);

        FieldLanes.Multiply(lanes, FieldLanes.Broadcast(1), out FieldLanes reduced);
        FieldLanes.SubtractReduced(modulus, default, out FieldLanes zero);

        Assert.Equal(UInt256.MaxValue - FieldLanes.Modulus, reduced.Get(3));
        Assert.Equal(0xffu, zero.ZeroLanes());
    }

    [Fact]
    public void Products_of_reduced_elements_agree_with_integers() => SeededCases.Run(Cases, random =>
    {
        FieldLanes a = LaneDraw.Reduced(random);
        FieldLanes b = LaneDraw.Reduced(random);
        FieldLanes.Multiply(a, b, out FieldLanes product);
        FieldLanes.Square(a, out FieldLanes square);
        FieldLanes.SquareTwice(a, out FieldLanes twice);
        FieldLanes.SquareThrice(a, out FieldLanes thrice);
        FieldLanes.SubtractReduced(a, b, out FieldLanes difference);

        Check(product, lane => LaneDraw.Value(a, lane) * LaneDraw.Value(b, lane));
        Check(square, lane => BigInteger.Pow(LaneDraw.Value(a, lane), 2));
        Check(twice, lane => 2 * BigInteger.Pow(LaneDraw.Value(a, lane), 2));
        Check(thrice, lane => 3 * BigInteger.Pow(LaneDraw.Value(a, lane), 2));
        Check(difference, lane => LaneDraw.Value(a, lane) - LaneDraw.Value(b, lane));
    });

    [Fact]
    public void One_factor_of_a_product_may_be_a_sum() => SeededCases.Run(Cases, random =>
    {
        FieldLanes a = LaneDraw.Reduced(random);
        FieldLanes b = LaneDraw.Reduced(random);
        FieldLanes c = LaneDraw.Reduced(random);
        FieldLanes.Add(b, c, out FieldLanes sum);
        FieldLanes.Subtract(b, c, out FieldLanes difference);
        FieldLanes.MinusTwice(b, out FieldLanes minusTwice);
        FieldLanes.Multiply(a, sum, out FieldLanes ofSum);
        FieldLanes.Multiply(difference, a, out FieldLanes ofDifference);
        FieldLanes.Multiply(minusTwice, a, out FieldLanes ofMinusTwice);

        Check(ofSum, lane => LaneDraw.Value(a, lane) * (LaneDraw.Value(b, lane) + LaneDraw.Value(c, lane)));
        Check(ofDifference, lane => LaneDraw.Value(a, lane) * (LaneDraw.Value(b, lane) - LaneDraw.Value(c, lane)));
        Check(ofMinusTwice, lane => LaneDraw.Value(a, lane) * -2 * LaneDraw.Value(b, lane));
    });

    [Fact]
    public void Products_with_more_terms_agree_with_integers_at_their_widest_factors() => SeededCases.Run(Cases, random =>
    {
        FieldLanes a = LaneDraw.Reduced(random);
        FieldLanes b = LaneDraw.Reduced(random);
        FieldLanes c = LaneDraw.Reduced(random);
        FieldLanes d = LaneDraw.Reduced(random);
        FieldLanes.Subtract(b, c, out FieldLanes difference);
        FieldLanes.Add(c, d, out FieldLanes sum);
        FieldLanes.Add(sum, d, out FieldLanes three);
        FieldLanes.MultiplySubtract(a, difference, three, out FieldLanes less);
        FieldLanes.SquareSubtract(a, three, out FieldLanes squareLess);
        FieldLanes.MultiplyDifference(a, difference, d, sum, out FieldLanes products);
        FieldLanes.MultiplyAddTwoSquares(a, difference, d, out FieldLanes squares);

        Check(less, lane => (LaneDraw.Value(a, lane) * LaneDraw.Value(difference, lane)) - LaneDraw.Value(three, lane));
        Check(squareLess, lane => BigInteger.Pow(LaneDraw.Value(a, lane), 2) - LaneDraw.Value(three, lane));
        Check(products, lane => (LaneDraw.Value(a, lane) * LaneDraw.Value(difference, lane))
            - (LaneDraw.Value(d, lane) * LaneDraw.Value(sum, lane)));
        Check(squares, lane => (LaneDraw.Value(a, lane) * LaneDraw.Value(difference, lane))
            + (2 * BigInteger.Pow(LaneDraw.Value(d, lane), 2)));
    });

    [Fact]
    public void Only_zero_modulo_p_is_seen_as_zero() => SeededCases.Run(Cases, random =>
    {
        FieldLanes a = LaneDraw.Reduced(random);
        FieldLanes other = a;
        uint expected = (uint)random.Next(256);
        for (int lane = 0; lane < FieldLanes.Count; lane++)
        {
            BigInteger value = LaneDraw.Value(a, lane);
            bool isEqual = (expected & (1u << lane)) != 0;
            other.Set(lane, (UInt256)(isEqual ? value : (value + 1 + LaneDraw.Below(random, LaneDraw.P - 1)) % LaneDraw.P));
        }

        FieldLanes.SubtractReduced(a, other, out FieldLanes difference);
        FieldLanes.Multiply(difference, FieldLanes.Broadcast(3), out FieldLanes product);

        Assert.Equal(expected, difference.ZeroLanes());
        Assert.Equal(expected, product.ZeroLanes());
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Roots_and_inverses_are_the_powers_that_they_are_said_to_be(int count) => SeededCases.Run(20, random =>
    {
        FieldLanes[] elements = [.. Enumerable.Range(0, count).Select(_ => LaneDraw.Reduced(random))];
        var roots = new FieldLanes[count];
        var inverses = new FieldLanes[count];
        FieldLanes.SquareRoots(elements, roots);
        FieldLanes.Invert(elements, inverses);

        for (int i = 0; i < count; i++)
        {
            FieldLanes element = elements[i];
            Check(roots[i], lane => BigInteger.ModPow(LaneDraw.Value(element, lane), (LaneDraw.P + 1) / 4, LaneDraw.P));
            Check(inverses[i], lane => LaneDraw.Invert(LaneDraw.Value(element, lane), LaneDraw.P));
        }
    });

    [Fact]
    public void Rows_come_back_into_the_lanes_that_ask_for_them() => SeededCases.Run(100, random =>
    {
        const int entries = 4;
        FieldLanes[] first = [.. Enumerable.Range(0, entries).Select(_ => LaneDraw.Reduced(random))];
        FieldLanes[] second = [.. Enumerable.Range(0, entries).Select(_ => LaneDraw.Reduced(random))];
        double[] rows = new double[entries * FieldLanes.Count * FieldLanes.RowLength];
        for (int i = 0; i < entries; i++)
        {
            FieldLanes.WriteRows(first[i], second[i], rows.AsSpan(i * FieldLanes.RowLength), entries);
        }

        long[] asked = [.. Enumerable.Range(0, FieldLanes.Count).Select(_ => random.NextInt64(entries * FieldLanes.Count))];
        FieldLanes.ReadRows(rows, Vector512.Create(asked), out FieldLanes a, out FieldLanes b);

        for (int lane = 0; lane < FieldLanes.Count; lane++)
        {
            (long writer, long entry) = Math.DivRem(asked[lane], entries);
            Assert.Equal(LaneDraw.Value(first[entry], (int)writer), LaneDraw.Value(a, lane));
            Assert.Equal(LaneDraw.Value(second[entry], (int)writer), LaneDraw.Value(b, lane));
        }
    });

    private static void Check(FieldLanes result, Func<int, BigInteger> expected)
    {
        Assert.True(LaneDraw.IsProduct(result));
        for (int lane = 0; lane < FieldLanes.Count; lane++)
        {
            BigInteger value = LaneDraw.Modulo(expected(lane), LaneDraw.P);
            Assert.Equal(value, LaneDraw.Value(result, lane));
            Assert.Equal(value, (BigInteger)result.Get(lane));
        }
    }
}
