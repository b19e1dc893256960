using System.Numerics;
using System.Text.Json;
using Ledger.Crypto.Arithmetic;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Tests.Arithmetic;

public sealed class ModularExponentiationTests
{
    private const int HeadBytes = 3 * UInt256.SizeBytes;

    [Theory]
    [InlineData("modexp_eip198.json")]
    [InlineData("modexp_eip2565.json")]
    [InlineData("modexp_eip7883.json")]
    public void Precompile_vectors_agree(string file)
    {
        foreach (JsonElement vector in VectorFile.Load("evm", "precompiles", file).EnumerateArray())
        {
            byte[] input = vector.Bytes("Input");
            int valueBytes = Length(input, 0);
            int exponentBytes = Length(input, 1);
            int modulusBytes = Length(input, 2);

            Assert.True(ModularExponentiation.TryCompute(
                Operand(input, 0, valueBytes),
                Operand(input, valueBytes, exponentBytes),
                Operand(input, valueBytes + exponentBytes, modulusBytes),
                out byte[] result));
            Assert.Equal(vector.Text("Expected"), Convert.ToHexStringLower(result));
        }
    }

    [Fact]
    public void Powers_agree_with_arbitrary_precision_integers()
    {
        const int Seed = 7;
        var random = new Random(Seed);
        for (int run = 0; run < 3000; run++)
        {
            byte[] value = Next(random);
            byte[] exponent = Next(random);
            byte[] modulus = Next(random);
            BigInteger bigModulus = Number(modulus);
            BigInteger expected = bigModulus.IsZero
                ? BigInteger.Zero
                : BigInteger.ModPow(Number(value), Number(exponent), bigModulus);

            Assert.True(ModularExponentiation.TryCompute(value, exponent, modulus, out byte[] result));
            Assert.Equal(modulus.Length, result.Length);
            Assert.True(
                expected == Number(result),
                $"seed {Seed}, run {run}: {Convert.ToHexString(value)} ^ {Convert.ToHexString(exponent)} "
                + $"mod {Convert.ToHexString(modulus)}");
        }
    }

    [Theory]
    [InlineData("", "", "05", "01")]
    [InlineData("00", "00", "0005", "0001")]
    [InlineData("03", "05", "", "")]
    [InlineData("03", "05", "0000", "0000")]
    [InlineData("00", "00", "01", "00")]
    [InlineData("00", "00", "0001", "0000")]
    [InlineData("03", "05", "0008", "0003")]
    [InlineData("02", "ff", "10", "00")]
    public void Edges_follow_the_proposal(string value, string exponent, string modulus, string expected)
    {
        Assert.True(ModularExponentiation.TryCompute(
            Convert.FromHexString(value),
            Convert.FromHexString(exponent),
            Convert.FromHexString(modulus),
            out byte[] result));
        Assert.Equal(expected, Convert.ToHexStringLower(result));
    }

    [Fact]
    public void An_operand_beyond_the_limit_is_refused()
    {
        byte[] tooLong = new byte[ModularExponentiation.OperandBytesMax + 1];

        Assert.False(ModularExponentiation.TryCompute(tooLong, [1], [7], out byte[] result));
        Assert.Empty(result);
        Assert.False(ModularExponentiation.TryCompute([1], tooLong, [7], out _));
        Assert.False(ModularExponentiation.TryCompute([1], [1], tooLong, out _));
    }

    // Even, zero and leading-zero operands come up often, not by chance only.
    private static byte[] Next(Random random)
    {
        byte[] bytes = new byte[random.Next(41)];
        random.NextBytes(bytes);
        if (bytes.Length > 0 && random.Next(4) == 0)
        {
            bytes[0] = 0;
            bytes[^1] &= 0xf0;
        }

        if (random.Next(16) == 0)
        {
            Array.Clear(bytes);
        }

        return bytes;
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static int Length(byte[] input, int index) =>
        (int)Number(Padded(input, index * UInt256.SizeBytes, UInt256.SizeBytes));

    private static byte[] Operand(byte[] input, int offset, int length) => Padded(input, HeadBytes + offset, length);

    // What a call does not send reads as zero.
    private static byte[] Padded(byte[] input, int offset, int length)
    {
        byte[] bytes = new byte[length];
        int start = Math.Min(offset, input.Length);
        input.AsSpan(start, Math.Min(length, input.Length - start)).CopyTo(bytes);
        return bytes;
    }
}
