using System.Numerics;
using Ledger.Crypto.Bn254;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Tests.Bn254;

/// <summary>Elements, points and numbers drawn from a seed, and the plain arithmetic that they are held against.</summary>
internal static class Draw
{
    /// <summary>p, of EIP-196.</summary>
    public static readonly BigInteger P =
        BigInteger.Parse("21888242871839275222246405745257275088696311157297823662689037894645226208583");

    /// <summary>r, of EIP-197.</summary>
    public static readonly BigInteger R =
        BigInteger.Parse("21888242871839275222246405745257275088548364400416034343698204186575808495617");

    /// <summary>The number of points of the twist over r.</summary>
    public static readonly BigInteger Cofactor = (2 * P) - R;

    /// <summary>The generator of the second group (EIP-197).</summary>
    public static readonly AffinePoint<Fp2> G2Generator = new(
        new Fp2(
            Element("10857046999023057135944570762232829481370756359578518086990519993285655852781"),
            Element("11559732032986387107991004021392285783925812861821192530917403151452391805634")),
        new Fp2(
            Element("8495653923123431417604973247489272438418190587263600148770280649306958101930"),
            Element("4082367875863433681332203403145435568316851327593401208105741076214120093531")));

    /// <summary>A number below a bound, at its ends more often than chance would have it.</summary>
    public static BigInteger Below(this Random random, BigInteger bound)
    {
        byte[] bytes = new byte[40];
        random.NextBytes(bytes);
        return random.Next(12) switch
        {
            0 => random.Next(3),
            1 => bound - 1 - random.Next(3),
            2 => (BigInteger.One << random.Next(256)) % bound,
            _ => new BigInteger(bytes, isUnsigned: true) % bound,
        };
    }

    public static Fp Fp(this Random random) => Element(random.Below(P));

    public static Fp2 Fp2(this Random random) => new(random.Fp(), random.Fp());

    public static Fp6 Fp6(this Random random) => new() { C0 = random.Fp2(), C1 = random.Fp2(), C2 = random.Fp2() };

    public static Fp12 Fp12(this Random random) => new() { C0 = random.Fp6(), C1 = random.Fp6() };

    /// <summary>A point of the first group, now and then infinity.</summary>
    public static AffinePoint<Fp> G1Point(this Random random) => Times(G1.Generator, random.Below(R));

    /// <summary>A point of the second group, now and then infinity.</summary>
    public static AffinePoint<Fp2> G2Point(this Random random) => Times(G2Generator, random.Below(R));

    /// <summary>A point of the twist, almost surely outside of the subgroup.</summary>
    public static AffinePoint<Fp2> TwistPoint(this Random random)
    {
        while (true)
        {
            Fp2 x = random.Fp2();
            Crypto.Bn254.Fp2.Square(x, out Fp2 square);
            Crypto.Bn254.Fp2.Multiply(square, x, out Fp2 right);
            Crypto.Bn254.Fp2.Add(right, G2.TwistB, out right);
            if (TryRoot(right, out Fp2 y))
            {
                return new AffinePoint<Fp2>(x, y);
            }
        }
    }

    public static Fp Element(BigInteger value) => Crypto.Bn254.Fp.FromInteger((UInt256)value);

    public static BigInteger Number(in Fp element) => (BigInteger)element.ToInteger();

    /// <summary>Doubles and adds, a bit at a time.</summary>
    public static AffinePoint<T> Times<T>(in AffinePoint<T> point, BigInteger scalar)
        where T : struct, IFieldElement<T>
    {
        JacobianPoint<T> sum = default;
        for (long position = scalar.GetBitLength() - 1; position >= 0; position--)
        {
            JacobianPoint<T>.Double(sum, out sum);
            if (!((scalar >> (int)position) & 1).IsZero)
            {
                JacobianPoint<T>.Add(sum, point, out sum);
            }
        }

        return sum.ToAffine();
    }

    public static bool Same<T>(in AffinePoint<T> left, in AffinePoint<T> right)
        where T : struct, IFieldElement<T> => T.AreEqual(left.X, right.X) && T.AreEqual(left.Y, right.Y);

    /// <summary>Raises to a power of any length.</summary>
    public static Fp12 Power(in Fp12 value, BigInteger exponent)
    {
        Fp12 power = Crypto.Bn254.Fp12.One;
        for (long position = exponent.GetBitLength() - 1; position >= 0; position--)
        {
            Crypto.Bn254.Fp12.Square(power, out power);
            if (!((exponent >> (int)position) & 1).IsZero)
            {
                Crypto.Bn254.Fp12.Multiply(power, value, out power);
            }
        }

        return power;
    }

    public static byte[] Bytes(in AffinePoint<Fp> point)
    {
        byte[] bytes = new byte[G1.SizeBytes];
        G1.Encode(point, bytes);
        return bytes;
    }

    public static byte[] Bytes(in AffinePoint<Fp2> point)
    {
        byte[] bytes = new byte[G2.SizeBytes];
        point.X.C1.Encode(bytes);
        point.X.C0.Encode(bytes.AsSpan(32));
        point.Y.C1.Encode(bytes.AsSpan(64));
        point.Y.C0.Encode(bytes.AsSpan(96));
        return bytes;
    }

    // (x + yi)^2 = a + bi: x^2 = (a + |a + bi|)/2 and y = b/2x, where roots of the prime field are powers since p = 3 modulo 4.
    private static bool TryRoot(in Fp2 value, out Fp2 root)
    {
        root = default;
        BigInteger a = Number(value.C0);
        BigInteger b = Number(value.C1);
        var norm = BigInteger.ModPow((a * a) + (b * b), (P + 1) / 4, P);
        foreach (BigInteger sign in (BigInteger[])[norm, P - norm])
        {
            var x = BigInteger.ModPow((a + sign) * ((P + 1) / 2), (P + 1) / 4, P);
            BigInteger y = b * BigInteger.ModPow(2 * x, P - 2, P) % P;
            root = new Fp2(Element(x), Element(y));
            Crypto.Bn254.Fp2.Square(root, out Fp2 square);
            if (Crypto.Bn254.Fp2.AreEqual(square, value))
            {
                return true;
            }
        }

        return false;
    }

    private static Fp Element(string text) => Element(BigInteger.Parse(text));
}
