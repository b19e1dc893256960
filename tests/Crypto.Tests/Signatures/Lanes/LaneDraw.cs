using System.Numerics;
using System.Runtime.CompilerServices;
using Ledger.Crypto.Signatures;
using Ledger.Crypto.Signatures.Lanes;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Tests.Signatures.Lanes;

/// <summary>Elements, points and numbers drawn from a seed, extremes often, and the plain arithmetic that lanes are held against.</summary>
internal static class LaneDraw
{
    /// <summary>p, of SEC 2.</summary>
    public static readonly BigInteger P = (BigInteger.One << 256) - (BigInteger.One << 32) - 977;

    /// <summary>n, of SEC 2.</summary>
    public static readonly BigInteger N =
        BigInteger.Parse("115792089237316195423570985008687907852837564279074904382605163141518161494337");

    /// <summary>The generator, of SEC 2.</summary>
    public static readonly (BigInteger X, BigInteger Y) G = (
        BigInteger.Parse("55066263022277343669578718895168534326250603453777594175500187360389116729240"),
        BigInteger.Parse("32670510020758816978083085130507043184471273380659243275938904335757337482424"));

    private const int LimbCount = 5;
    private const double HalfLimb = 1L << 51;
    private const double TopLimbMax = 1L << 48;

    /// <summary>Says that this machine cannot run a test of the lanes themselves.</summary>
    public static void SkipWithoutLanes() =>
        Assert.SkipUnless(FieldLanes.IsSupported, "This machine has no AVX-512: recovery falls back to libsecp256k1, which is tested.");

    /// <summary>A number below a bound, often 0, 1, the greatest or a short one.</summary>
    public static BigInteger Below(Random random, BigInteger bound)
    {
        byte[] bytes = new byte[40];
        random.NextBytes(bytes);
        BigInteger any = new BigInteger(bytes, isUnsigned: true) % bound;
        return random.Next(10) switch
        {
            0 => BigInteger.Zero,
            1 => BigInteger.One,
            2 => bound - 1,
            3 => any >> random.Next(256),
            4 => bound - 1 - (any >> random.Next(256)),
            _ => any,
        };
    }

    /// <summary>Reduced elements with limbs of any kind, the greatest of both signs often.</summary>
    public static FieldLanes Reduced(Random random)
    {
        FieldLanes element = default;
        int kind = random.Next(4);
        for (int i = 0; i < LimbCount * FieldLanes.Count; i++)
        {
            double max = i / FieldLanes.Count == LimbCount - 1 ? TopLimbMax : HalfLimb;
            int choice = kind == 0 ? random.Next(2) : random.Next(8);
            Limb(ref element, i) = choice switch
            {
                0 => max,
                1 => -max,
                2 => max - 1,
                3 => random.Next(-1, 2),
                _ => random.NextInt64(-(long)max, (long)max),
            };
        }

        return element;
    }

    /// <summary>What a lane stands for, modulo p, whatever its limbs.</summary>
    public static BigInteger Value(FieldLanes element, int lane)
    {
        BigInteger value = 0;
        for (int i = LimbCount - 1; i >= 0; i--)
        {
            value = (value << 52) + (BigInteger)Limb(ref element, (i * FieldLanes.Count) + lane);
        }

        return Modulo(value, P);
    }

    /// <summary>Whether limbs are as a product's are.</summary>
    public static bool IsProduct(FieldLanes element)
    {
        bool isProduct = true;
        for (int i = 0; i < LimbCount * FieldLanes.Count; i++)
        {
            double limb = Limb(ref element, i);
            isProduct &= i / FieldLanes.Count == LimbCount - 1
                ? Math.Abs(limb) <= (1L << 47) + (1L << 8)
                : limb is >= -HalfLimb and < HalfLimb;
        }

        return isProduct;
    }

    /// <summary>The rest that is not negative.</summary>
    public static BigInteger Modulo(BigInteger value, BigInteger modulus) => ((value % modulus) + modulus) % modulus;

    /// <summary>The inverse modulo a prime, 0 for 0.</summary>
    public static BigInteger Invert(BigInteger value, BigInteger prime) => BigInteger.ModPow(Modulo(value, prime), prime - 2, prime);

    /// <summary>The sum of two points that are not opposite.</summary>
    public static (BigInteger X, BigInteger Y) Sum((BigInteger X, BigInteger Y) a, (BigInteger X, BigInteger Y) b)
    {
        BigInteger slope = a == b ? 3 * a.X * a.X * Invert(2 * a.Y, P) : (b.Y - a.Y) * Invert(b.X - a.X, P);
        BigInteger x = Modulo((slope * slope) - a.X - b.X, P);
        return (x, Modulo((slope * (a.X - x)) - a.Y, P));
    }

    /// <summary>A multiple of the generator, as the library has it.</summary>
    public static (BigInteger X, BigInteger Y) OfGenerator(BigInteger factor)
    {
        byte[] bytes = new byte[Secp256k1.PrivateKeyBytes];
        ((UInt256)Modulo(factor, N)).WriteBigEndian(bytes);
        Assert.True(Secp256k1.TryDerivePublicKey(bytes, out NodeId key));
        return (new BigInteger(key.Bytes[..32], true, true), new BigInteger(key.Bytes[32..], true, true));
    }

    /// <summary>A multiple of a point, the slow way.</summary>
    /// <param name="factor">Not a multiple of n.</param>
    /// <param name="point">A point of the curve.</param>
    public static (BigInteger X, BigInteger Y) Multiple(BigInteger factor, (BigInteger X, BigInteger Y) point)
    {
        (BigInteger X, BigInteger Y)? sum = null;
        for (BigInteger rest = Modulo(factor, N); rest > 0; rest >>= 1)
        {
            sum = rest.IsEven ? sum : sum is (BigInteger, BigInteger) before ? Sum(before, point) : point;
            point = Sum(point, point);
        }

        return sum!.Value;
    }

    private static ref double Limb(ref FieldLanes element, int index) =>
        ref Unsafe.Add(ref Unsafe.As<FieldLanes, double>(ref element), index);
}
