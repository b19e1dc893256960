using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Hashing;

/// <summary>The 25 lanes of Keccak-f[1600] (FIPS 202, section 3): lane x, y stands at index x + 5 y.</summary>
[InlineArray(LaneCount)]
internal struct KeccakState
{
    /// <summary>Number of 64-bit lanes.</summary>
    public const int LaneCount = 25;

    /// <summary>Bytes taken in before each permutation when the capacity is 512 bits, as for a 256-bit digest.</summary>
    public const int RateBytes = 136;

    private const int RoundCount = 24;

    private ulong _lane0;

    /// <summary>What each round adds to lane 0.</summary>
    public static ReadOnlySpan<ulong> RoundConstants =>
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
        0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
        0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
        0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    /// <summary>Takes in one block of <see cref="RateBytes"/> bytes and permutes.</summary>
    public static void Absorb(ref KeccakState state, ReadOnlySpan<byte> block)
    {
        block = block[..RateBytes];
        for (int lane = 0; lane < RateBytes / sizeof(ulong); lane++)
        {
            state[lane] ^= BinaryPrimitives.ReadUInt64LittleEndian(block[(lane * sizeof(ulong))..]);
        }

        Permute(ref state);
    }

    /// <summary>Reads the first 32 bytes of the state.</summary>
    public static Hash256 Digest(in KeccakState state)
    {
        Span<byte> digest = stackalloc byte[Hash256.SizeBytes];
        for (int lane = 0; lane < Hash256.SizeBytes / sizeof(ulong); lane++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(digest[(lane * sizeof(ulong))..], state[lane]);
        }

        return new Hash256(digest);
    }

    /// <summary>The 24 rounds.</summary>
    public static void Permute(ref KeccakState state)
    {
        Unsafe.SkipInit(out KeccakState other);
        ReadOnlySpan<ulong> constants = RoundConstants;
        for (int round = 0; round < RoundCount; round += 2)
        {
            Round(in state, ref other, constants[round]);
            Round(in other, ref state, constants[round + 1]);
        }
    }

    // Theta, rho, pi, chi and iota from one array of lanes into another: written out, so that every index and every
    // rotation is a constant and the lanes need no moving between rounds.
    private static void Round(in KeccakState a, ref KeccakState b, ulong constant)
    {
        ulong c0 = a[0] ^ a[5] ^ a[10] ^ a[15] ^ a[20];
        ulong c1 = a[1] ^ a[6] ^ a[11] ^ a[16] ^ a[21];
        ulong c2 = a[2] ^ a[7] ^ a[12] ^ a[17] ^ a[22];
        ulong c3 = a[3] ^ a[8] ^ a[13] ^ a[18] ^ a[23];
        ulong c4 = a[4] ^ a[9] ^ a[14] ^ a[19] ^ a[24];
        ulong d0 = c4 ^ Rotate(c1, 1);
        ulong d1 = c0 ^ Rotate(c2, 1);
        ulong d2 = c1 ^ Rotate(c3, 1);
        ulong d3 = c2 ^ Rotate(c4, 1);
        ulong d4 = c3 ^ Rotate(c0, 1);

        Chi(
            a[0] ^ d0, Rotate(a[6] ^ d1, 44), Rotate(a[12] ^ d2, 43), Rotate(a[18] ^ d3, 21), Rotate(a[24] ^ d4, 14),
            out b[0], out b[1], out b[2], out b[3], out b[4]);
        b[0] ^= constant;
        Chi(
            Rotate(a[3] ^ d3, 28), Rotate(a[9] ^ d4, 20), Rotate(a[10] ^ d0, 3), Rotate(a[16] ^ d1, 45),
            Rotate(a[22] ^ d2, 61), out b[5], out b[6], out b[7], out b[8], out b[9]);
        Chi(
            Rotate(a[1] ^ d1, 1), Rotate(a[7] ^ d2, 6), Rotate(a[13] ^ d3, 25), Rotate(a[19] ^ d4, 8),
            Rotate(a[20] ^ d0, 18), out b[10], out b[11], out b[12], out b[13], out b[14]);
        Chi(
            Rotate(a[4] ^ d4, 27), Rotate(a[5] ^ d0, 36), Rotate(a[11] ^ d1, 10), Rotate(a[17] ^ d2, 15),
            Rotate(a[23] ^ d3, 56), out b[15], out b[16], out b[17], out b[18], out b[19]);
        Chi(
            Rotate(a[2] ^ d2, 62), Rotate(a[8] ^ d3, 55), Rotate(a[14] ^ d4, 39), Rotate(a[15] ^ d0, 41),
            Rotate(a[21] ^ d1, 2), out b[20], out b[21], out b[22], out b[23], out b[24]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Chi(
        ulong x0, ulong x1, ulong x2, ulong x3, ulong x4,
        out ulong y0, out ulong y1, out ulong y2, out ulong y3, out ulong y4)
    {
        y0 = x0 ^ (~x1 & x2);
        y1 = x1 ^ (~x2 & x3);
        y2 = x2 ^ (~x3 & x4);
        y3 = x3 ^ (~x4 & x0);
        y4 = x4 ^ (~x0 & x1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Rotate(ulong lane, int bits) => BitOperations.RotateLeft(lane, bits);
}
