using System.Security.Cryptography;
using Ledger.Crypto.Bls12381;

namespace Ledger.Crypto.Kzg;

/// <summary>Proofs that a committed polynomial has a value at a point (A. Kate, G. Zaverucha and I. Goldberg; EIP-4844).</summary>
public static class KzgProof
{
    /// <summary>Bytes of a commitment or a proof: a compressed point of G1.</summary>
    public const int PointBytes = G1Point.CompressedBytes;

    /// <summary>Bytes of the hash that stands for a commitment.</summary>
    public const int VersionedHashBytes = 32;

    private const byte VersionOfHash = 0x01;

    private static readonly LineTable GeneratorLines = new(G2Point.Generator);

    // The secret τ of the ceremony times the generator of G2: the second point of its result.
    private static readonly LineTable TauLines = Decompress(
        "b5bfd7dd8cdeb128843bc287230af38926187075cbfbefa81009a2ce615ac53d2914e5870cb452d2afaaab24f3499f72"
        + "185cbfee53492714734429b7b38608e23926c911cceceac9a36851477ba4c60b087041de621000edc98edada20c1def2");

    /// <summary>Whether a hash stands for a commitment: its SHA-256 with the first byte 0x01 (EIP-4844).</summary>
    /// <param name="versionedHash">32 bytes.</param>
    /// <param name="commitment">48 bytes.</param>
    public static bool IsVersionedHash(ReadOnlySpan<byte> versionedHash, ReadOnlySpan<byte> commitment)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(commitment, hash);
        hash[0] = VersionOfHash;
        return hash.SequenceEqual(versionedHash);
    }

    /// <summary>Whether the polynomial of a commitment has the value y at z.</summary>
    /// <param name="commitment">48 bytes: C.</param>
    /// <param name="z">32 bytes, big-endian, below the order r.</param>
    /// <param name="y">32 bytes, big-endian, below the order r.</param>
    /// <param name="proof">48 bytes: W.</param>
    /// <returns>Whether all is well-formed, both points are in G1, and e(C - y G1 + z W, G2) = e(W, τ G2).</returns>
    public static bool Verify(
        ReadOnlySpan<byte> commitment, ReadOnlySpan<byte> z, ReadOnlySpan<byte> y, ReadOnlySpan<byte> proof)
    {
        if (!Scalar.TryDecodeCanonical(z, out Scalar point)
            || !Scalar.TryDecodeCanonical(y, out Scalar value)
            || !TryDecompress(commitment, out G1Point committed)
            || !TryDecompress(proof, out G1Point witness))
        {
            return false;
        }

        // The textbook has e(C - y G1, G2) = e(W, τ G2 - z G2). With z W on the left no point of G2 has to be computed.
        var multiples = G1Point.Sum([G1Point.Generator, witness], [Scalar.Negate(value), point]);
        var left = G1Point.Add(committed, multiples);
        var loop = new MillerLoop(countMax: 2);
        loop.Add(left.Affine, GeneratorLines);
        loop.Add(G1Point.Negate(witness).Affine, TauLines);
        return Pairing.IsOne(loop);
    }

    private static bool TryDecompress(ReadOnlySpan<byte> bytes, out G1Point point) =>
        G1Point.TryDecompress(bytes, out point) && point.IsInSubgroup;

    private static LineTable Decompress(string hex) =>
        G2Point.TryDecompress(Convert.FromHexString(hex), out G2Point point) && point.IsInSubgroup
            ? new LineTable(point)
            : throw new InvalidOperationException("The point of the ceremony is not in G2.");
}
