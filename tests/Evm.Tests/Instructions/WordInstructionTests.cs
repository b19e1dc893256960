using System.Numerics;
using Ledger.Domain.Primitives;
using Ledger.Evm.Instructions;

namespace Ledger.Evm.Tests.Instructions;

/// <summary>Opcodes 0x01 to 0x1d against arbitrary-precision integers.</summary>
public sealed class WordInstructionTests
{
    private const int Seed = 20;
    private const int CaseCount = 60;
    private static readonly BigInteger Modulus = BigInteger.One << 256;

    private static readonly Dictionary<Opcode, Func<BigInteger, BigInteger, BigInteger>> Twins = new()
    {
        [Opcode.Add] = (a, b) => a + b,
        [Opcode.Mul] = (a, b) => a * b,
        [Opcode.Sub] = (a, b) => a - b,
        [Opcode.Div] = (a, b) => b.IsZero ? 0 : a / b,
        [Opcode.SDiv] = (a, b) => b.IsZero ? 0 : BigInteger.Divide(Signed(a), Signed(b)),
        [Opcode.Mod] = (a, b) => b.IsZero ? 0 : a % b,
        [Opcode.SMod] = (a, b) => b.IsZero ? 0 : BigInteger.Remainder(Signed(a), Signed(b)),
        [Opcode.Exp] = (a, b) => BigInteger.ModPow(a, b, Modulus),
        [Opcode.SignExtend] = (a, b) => a > 30 ? b : SignExtend((int)a, b),
        [Opcode.Lt] = (a, b) => a < b ? 1 : 0,
        [Opcode.Gt] = (a, b) => a > b ? 1 : 0,
        [Opcode.Slt] = (a, b) => Signed(a) < Signed(b) ? 1 : 0,
        [Opcode.Sgt] = (a, b) => Signed(a) > Signed(b) ? 1 : 0,
        [Opcode.Eq] = (a, b) => a == b ? 1 : 0,
        [Opcode.And] = (a, b) => a & b,
        [Opcode.Or] = (a, b) => a | b,
        [Opcode.Xor] = (a, b) => a ^ b,
        [Opcode.Byte] = (a, b) => a > 31 ? 0 : (b >> (8 * (31 - (int)a))) & 0xff,
        [Opcode.Shl] = (a, b) => a > 255 ? 0 : b << (int)a,
        [Opcode.Shr] = (a, b) => a > 255 ? 0 : b >> (int)a,
        [Opcode.Sar] = (a, b) => Signed(b) >> (int)BigInteger.Min(a, 256),
    };

    [Fact]
    public void Instructions_of_two_words_agree_with_big_integers()
    {
        var random = new Random(Seed);
        foreach ((Opcode opcode, Func<BigInteger, BigInteger, BigInteger> twin) in Twins)
        {
            for (int i = 0; i < CaseCount; i++)
            {
                UInt256 a = Interesting(random);
                UInt256 b = Interesting(random);
                UInt256 expected = Wrap(twin((BigInteger)a, (BigInteger)b));
                Assert.True(expected == Run.Word(opcode, a, b), $"{opcode} {a} {b}, seed {Seed}");
            }
        }
    }

    [Fact]
    public void Instructions_of_one_word_agree_with_big_integers()
    {
        var random = new Random(Seed);
        for (int i = 0; i < CaseCount; i++)
        {
            UInt256 a = Interesting(random);
            Assert.Equal(a.IsZero ? UInt256.One : UInt256.Zero, Run.Word(Opcode.IsZero, a));
            Assert.Equal(UInt256.MaxValue - a, Run.Word(Opcode.Not, a));
        }
    }

    [Fact]
    public void Modular_instructions_do_not_wrap_in_between()
    {
        var random = new Random(Seed);
        for (int i = 0; i < CaseCount; i++)
        {
            UInt256 a = Interesting(random);
            UInt256 b = Interesting(random);
            UInt256 n = Interesting(random);
            BigInteger sum = (BigInteger)a + (BigInteger)b;
            BigInteger product = (BigInteger)a * (BigInteger)b;
            Assert.Equal(n.IsZero ? default : Wrap(sum % (BigInteger)n), Run.Word(Opcode.AddMod, a, b, n));
            Assert.Equal(n.IsZero ? default : Wrap(product % (BigInteger)n), Run.Word(Opcode.MulMod, a, b, n));
        }
    }

    [Fact]
    public void Signed_division_of_the_least_number_by_minus_one_wraps()
    {
        UInt256 least = UInt256.One << 255;
        Assert.Equal(least, Run.Word(Opcode.SDiv, least, UInt256.MaxValue));
        Assert.Equal(UInt256.Zero, Run.Word(Opcode.SMod, least, UInt256.MaxValue));
    }

    [Fact]
    public void Exp_pays_fifty_for_each_byte_of_the_exponent()
    {
        long Used(UInt256 exponent) => Run.Code(new Script().Push(exponent, 2).Do(Opcode.Exp)).GasUsed - 6;
        Assert.Equal(10, Used(0));
        Assert.Equal(10 + 50, Used(255));
        Assert.Equal(10 + 100, Used(256));
        Assert.Equal(10 + (32 * 50), Used(UInt256.MaxValue));
    }

    private static UInt256 Interesting(Random random)
    {
        byte[] bytes = new byte[UInt256.SizeBytes];
        random.NextBytes(bytes);
        var number = UInt256.FromBigEndian(bytes);
        return random.Next(6) switch
        {
            0 => (ulong)random.Next(300),
            1 => UInt256.MaxValue - (ulong)random.Next(3),
            2 => number >> random.Next(256),
            3 => UInt256.One << random.Next(256),
            4 => (UInt256.One << random.Next(256)) - 1,
            _ => number,
        };
    }

    private static BigInteger Signed(in BigInteger value) => value >> 255 == 1 ? value - Modulus : value;

    private static BigInteger SignExtend(int index, in BigInteger value)
    {
        int bits = 8 * (index + 1);
        BigInteger low = value & ((BigInteger.One << bits) - 1);
        return low >> (bits - 1) == 1 ? low - (BigInteger.One << bits) : low;
    }

    private static UInt256 Wrap(BigInteger value) => (UInt256)(((value % Modulus) + Modulus) % Modulus);
}
