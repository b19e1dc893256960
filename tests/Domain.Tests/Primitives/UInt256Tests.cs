using System.Globalization;
using System.Numerics;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Tests.Primitives;

public sealed class UInt256Tests
{
    private const int Cases = 20_000;

    [Fact]
    public void Big_endian_bytes_come_back_as_the_same_number()
    {
        var cases = new WordCases(seed: 101);
        byte[] bytes = new byte[UInt256.SizeBytes];
        for (int i = 0; i < Cases; i++)
        {
            UInt256 value = cases.Next();
            value.WriteBigEndian(bytes);

            Assert.Equal((BigInteger)value, new BigInteger(bytes, isUnsigned: true, isBigEndian: true));
            Assert.Equal(value, UInt256.FromBigEndian(bytes));
        }
    }

    [Fact]
    public void The_trimmed_form_has_no_leading_zero_and_comes_back()
    {
        var cases = new WordCases(seed: 102);
        byte[] buffer = new byte[UInt256.SizeBytes];
        for (int i = 0; i < Cases; i++)
        {
            UInt256 value = cases.Next();
            ReadOnlySpan<byte> trimmed = buffer.AsSpan(0, value.WriteBigEndianTrimmed(buffer));

            Assert.Equal(value.ByteLength, trimmed.Length);
            Assert.True(trimmed.IsEmpty || trimmed[0] != 0);
            Assert.Equal(value, UInt256.FromBigEndian(trimmed));
        }
    }

    [Fact]
    public void Text_in_hexadecimal_and_in_decimal_comes_back_as_the_same_number()
    {
        var cases = new WordCases(seed: 103);
        for (int i = 0; i < Cases / 4; i++)
        {
            UInt256 value = cases.Next();

            Assert.Equal(value, UInt256.Parse(value.ToString(), CultureInfo.InvariantCulture));
            Assert.Equal(value, UInt256.Parse(value.ToDecimalString(), CultureInfo.InvariantCulture));
            Assert.Equal(((BigInteger)value).ToString(CultureInfo.InvariantCulture), value.ToDecimalString());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1a")]
    [InlineData("0xg")]
    [InlineData("0x10000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639936")]
    public void Text_that_is_no_number_below_two_to_the_256_is_refused(string text) =>
        Assert.False(UInt256.TryParse(text, CultureInfo.InvariantCulture, out _));

    [Fact]
    public void Bit_counts_agree_with_the_binary_digits()
    {
        var cases = new WordCases(seed: 104);
        for (int i = 0; i < Cases; i++)
        {
            UInt256 value = cases.Next();
            string digits = value.IsZero ? "" : ((BigInteger)value).ToString("B", CultureInfo.InvariantCulture).TrimStart('0');

            Assert.Equal(digits.Length, value.BitLength);
            Assert.Equal(256 - digits.Length, value.LeadingZeroCount);
            Assert.Equal(digits.Count(digit => digit == '1'), value.PopCount);
            Assert.Equal(value.IsZero ? 256 : digits.Length - digits.TrimEnd('0').Length, value.TrailingZeroCount);
            int position = cases.NextInt(256);
            Assert.Equal(position < digits.Length && digits[^(position + 1)] == '1', value.IsBitSet(position));
        }
    }

    [Fact]
    public void Narrowing_succeeds_exactly_when_nothing_is_lost()
    {
        var cases = new WordCases(seed: 105);
        for (int i = 0; i < Cases; i++)
        {
            UInt256 value = cases.Next();
            var twin = (BigInteger)value;

            Assert.Equal(twin <= ulong.MaxValue, value.TryToUInt64(out ulong unsigned));
            Assert.Equal(twin <= ulong.MaxValue ? (ulong)twin : 0, unsigned);
            Assert.Equal(twin <= long.MaxValue, value.TryToInt64(out long signed));
            Assert.Equal(twin <= long.MaxValue ? (long)twin : 0, signed);
            Assert.Equal(twin <= int.MaxValue, value.TryToInt32(out int small));
            Assert.Equal(twin <= int.MaxValue ? (int)twin : 0, small);
            Assert.Equal((ulong)BigInteger.Min(twin, ulong.MaxValue), value.ToUInt64Saturating());
            Assert.Equal((long)BigInteger.Min(twin, long.MaxValue), value.ToInt64Saturating());
            Assert.Equal((int)BigInteger.Min(twin, int.MaxValue), value.ToInt32Saturating());
        }
    }

    [Fact]
    public void Divisions_that_need_a_digit_put_back_are_exact()
    {
        // The dividend is just below a multiple of a divisor whose lower limb is full: the three-by-two estimate of
        // the quotient digit cannot see that limb and comes out one too large (Knuth, step D6).
        for (ulong low = ulong.MaxValue; low > ulong.MaxValue - 200; low--)
        {
            var divisor = new UInt256(low, 0, 1UL << 63);
            foreach (UInt256 dividend in (UInt256[])[
                new(0, 0, 0, 1UL << 62), new(3, 0, 0, (1UL << 63) - 1), new(0, low, ulong.MaxValue, 1UL << 61),
                (divisor << 64) - 1, (divisor << 63) - 1, (divisor * low) - 1])
            {
                var quotient = UInt256.DivRem(dividend, divisor, out UInt256 remainder);
                var exact = BigInteger.DivRem((BigInteger)dividend, (BigInteger)divisor, out BigInteger rest);

                Assert.Equal((UInt256)exact, quotient);
                Assert.Equal((UInt256)rest, remainder);
            }
        }
    }

    [Fact]
    public void A_remainder_may_be_written_over_its_own_operand()
    {
        var dividend = new UInt256(1, 2, 3, 4);
        var divisor = new UInt256(5, 6, 7);
        UInt256 expected = dividend % divisor;

        _ = UInt256.DivRem(dividend, divisor, out divisor);

        Assert.Equal(expected, divisor);
    }

    [Fact]
    public void The_most_negative_number_divided_by_minus_one_stays()
    {
        UInt256 mostNegative = UInt256.One << 255;

        Assert.Equal(mostNegative, UInt256.SDiv(mostNegative, UInt256.MaxValue));
        Assert.Equal(UInt256.Zero, UInt256.SMod(mostNegative, UInt256.MaxValue));
    }

    [Fact]
    public void Zero_to_the_power_of_zero_is_one() =>
        Assert.Equal(UInt256.One, UInt256.Exp(UInt256.Zero, UInt256.Zero));

    [Fact]
    public void More_than_32_bytes_are_refused() =>
        Assert.Throws<ArgumentException>(() => UInt256.FromBigEndian(new byte[33]));
}
