using System.Numerics;
using Ledger.Crypto.Bls12381;
using Ledger.Testing;

namespace Ledger.Crypto.Tests.Bls12381;

/// <summary>Points as bytes, padded (EIP-2537) and compressed.</summary>
public sealed class PointEncodingTests
{
    private const string CompressedG1 =
        "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb";

    private const string CompressedG2 =
        "93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"
        + "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8";

    [Fact]
    public void Points_come_back_from_their_encoding() => SeededCases.Run(20, random =>
    {
        Scalar scalar = FieldSource.NextScalar(random);
        var p = G1Point.Multiply(scalar, G1Point.Generator);
        var q = G2Point.Multiply(scalar, G2Point.Generator);
        byte[] g1 = new byte[G1Point.SizeBytes];
        byte[] g2 = new byte[G2Point.SizeBytes];
        p.Encode(g1);
        q.Encode(g2);

        Assert.True(G1Point.TryDecode(g1, out G1Point decodedP));
        Assert.True(G2Point.TryDecode(g2, out G2Point decodedQ));
        Assert.Equal(p, decodedP);
        Assert.Equal(q, decodedQ);
    });

    [Fact]
    public void Zeros_are_infinity()
    {
        Assert.True(G1Point.TryDecode(new byte[G1Point.SizeBytes], out G1Point p));
        Assert.True(G2Point.TryDecode(new byte[G2Point.SizeBytes], out G2Point q));
        Assert.True(p.IsInfinity);
        Assert.True(q.IsInfinity);
        byte[] encoded = new byte[G2Point.SizeBytes];
        Array.Fill(encoded, byte.MaxValue);
        q.Encode(encoded);
        Assert.Equal(new byte[G2Point.SizeBytes], encoded);
    }

    [Fact]
    public void Padding_must_be_zero_and_coordinates_below_the_modulus()
    {
        byte[] valid = new byte[G2Point.SizeBytes];
        G2Point.Generator.Encode(valid);
        for (int coordinate = 0; coordinate < 4; coordinate++)
        {
            for (int i = 0; i < 16; i++)
            {
                byte[] padded = [.. valid];
                padded[(64 * coordinate) + i] = 1;
                Assert.False(G2Point.TryDecode(padded, out _));
            }

            // The same residue, but not below p: c + p still fits 48 bytes.
            byte[] larger = [.. valid];
            Span<byte> bytes = larger.AsSpan((64 * coordinate) + 16, Fp.SizeBytes);
            BigInteger value = new BigInteger(bytes, isUnsigned: true, isBigEndian: true) + FieldSource.Modulus;
            FieldSource.ToBytes(value, Fp.SizeBytes).CopyTo(bytes);
            Assert.False(G2Point.TryDecode(larger, out _));
        }
    }

    [Fact]
    public void A_point_off_the_curve_is_refused()
    {
        byte[] g1 = new byte[G1Point.SizeBytes];
        byte[] g2 = new byte[G2Point.SizeBytes];
        G1Point.Generator.Encode(g1);
        G2Point.Generator.Encode(g2);
        g1[^1] ^= 1;
        g2[^1] ^= 1;

        Assert.False(G1Point.TryDecode(g1, out _));
        Assert.False(G2Point.TryDecode(g2, out _));
    }

    [Fact]
    public void The_generators_decompress()
    {
        Assert.True(G1Point.TryDecompress(Convert.FromHexString(CompressedG1), out G1Point p));
        Assert.True(G2Point.TryDecompress(Convert.FromHexString(CompressedG2), out G2Point q));
        Assert.Equal(G1Point.Generator, p);
        Assert.Equal(G2Point.Generator, q);
    }

    [Fact]
    public void The_third_flag_chooses_the_root()
    {
        byte[] g1 = Convert.FromHexString(CompressedG1);
        byte[] g2 = Convert.FromHexString(CompressedG2);
        g1[0] ^= 0x20;
        g2[0] ^= 0x20;

        Assert.True(G1Point.TryDecompress(g1, out G1Point p));
        Assert.True(G2Point.TryDecompress(g2, out G2Point q));
        Assert.Equal(G1Point.Negate(G1Point.Generator), p);
        Assert.Equal(G2Point.Negate(G2Point.Generator), q);
    }

    [Theory]
    [InlineData(0xc0, 0, true)]
    [InlineData(0xc0, 1, false)]
    [InlineData(0xe0, 0, false)]
    [InlineData(0x40, 0, false)]
    [InlineData(0x00, 0, false)]
    public void Infinity_has_one_compressed_form(byte first, byte last, bool isValid)
    {
        byte[] g1 = new byte[G1Point.CompressedBytes];
        byte[] g2 = new byte[G2Point.CompressedBytes];
        g1[0] = g2[0] = first;
        g1[^1] = g2[^1] = last;

        Assert.Equal(isValid, G1Point.TryDecompress(g1, out G1Point p));
        Assert.Equal(isValid, G2Point.TryDecompress(g2, out G2Point q));
        Assert.True(p.IsInfinity);
        Assert.True(q.IsInfinity);
    }

    [Fact]
    public void Bad_compressed_points_are_refused()
    {
        byte[] valid = Convert.FromHexString(CompressedG1);
        byte[] uncompressed = [.. valid];
        uncompressed[0] &= 0x7f;
        byte[] modulus = FieldSource.ToBytes(FieldSource.Modulus, Fp.SizeBytes);
        modulus[0] |= 0x80;

        Assert.False(G1Point.TryDecompress(uncompressed, out _));
        Assert.False(G1Point.TryDecompress(modulus, out _));
        Assert.False(G1Point.TryDecompress(valid.AsSpan(1), out _));
        Assert.False(G1Point.TryDecompress([], out _));

        // 1³ + 4 = 5 is no square: it is the norm of the non-square of the extension.
        byte[] off = new byte[G1Point.CompressedBytes];
        off[0] = 0x80;
        off[^1] = 1;
        Assert.False(G1Point.TryDecompress(off, out _));
    }
}
