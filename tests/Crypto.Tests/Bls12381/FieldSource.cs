using System.Numerics;
using Ledger.Crypto.Bls12381;

namespace Ledger.Crypto.Tests.Bls12381;

/// <summary>Elements of the fields, drawn at random and from the edges, and their twins as big integers.</summary>
internal static class FieldSource
{
    public static BigInteger Modulus { get; } = Parse(
        "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab");

    public static BigInteger Order { get; } = Parse("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001");

    /// <summary>Zero, one, p - 1, powers of two and their neighbours come up often, not by chance only.</summary>
    public static BigInteger NextInteger(Random random)
    {
        byte[] bytes = new byte[Fp.SizeBytes + 8];
        random.NextBytes(bytes);
        var any = new BigInteger(bytes, isUnsigned: true);
        return Reduce(random.Next(6) switch
        {
            0 => random.Next(3),
            1 => Modulus - 1 - random.Next(3),
            2 => (BigInteger.One << random.Next(381)) - random.Next(2),
            _ => any,
        });
    }

    public static Fp NextFp(Random random) => ToFp(NextInteger(random));

    public static Fp2 NextFp2(Random random) => new(NextFp(random), NextFp(random));

    public static Fp6 NextFp6(Random random) => new() { C0 = NextFp2(random), C1 = NextFp2(random), C2 = NextFp2(random) };

    public static Fp12 NextFp12(Random random) => new() { C0 = NextFp6(random), C1 = NextFp6(random) };

    public static BigInteger Reduce(BigInteger value) => ((value % Modulus) + Modulus) % Modulus;

    public static Fp ToFp(BigInteger value)
    {
        Assert.True(Fp.TryDecode(ToBytes(Reduce(value), Fp.SizeBytes), out Fp element));
        return element;
    }

    public static BigInteger ToInteger(Fp element)
    {
        byte[] bytes = new byte[Fp.SizeBytes];
        element.Encode(bytes);
        return new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
    }

    public static (BigInteger C0, BigInteger C1) ToIntegers(Fp2 element) => (ToInteger(element.C0), ToInteger(element.C1));

    public static Scalar NextScalar(Random random)
    {
        byte[] bytes = new byte[Scalar.SizeBytes];
        random.NextBytes(bytes);
        return Scalar.Decode(bytes);
    }

    public static Scalar ToScalar(BigInteger value) => Scalar.Decode(ToBytes(value, Scalar.SizeBytes));

    public static byte[] ToBytes(BigInteger value, int length)
    {
        byte[] bytes = new byte[length];
        byte[] digits = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        digits.CopyTo(bytes, length - digits.Length);
        return bytes;
    }

    private static BigInteger Parse(string hex) => new(Convert.FromHexString(hex), isUnsigned: true, isBigEndian: true);
}
