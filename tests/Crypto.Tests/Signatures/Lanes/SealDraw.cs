using System.Numerics;
using Ledger.Crypto.Signatures;
using Ledger.Crypto.Signatures.Lanes;
using Ledger.Domain.Primitives;
using Ledger.Testing;

namespace Ledger.Crypto.Tests.Signatures.Lanes;

/// <summary>Signatures drawn from a seed: sound ones, broken ones, and ones made for a purpose.</summary>
internal static class SealDraw
{
    /// <summary>A signature, sound more often than not.</summary>
    public static (Hash256 Digest, byte[] Seal) Any(Random random)
    {
        (Hash256 digest, byte[] seal) = Sound(random);
        switch (random.Next(8))
        {
            case 0:
                return Broken(random);
            case 1:
                // Some x is on the curve, some is not.
                random.NextBytes(seal.AsSpan(0, 32));
                break;
            case 2:
                // A high s is no business of the curve's.
                ((UInt256)(LaneDraw.N - new BigInteger(seal.AsSpan(32, 32), true, true))).WriteBigEndian(seal.AsSpan(32));
                break;
            case 3:
                seal[64] ^= 1;
                break;
            case 4:
                digest = random.Next(3) switch
                {
                    0 => Hash256.Zero,
                    1 => new Hash256([.. Enumerable.Repeat((byte)0xff, 32)]),
                    _ => HashOf(GroupOrder.Order),
                };
                break;
            default:
                break;
        }

        return (digest, seal);
    }

    /// <summary>A signature from which nothing can be recovered, each kind alike.</summary>
    public static (Hash256 Digest, byte[] Seal) Broken(Random random)
    {
        (Hash256 digest, byte[] seal) = Sound(random);
        UInt256 tooLarge = random.Next(3) switch
        {
            0 => GroupOrder.Order,
            1 => UInt256.MaxValue,
            _ => GroupOrder.Order + (ulong)random.NextInt64(long.MaxValue),
        };
        switch (random.Next(6))
        {
            case 0:
                seal.AsSpan(0, 32).Clear();
                break;
            case 1:
                seal.AsSpan(32, 32).Clear();
                break;
            case 2:
                tooLarge.WriteBigEndian(seal);
                break;
            case 3:
                tooLarge.WriteBigEndian(seal.AsSpan(32));
                break;
            case 4:
                seal[64] = (byte)random.Next(2, 256);
                break;
            default:
                // 5 is no x of the curve: 5^3 + 7 = 132 is no square modulo p.
                ((UInt256)5).WriteBigEndian(seal);
                break;
        }

        return (digest, seal);
    }

    /// <summary>The signature with R = kG whose key is u1·G + u2·R.</summary>
    public static (Hash256 Digest, byte[] Seal) Of(BigInteger k, BigInteger u1, BigInteger u2)
    {
        (BigInteger r, BigInteger y) = LaneDraw.OfGenerator(k);
        byte[] seal = new byte[Secp256k1.RecoverableSignatureBytes];
        ((UInt256)r).WriteBigEndian(seal);
        ((UInt256)LaneDraw.Modulo(u2 * r, LaneDraw.N)).WriteBigEndian(seal.AsSpan(32));
        seal[64] = (byte)(y.IsEven ? 0 : 1);
        return (HashOf((UInt256)LaneDraw.Modulo(-u1 * r, LaneDraw.N)), seal);
    }

    /// <summary>A signature with R = kG and a key of t·G, where k, t or both, or a part of the sum, are a + b·lambda with a and b of the size
    /// of a digit.</summary>
    public static (Hash256 Digest, byte[] Seal) Meeting(Random random)
    {
        BigInteger k = random.Next(4) switch
        {
            0 => 1,
            1 => -1,
            2 => random.Next(1, 40),
            _ => Short(random),
        };
        BigInteger u2 = random.Next(3) switch
        {
            0 => Short(random),
            1 => LaneDraw.Below(random, LaneDraw.N),
            _ => random.NextInt64(),
        };
        BigInteger u1 = random.Next(5) switch
        {
            0 => Short(random) - (k * u2),
            1 => (2 * Short(random)) - (k * u2),
            2 => (k * u2) + Short(random),
            3 => Short(random),
            _ => LaneDraw.Below(random, LaneDraw.N),
        };
        return Of(k, u1, u2);
    }

    /// <summary>A signature with a key of t·G, where t depends on the lowest digits d and e of the two parts of its u1.</summary>
    public static (Hash256 Digest, byte[] Seal) WithSum(Random random, Func<BigInteger, BigInteger, BigInteger> sum)
    {
        // The digits are those of the u1 that was drawn, and u2 makes the sum: with R = kG it is (t - u1)/k.
        BigInteger k = random.NextInt64(2, 1L << 40);
        BigInteger u1 = LaneDraw.Below(random, LaneDraw.N);
        Endomorphism.Split((UInt256)u1, out UInt256 part, out UInt256 image);
        BigInteger t = sum(LowestDigit(part), LowestDigit(image));
        return Of(k, u1, LaneDraw.Modulo((t - u1) * LaneDraw.Invert(k, LaneDraw.N), LaneDraw.N));
    }

    private static (Hash256 Digest, byte[] Seal) Sound(Random random)
    {
        Hash256 digest = Generators.Hash(random);
        byte[] seal = new byte[Secp256k1.RecoverableSignatureBytes];
        byte[] key = Generators.Exactly(random, Secp256k1.PrivateKeyBytes);
        key[0] = 1;
        Assert.True(Secp256k1.TrySign(digest, key, seal));
        return (digest, seal);
    }

    private static BigInteger Short(Random random)
    {
        const int sizeMax = 1 << GeneratorMultiples.WindowBits;
        BigInteger a = random.Next(-sizeMax, sizeMax);
        BigInteger b = random.Next(-sizeMax, sizeMax) * (BigInteger)Endomorphism.Lambda;
        return random.Next(4) switch
        {
            0 => a.IsZero ? 1 : a,
            1 => b.IsZero ? 1 : b,
            _ => a + b + (a.IsZero && b.IsZero ? 1 : 0),
        };
    }

    private static Hash256 HashOf(in UInt256 number)
    {
        byte[] bytes = new byte[Hash256.SizeBytes];
        number.WriteBigEndian(bytes);
        return new Hash256(bytes);
    }

    private static BigInteger LowestDigit(in UInt256 part)
    {
        ScalarLanes lanes = default;
        lanes.Set(0, part);
        long digit = lanes.Digits(0, GeneratorMultiples.WindowBits)[0];
        BigInteger size = (2 * (digit & long.MaxValue)) + 1;
        return digit < 0 ? -size : size;
    }
}
