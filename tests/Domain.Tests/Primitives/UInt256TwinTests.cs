using System.Numerics;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Tests.Primitives;

/// <summary>Every operation against the dumb twin: arbitrary-precision integers reduced modulo 2^256.</summary>
public sealed class UInt256TwinTests
{
    private const int CasesPerOperation = 40_000;

    private delegate UInt256 Unary(in UInt256 value);

    private delegate UInt256 Binary(in UInt256 left, in UInt256 right);

    private delegate UInt256 Ternary(in UInt256 first, in UInt256 second, in UInt256 third);

    [Fact]
    public void Addition_is_modulo_two_to_the_256() =>
        CheckBinary(1, (in a, in b) => a + b, (a, b) => a + b);

    [Fact]
    public void Subtraction_is_modulo_two_to_the_256() =>
        CheckBinary(2, (in a, in b) => a - b, (a, b) => a - b);

    [Fact]
    public void Multiplication_is_modulo_two_to_the_256() =>
        CheckBinary(3, (in a, in b) => a * b, (a, b) => a * b);

    [Fact]
    public void The_upper_half_of_a_full_product_is_what_multiplication_drops() =>
        CheckBinary(4, (in a, in b) => UInt256.BigMul(a, b, out _), (a, b) => (a * b) >> 256);

    [Fact]
    public void The_lower_half_of_a_full_product_is_the_product() =>
        CheckBinary(5, LowerHalf, (a, b) => a * b);

    [Fact]
    public void Division_rounds_down_and_gives_zero_for_a_zero_divisor() =>
        CheckBinary(6, (in a, in b) => a / b, (a, b) => b.IsZero ? 0 : a / b);

    [Fact]
    public void Remainder_is_below_the_divisor_and_zero_for_a_zero_divisor() =>
        CheckBinary(7, (in a, in b) => a % b, (a, b) => b.IsZero ? 0 : a % b);

    [Fact]
    public void Signed_division_rounds_toward_zero() =>
        CheckBinary(8, UInt256.SDiv, (a, b) => b.IsZero ? 0 : BigInteger.Divide(Signed(a), Signed(b)));

    [Fact]
    public void Signed_remainder_takes_the_sign_of_the_dividend() =>
        CheckBinary(9, UInt256.SMod, (a, b) => b.IsZero ? 0 : BigInteger.Remainder(Signed(a), Signed(b)));

    [Fact]
    public void Modular_addition_keeps_the_carry() =>
        CheckTernary(10, UInt256.AddMod, (a, b, m) => m.IsZero ? 0 : (a + b) % m);

    [Fact]
    public void Modular_multiplication_keeps_all_512_bits() =>
        CheckTernary(11, UInt256.MulMod, (a, b, m) => m.IsZero ? 0 : a * b % m);

    [Fact]
    public void Exponentiation_is_modulo_two_to_the_256() =>
        CheckBinary(12, UInt256.Exp, (a, b) => BigInteger.ModPow(a, b, WordCases.Modulus), cases: 20_000);

    [Fact]
    public void Bitwise_and() => CheckBinary(13, (in a, in b) => a & b, (a, b) => a & b);

    [Fact]
    public void Bitwise_or() => CheckBinary(14, (in a, in b) => a | b, (a, b) => a | b);

    [Fact]
    public void Bitwise_exclusive_or() => CheckBinary(15, (in a, in b) => a ^ b, (a, b) => a ^ b);

    [Fact]
    public void Complement() => CheckUnary(16, (in a) => ~a, a => WordCases.Modulus - 1 - a);

    [Fact]
    public void Negation() => CheckUnary(17, (in a) => -a, a => -a);

    [Fact]
    public void Shift_left_drops_the_upper_bits() =>
        CheckShift(18, UInt256.Shl, (value, shift) => shift >= 256 ? 0 : value << (int)shift);

    [Fact]
    public void Shift_right_fills_with_zeros() =>
        CheckShift(19, UInt256.Shr, (value, shift) => shift >= 256 ? 0 : value >> (int)shift);

    [Fact]
    public void Arithmetic_shift_right_fills_with_the_sign() =>
        CheckShift(20, UInt256.Sar, (value, shift) => Signed(value) >> (int)BigInteger.Min(shift, 256));

    [Fact]
    public void Byte_counts_from_the_most_significant() =>
        CheckShift(21, UInt256.Byte, (value, index) => index >= 32 ? 0 : (value >> (8 * (31 - (int)index))) & 0xff);

    [Fact]
    public void Sign_extension_repeats_the_sign_bit_of_the_chosen_byte() =>
        CheckShift(22, UInt256.SignExtend, (value, index) => index >= 31 ? value : SignExtended(value, (int)index));

    [Fact]
    public void Unsigned_order() => CheckOrder(23, (in a, in b) => a < b, (a, b) => a < b);

    [Fact]
    public void Unsigned_order_reversed() => CheckOrder(24, (in a, in b) => a > b, (a, b) => a > b);

    [Fact]
    public void Unsigned_order_or_equal() => CheckOrder(25, (in a, in b) => a <= b, (a, b) => a <= b);

    [Fact]
    public void Unsigned_order_reversed_or_equal() => CheckOrder(26, (in a, in b) => a >= b, (a, b) => a >= b);

    [Fact]
    public void Signed_order() => CheckOrder(27, UInt256.Slt, (a, b) => Signed(a) < Signed(b));

    [Fact]
    public void Signed_order_reversed() => CheckOrder(28, UInt256.Sgt, (a, b) => Signed(a) > Signed(b));

    [Fact]
    public void Equality() => CheckOrder(29, (in a, in b) => a == b, (a, b) => a == b);

    [Fact]
    public void Addition_reports_the_carry() =>
        CheckOrder(30, (in a, in b) => UInt256.AddOverflow(a, b, out _), (a, b) => a + b >= WordCases.Modulus);

    [Fact]
    public void Subtraction_reports_the_borrow() =>
        CheckOrder(31, (in a, in b) => UInt256.SubtractUnderflow(a, b, out _), (a, b) => a < b);

    private delegate bool Relation(in UInt256 left, in UInt256 right);

    private static UInt256 LowerHalf(in UInt256 a, in UInt256 b)
    {
        _ = UInt256.BigMul(a, b, out UInt256 low);
        return low;
    }

    private static BigInteger Signed(BigInteger word) => word >> 255 == 0 ? word : word - WordCases.Modulus;

    private static BigInteger SignExtended(BigInteger value, int index)
    {
        int bits = 8 * (index + 1);
        BigInteger kept = value & ((BigInteger.One << bits) - 1);
        return (kept >> (bits - 1)).IsZero ? kept : kept - (BigInteger.One << bits);
    }

    private static BigInteger Reduced(BigInteger number)
    {
        BigInteger remainder = number % WordCases.Modulus;
        return remainder.Sign < 0 ? remainder + WordCases.Modulus : remainder;
    }

    private static void CheckUnary(int seed, Unary operation, Func<BigInteger, BigInteger> twin)
    {
        var cases = new WordCases(seed);
        for (int i = 0; i < CasesPerOperation; i++)
        {
            UInt256 a = cases.Next();
            Expect(Reduced(twin((BigInteger)a)), operation(a), $"seed {seed}, case {i}: {a}");
        }
    }

    private static void CheckBinary(
        int seed, Binary operation, Func<BigInteger, BigInteger, BigInteger> twin, int cases = CasesPerOperation)
    {
        var operands = new WordCases(seed);
        for (int i = 0; i < cases; i++)
        {
            UInt256 a = operands.Next();
            UInt256 b = operands.Next();
            Expect(
                Reduced(twin((BigInteger)a, (BigInteger)b)), operation(a, b), $"seed {seed}, case {i}: {a}, {b}");
        }
    }

    private static void CheckTernary(
        int seed, Ternary operation, Func<BigInteger, BigInteger, BigInteger, BigInteger> twin)
    {
        var operands = new WordCases(seed);
        for (int i = 0; i < CasesPerOperation; i++)
        {
            UInt256 a = operands.Next();
            UInt256 b = operands.Next();
            UInt256 c = operands.Next();
            Expect(
                Reduced(twin((BigInteger)a, (BigInteger)b, (BigInteger)c)),
                operation(a, b, c),
                $"seed {seed}, case {i}: {a}, {b}, {c}");
        }
    }

    // The first operand, a count, is small half of the time: otherwise nearly every case would be "too far".
    private static void CheckShift(int seed, Binary operation, Func<BigInteger, BigInteger, BigInteger> twin)
    {
        var operands = new WordCases(seed);
        for (int i = 0; i < CasesPerOperation; i++)
        {
            UInt256 count = i % 2 == 0 ? new UInt256((ulong)operands.NextInt(260)) : operands.Next();
            UInt256 value = operands.Next();
            Expect(
                Reduced(twin((BigInteger)value, (BigInteger)count)),
                operation(count, value),
                $"seed {seed}, case {i}: {count}, {value}");
        }
    }

    private static void CheckOrder(int seed, Relation relation, Func<BigInteger, BigInteger, bool> twin)
    {
        var operands = new WordCases(seed);
        for (int i = 0; i < CasesPerOperation; i++)
        {
            UInt256 a = operands.Next();
            UInt256 b = i % 8 == 0 ? a : operands.Next();
            Assert.True(
                twin((BigInteger)a, (BigInteger)b) == relation(a, b), $"seed {seed}, case {i}: {a}, {b}");
        }
    }

    private static void Expect(BigInteger expected, UInt256 actual, string operands) =>
        Assert.True((UInt256)expected == actual, $"{operands}: expected {(UInt256)expected}, got {actual}");
}
