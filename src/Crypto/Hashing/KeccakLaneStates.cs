using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Hashing;

/// <summary>Eight states of Keccak-f[1600] side by side: vector i holds lane i (<see cref="KeccakState"/>) of all of them.</summary>
[InlineArray(KeccakState.LaneCount)]
internal struct KeccakLaneStates
{
    // Truth tables of VPTERNLOGQ.
    private const byte Xor3 = 0x96;
    private const byte XorAndNot = 0xD2; // a ^ (~b & c)

    private Vector512<ulong> _lane0;

    /// <summary>What two of them take on the stack, aligned to cache lines: a vector that lies across two costs twice.</summary>
    public const int RoomBytes = (2 * StatesBytes) + AlignmentBytes;

    private const int StatesBytes = KeccakState.LaneCount * AlignmentBytes;
    private const int AlignmentBytes = 64;

    /// <summary>One of the two that fit into some room on the stack.</summary>
    public static ref KeccakLaneStates Aligned(Span<byte> room, int index)
    {
        ref byte start = ref MemoryMarshal.GetReference(room);
        int past = (int)(Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref start) & (AlignmentBytes - 1));
        return ref Unsafe.As<byte, KeccakLaneStates>(ref Unsafe.Add(ref start, AlignmentBytes - past + (index * StatesBytes)));
    }

    /// <summary>Makes one state zero.</summary>
    public void Clear(int state)
    {
        Span<ulong> words = Words(ref this);
        for (int i = state; i < words.Length; i += KeccakLanes.Lanes)
        {
            words[i] = 0;
        }
    }

    /// <summary>Takes one block of <see cref="KeccakState.RateBytes"/> bytes into one state, without permuting.</summary>
    public void Absorb(int state, ReadOnlySpan<byte> block)
    {
        ref ulong word = ref Unsafe.Add(ref Unsafe.As<Vector512<ulong>, ulong>(ref _lane0), state);
        for (int i = 0; i < KeccakState.RateBytes / sizeof(ulong); i++)
        {
            Unsafe.Add(ref word, i * KeccakLanes.Lanes) ^= BinaryPrimitives.ReadUInt64LittleEndian(block[(i * sizeof(ulong))..]);
        }
    }

    /// <summary>Reads the first 32 bytes of one state.</summary>
    public Hash256 Digest(int state)
    {
        Span<ulong> words = Words(ref this);
        Span<byte> digest = stackalloc byte[Hash256.SizeBytes];
        for (int i = 0; i < Hash256.SizeBytes / sizeof(ulong); i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(digest[(i * sizeof(ulong))..], words[(i * KeccakLanes.Lanes) + state]);
        }

        return new Hash256(digest);
    }

    /// <summary>The 24 rounds, of all eight.</summary>
    public static void Permute(ref KeccakLaneStates states, ref KeccakLaneStates other)
    {
        ReadOnlySpan<ulong> constants = KeccakState.RoundConstants;
        for (int round = 0; round < constants.Length; round += 2)
        {
            Round(in states, ref other, constants[round]);
            Round(in other, ref states, constants[round + 1]);
        }
    }

    // As in KeccakState, with vectors.
    private static void Round(in KeccakLaneStates a, ref KeccakLaneStates b, ulong constant)
    {
        Vector512<ulong> c0 = Parity(a[0], a[5], a[10], a[15], a[20]);
        Vector512<ulong> c1 = Parity(a[1], a[6], a[11], a[16], a[21]);
        Vector512<ulong> c2 = Parity(a[2], a[7], a[12], a[17], a[22]);
        Vector512<ulong> c3 = Parity(a[3], a[8], a[13], a[18], a[23]);
        Vector512<ulong> c4 = Parity(a[4], a[9], a[14], a[19], a[24]);
        Vector512<ulong> r0 = Avx512F.RotateLeft(c0, 1);
        Vector512<ulong> r1 = Avx512F.RotateLeft(c1, 1);
        Vector512<ulong> r2 = Avx512F.RotateLeft(c2, 1);
        Vector512<ulong> r3 = Avx512F.RotateLeft(c3, 1);
        Vector512<ulong> r4 = Avx512F.RotateLeft(c4, 1);

        Chi(
            Mix(a[0], c4, r1), Avx512F.RotateLeft(Mix(a[6], c0, r2), 44), Avx512F.RotateLeft(Mix(a[12], c1, r3), 43),
            Avx512F.RotateLeft(Mix(a[18], c2, r4), 21), Avx512F.RotateLeft(Mix(a[24], c3, r0), 14),
            out b[0], out b[1], out b[2], out b[3], out b[4]);
        b[0] ^= Vector512.Create(constant);
        Chi(
            Avx512F.RotateLeft(Mix(a[3], c2, r4), 28), Avx512F.RotateLeft(Mix(a[9], c3, r0), 20),
            Avx512F.RotateLeft(Mix(a[10], c4, r1), 3), Avx512F.RotateLeft(Mix(a[16], c0, r2), 45),
            Avx512F.RotateLeft(Mix(a[22], c1, r3), 61), out b[5], out b[6], out b[7], out b[8], out b[9]);
        Chi(
            Avx512F.RotateLeft(Mix(a[1], c0, r2), 1), Avx512F.RotateLeft(Mix(a[7], c1, r3), 6),
            Avx512F.RotateLeft(Mix(a[13], c2, r4), 25), Avx512F.RotateLeft(Mix(a[19], c3, r0), 8),
            Avx512F.RotateLeft(Mix(a[20], c4, r1), 18), out b[10], out b[11], out b[12], out b[13], out b[14]);
        Chi(
            Avx512F.RotateLeft(Mix(a[4], c3, r0), 27), Avx512F.RotateLeft(Mix(a[5], c4, r1), 36),
            Avx512F.RotateLeft(Mix(a[11], c0, r2), 10), Avx512F.RotateLeft(Mix(a[17], c1, r3), 15),
            Avx512F.RotateLeft(Mix(a[23], c2, r4), 56), out b[15], out b[16], out b[17], out b[18], out b[19]);
        Chi(
            Avx512F.RotateLeft(Mix(a[2], c1, r3), 62), Avx512F.RotateLeft(Mix(a[8], c2, r4), 55),
            Avx512F.RotateLeft(Mix(a[14], c3, r0), 39), Avx512F.RotateLeft(Mix(a[15], c4, r1), 41),
            Avx512F.RotateLeft(Mix(a[21], c0, r2), 2), out b[20], out b[21], out b[22], out b[23], out b[24]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Parity(
        Vector512<ulong> x0, Vector512<ulong> x1, Vector512<ulong> x2, Vector512<ulong> x3, Vector512<ulong> x4) =>
        Avx512F.TernaryLogic(Avx512F.TernaryLogic(x0, x1, x2, Xor3), x3, x4, Xor3);

    /// <summary>Theta's second half: a lane with the parities of the columns beside it, one of them rotated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Mix(Vector512<ulong> lane, Vector512<ulong> left, Vector512<ulong> right) =>
        Avx512F.TernaryLogic(lane, left, right, Xor3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Chi(
        Vector512<ulong> x0, Vector512<ulong> x1, Vector512<ulong> x2, Vector512<ulong> x3, Vector512<ulong> x4,
        out Vector512<ulong> y0, out Vector512<ulong> y1, out Vector512<ulong> y2, out Vector512<ulong> y3, out Vector512<ulong> y4)
    {
        y0 = Avx512F.TernaryLogic(x0, x1, x2, XorAndNot);
        y1 = Avx512F.TernaryLogic(x1, x2, x3, XorAndNot);
        y2 = Avx512F.TernaryLogic(x2, x3, x4, XorAndNot);
        y3 = Avx512F.TernaryLogic(x3, x4, x0, XorAndNot);
        y4 = Avx512F.TernaryLogic(x4, x0, x1, XorAndNot);
    }

    private static Span<ulong> Words(ref KeccakLaneStates states) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<Vector512<ulong>, ulong>(ref states._lane0), KeccakState.LaneCount * KeccakLanes.Lanes);
}
