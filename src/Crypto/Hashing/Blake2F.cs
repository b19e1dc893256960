using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ledger.Crypto.Hashing;

/// <summary>F, the compression function of BLAKE2b (RFC 7693, section 3.2) with a free number of rounds (EIP-152).</summary>
public static class Blake2F
{
    /// <summary>Length of the state h.</summary>
    public const int StateBytes = 64;

    /// <summary>Length of the message block m.</summary>
    public const int MessageBytes = 128;

    private const int WordCount = 16;
    private const int PermutationCount = 10;

    private static ReadOnlySpan<ulong> InitialVector =>
    [
        0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
        0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
    ];

    private static ReadOnlySpan<byte> Permutations =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
        11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
        7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
        9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
        2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
        12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
        13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
        6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
        10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
    ];

    /// <summary>Mixes one block into the state. Every number is little-endian; the caller pays for the rounds.</summary>
    /// <param name="rounds">Number of rounds; BLAKE2b itself uses 12.</param>
    /// <param name="state">The 64 bytes of h, replaced by the new state.</param>
    /// <param name="message">The 128 bytes of m.</param>
    /// <param name="offsetLow">The lower 64 bits of the offset counter t.</param>
    /// <param name="offsetHigh">The upper 64 bits of the offset counter t.</param>
    /// <param name="isFinal">Whether this is the last block.</param>
    public static void Compress(
        uint rounds, Span<byte> state, ReadOnlySpan<byte> message, ulong offsetLow, ulong offsetHigh, bool isFinal)
    {
        Span<ulong> h = stackalloc ulong[WordCount / 2];
        Span<ulong> m = stackalloc ulong[WordCount];
        Span<ulong> v = stackalloc ulong[WordCount];
        Read(state[..StateBytes], h);
        Read(message[..MessageBytes], m);
        h.CopyTo(v);
        InitialVector.CopyTo(v[8..]);
        v[12] ^= offsetLow;
        v[13] ^= offsetHigh;
        v[14] = isFinal ? ~v[14] : v[14];

        for (uint round = 0; round < rounds; round++)
        {
            int permutation = (int)(round % PermutationCount);
            Round(v, m, Permutations.Slice(permutation * WordCount, WordCount));
        }

        for (int i = 0; i < h.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(state[(i * sizeof(ulong))..], h[i] ^ v[i] ^ v[i + 8]);
        }
    }

    private static void Read(ReadOnlySpan<byte> bytes, Span<ulong> words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(i * sizeof(ulong))..]);
        }
    }

    private static void Round(Span<ulong> v, ReadOnlySpan<ulong> m, ReadOnlySpan<byte> order)
    {
        v = v[..WordCount];
        order = order[..WordCount];
        Mix(ref v[0], ref v[4], ref v[8], ref v[12], m[order[0]], m[order[1]]);
        Mix(ref v[1], ref v[5], ref v[9], ref v[13], m[order[2]], m[order[3]]);
        Mix(ref v[2], ref v[6], ref v[10], ref v[14], m[order[4]], m[order[5]]);
        Mix(ref v[3], ref v[7], ref v[11], ref v[15], m[order[6]], m[order[7]]);
        Mix(ref v[0], ref v[5], ref v[10], ref v[15], m[order[8]], m[order[9]]);
        Mix(ref v[1], ref v[6], ref v[11], ref v[12], m[order[10]], m[order[11]]);
        Mix(ref v[2], ref v[7], ref v[8], ref v[13], m[order[12]], m[order[13]]);
        Mix(ref v[3], ref v[4], ref v[9], ref v[14], m[order[14]], m[order[15]]);
    }

    // The function G. The arithmetic is modulo 2^64.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref ulong a, ref ulong b, ref ulong c, ref ulong d, ulong x, ulong y)
    {
        unchecked
        {
            ulong a1 = a + b + x;
            ulong d1 = BitOperations.RotateRight(d ^ a1, 32);
            ulong c1 = c + d1;
            ulong b1 = BitOperations.RotateRight(b ^ c1, 24);
            a = a1 + b1 + y;
            d = BitOperations.RotateRight(d1 ^ a, 16);
            c = c1 + d;
            b = BitOperations.RotateRight(b1 ^ c, 63);
        }
    }
}
