using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Ledger.Crypto.Tests.Vrf;

/// <summary>RFC 9381 section 5 word by word over any curve y^2 = x^3 + ax + b with a prime p that is 3 modulo 4: slow,
/// careless with secrets, and close enough to the text to be read against it.</summary>
internal sealed class EcvrfModel(byte suite, BigInteger p, BigInteger a, BigInteger b, BigInteger n, BigInteger gx, BigInteger gy)
{
    /// <summary>The suite of this project.</summary>
    public static EcvrfModel Secp256k1 { get; } = new(
        0xfe,
        Number("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f"),
        0,
        7,
        Number("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"),
        Number("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"),
        Number("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"));

    /// <summary>The suite ECVRF-P256-SHA256-TAI, for which the RFC has vectors.</summary>
    public static EcvrfModel P256 { get; } = new(
        0x01,
        Number("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"),
        -3,
        Number("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
        Number("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
        Number("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
        Number("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"));

    public BigInteger Order => n;

    private (BigInteger X, BigInteger Y) Generator => (gx, gy);

    public static BigInteger Number(string digits) => BigInteger.Parse("0" + digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public static byte[] Bytes(BigInteger value, int length)
    {
        byte[] bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - bytes.Length], .. bytes];
    }

    public byte[] PublicKey(BigInteger x) => Encode(Multiply(x, Generator));

    /// <summary>ECVRF_prove with a given nonce; the point at infinity, which the RFC leaves to SEC 1, is one zero byte.</summary>
    public byte[] Prove(BigInteger x, byte[] alpha, BigInteger k) => ProveFalsely(x, x, alpha, k);

    /// <summary>What a liar makes who takes the gamma of another key and is honest in all else.</summary>
    public byte[] ProveFalsely(BigInteger keyOfGamma, BigInteger x, byte[] alpha, BigInteger k)
    {
        (BigInteger X, BigInteger Y) h = EncodeToCurve(PublicKey(x), alpha);
        (BigInteger X, BigInteger Y)? gamma = Multiply(keyOfGamma, h);
        BigInteger c = Challenge(Multiply(x, Generator), h, gamma, Multiply(k, Generator), Multiply(k, h));
        return [.. Encode(gamma), .. Bytes(c, 16), .. Bytes((k + (c * x)) % n, 32)];
    }

    /// <summary>ECVRF_verify; the output, or nothing when the proof is not valid.</summary>
    public byte[]? Verify(byte[] publicKey, byte[] alpha, byte[] proof)
    {
        (BigInteger X, BigInteger Y)? y = Decode(publicKey);
        (BigInteger X, BigInteger Y)? gamma = Decode(proof[..33]);
        BigInteger c = new(proof.AsSpan(33, 16), isUnsigned: true, isBigEndian: true);
        BigInteger s = new(proof.AsSpan(49, 32), isUnsigned: true, isBigEndian: true);
        if (y is null || gamma is null || s >= n)
        {
            return null;
        }

        (BigInteger X, BigInteger Y) h = EncodeToCurve(publicKey, alpha);
        (BigInteger X, BigInteger Y)? u = Add(Multiply(s, Generator), Multiply(n - c, y));
        (BigInteger X, BigInteger Y)? v = Add(Multiply(s, h), Multiply(n - c, gamma));
        return Challenge(y, h, gamma, u, v) == c ? Output(proof) : null;
    }

    public byte[] Output(byte[] proof) => SHA256.HashData([suite, 3, .. proof[..33], 0]);

    public byte[] EncodedInput(byte[] publicKey, byte[] alpha) => Encode(EncodeToCurve(publicKey, alpha));

    private (BigInteger X, BigInteger Y) EncodeToCurve(byte[] publicKey, byte[] alpha)
    {
        for (int counter = 0; ; counter++)
        {
            byte[] hash = SHA256.HashData([suite, 1, .. publicKey, .. alpha, (byte)counter, 0]);
            if (Decode([2, .. hash]) is { } point)
            {
                return point;
            }
        }
    }

    private BigInteger Challenge(params (BigInteger X, BigInteger Y)?[] points)
    {
        byte[] hash = SHA256.HashData([suite, 2, .. points.SelectMany(Encode), 0]);
        return new BigInteger(hash.AsSpan(0, 16), isUnsigned: true, isBigEndian: true);
    }

    private static byte[] Encode((BigInteger X, BigInteger Y)? point) =>
        point is { } some ? [(byte)(some.Y.IsEven ? 2 : 3), .. Bytes(some.X, 32)] : [0];

    private (BigInteger X, BigInteger Y)? Decode(byte[] encoded)
    {
        BigInteger x = new(encoded.AsSpan(1), isUnsigned: true, isBigEndian: true);
        BigInteger square = Mod((x * x * x) + (a * x) + b);
        var y = BigInteger.ModPow(square, (p + 1) / 4, p);
        if (encoded[0] is not (2 or 3) || x >= p || Mod(y * y) != square)
        {
            return null;
        }

        return (x, y.IsEven == (encoded[0] == 2) ? y : p - y);
    }

    private (BigInteger X, BigInteger Y)? Multiply(BigInteger factor, (BigInteger X, BigInteger Y)? point)
    {
        (BigInteger X, BigInteger Y)? sum = null;
        for (BigInteger rest = factor % n; rest > 0; rest >>= 1)
        {
            sum = rest.IsEven ? sum : Add(sum, point);
            point = Add(point, point);
        }

        return sum;
    }

    private (BigInteger X, BigInteger Y)? Add((BigInteger X, BigInteger Y)? left, (BigInteger X, BigInteger Y)? right)
    {
        if (left is not { } l || right is not { } r)
        {
            return left ?? right;
        }

        if (l.X == r.X && Mod(l.Y + r.Y) == 0)
        {
            return null;
        }

        BigInteger slope = l == r
            ? ((3 * l.X * l.X) + a) * Inverse(2 * l.Y)
            : (r.Y - l.Y) * Inverse(r.X - l.X);
        BigInteger x = Mod((slope * slope) - l.X - r.X);
        return (x, Mod((slope * (l.X - x)) - l.Y));
    }

    private BigInteger Inverse(BigInteger value) => BigInteger.ModPow(Mod(value), p - 2, p);

    private BigInteger Mod(BigInteger value)
    {
        BigInteger rest = value % p;
        return rest.Sign < 0 ? rest + p : rest;
    }
}
