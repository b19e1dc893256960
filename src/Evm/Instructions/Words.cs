using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Ledger.Domain.Primitives;

namespace Ledger.Evm.Instructions;

/// <summary>The words of the stack as limbs: what the interpreter's loop does in place, without a call.</summary>
/// <remarks>All arithmetic is modulo 2^256, hence unchecked.</remarks>
internal static unsafe class Words
{
    private const int LimbBits = 64;

    /// <summary>Writes a word below 2^64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(UInt256* word, ulong value)
    {
        ulong* limbs = (ulong*)word;
        limbs[0] = value;
        limbs[1] = 0;
        limbs[2] = 0;
        limbs[3] = 0;
    }

    /// <summary>Writes one or zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(UInt256* word, bool value) => Set(word, value ? 1UL : 0UL);

    /// <summary>Copies a word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(UInt256* source, UInt256* target) => Vector256.Store(Vector256.Load((byte*)source), (byte*)target);

    /// <summary>Exchanges two words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Swap(UInt256* left, UInt256* right)
    {
        var kept = Vector256.Load((byte*)left);
        Vector256.Store(Vector256.Load((byte*)right), (byte*)left);
        Vector256.Store(kept, (byte*)right);
    }

    /// <summary>Whether a word is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsZero(UInt256* word)
    {
        ulong* limbs = (ulong*)word;
        return (limbs[0] | limbs[1] | limbs[2] | limbs[3]) == 0;
    }

    /// <summary>Whether two words are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreEqual(UInt256* left, UInt256* right)
    {
        ulong* a = (ulong*)left;
        ulong* b = (ulong*)right;
        return ((a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2]) | (a[3] ^ b[3])) == 0;
    }

    /// <summary>Whether the left word is below the right one, unsigned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsBelow(UInt256* left, UInt256* right)
    {
        ulong* a = (ulong*)left;
        ulong* b = (ulong*)right;
        return ((a[1] ^ b[1]) | (a[2] ^ b[2]) | (a[3] ^ b[3])) == 0 ? a[0] < b[0] : IsBelowInHighLimbs(a, b);
    }

    /// <summary>Whether the left word is below the right one, both in two's complement.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsBelowSigned(UInt256* left, UInt256* right)
    {
        long leftHigh = ((long*)left)[3];
        long rightHigh = ((long*)right)[3];
        return leftHigh != rightHigh ? leftHigh < rightHigh : IsBelow(left, right);
    }

    /// <summary>Adds <paramref name="left"/> to <paramref name="target"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(UInt256* target, UInt256* left)
    {
        ulong* r = (ulong*)target;
        ulong* a = (ulong*)left;
        ulong s0 = unchecked(a[0] + r[0]);
        ulong c0 = s0 < a[0] ? 1UL : 0UL;
        ulong s1 = unchecked(a[1] + r[1]);
        ulong c1 = s1 < a[1] ? 1UL : 0UL;
        ulong s2 = unchecked(a[2] + r[2]);
        ulong c2 = s2 < a[2] ? 1UL : 0UL;
        ulong s3 = unchecked(a[3] + r[3]);
        s1 = unchecked(s1 + c0);
        c1 += s1 < c0 ? 1UL : 0UL;
        s2 = unchecked(s2 + c1);
        c2 += s2 < c1 ? 1UL : 0UL;
        r[0] = s0;
        r[1] = s1;
        r[2] = s2;
        r[3] = unchecked(s3 + c2);
    }

    /// <summary>Subtracts <paramref name="target"/> from <paramref name="left"/> into <paramref name="target"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SubtractFrom(UInt256* target, UInt256* left)
    {
        ulong* r = (ulong*)target;
        ulong* a = (ulong*)left;
        ulong d0 = unchecked(a[0] - r[0]);
        ulong b0 = a[0] < r[0] ? 1UL : 0UL;
        ulong d1 = unchecked(a[1] - r[1]);
        ulong b1 = a[1] < r[1] ? 1UL : 0UL;
        ulong d2 = unchecked(a[2] - r[2]);
        ulong b2 = a[2] < r[2] ? 1UL : 0UL;
        ulong d3 = unchecked(a[3] - r[3]);
        b1 += d1 < b0 ? 1UL : 0UL;
        b2 += d2 < b1 ? 1UL : 0UL;
        r[0] = d0;
        r[1] = unchecked(d1 - b0);
        r[2] = unchecked(d2 - b1);
        r[3] = unchecked(d3 - b2);
    }

    /// <summary>Bitwise and into <paramref name="target"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void And(UInt256* target, UInt256* other) =>
        Vector256.Store(Vector256.Load((byte*)target) & Vector256.Load((byte*)other), (byte*)target);

    /// <summary>Bitwise or into <paramref name="target"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Or(UInt256* target, UInt256* other) =>
        Vector256.Store(Vector256.Load((byte*)target) | Vector256.Load((byte*)other), (byte*)target);

    /// <summary>Bitwise exclusive or into <paramref name="target"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Xor(UInt256* target, UInt256* other) =>
        Vector256.Store(Vector256.Load((byte*)target) ^ Vector256.Load((byte*)other), (byte*)target);

    /// <summary>Bitwise complement in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Not(UInt256* target) => Vector256.Store(~Vector256.Load((byte*)target), (byte*)target);

    /// <summary>Shifts left by a word; 256 and more give zero (EIP-145).</summary>
    public static void ShiftLeft(UInt256* target, UInt256* shift)
    {
        ulong* v = (ulong*)target;
        if (!shift->IsUInt64 || shift->Low64 >= 256)
        {
            Set(target, 0);
            return;
        }

        int limbs = (int)shift->Low64 / LimbBits;
        int bits = (int)shift->Low64 % LimbBits;
        for (int i = 3; i >= 0; i--)
        {
            ulong low = i - limbs - 1 >= 0 ? v[i - limbs - 1] : 0;
            v[i] = i - limbs >= 0 ? (v[i - limbs] << bits) | (low >> 1 >> (LimbBits - 1 - bits)) : 0;
        }
    }

    /// <summary>Shifts right by a word, the sign not kept; 256 and more give zero (EIP-145).</summary>
    public static void ShiftRight(UInt256* target, UInt256* shift) => ShiftRight(target, shift, 0);

    /// <summary>Shifts right by a word in two's complement; 256 and more leave only the sign (EIP-145).</summary>
    public static void ShiftRightSigned(UInt256* target, UInt256* shift) =>
        ShiftRight(target, shift, (ulong)(((long*)target)[3] >> (LimbBits - 1)));

    /// <summary>Reads a word at any address, most significant byte first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Read(byte* source, UInt256* target)
    {
        ulong* limbs = (ulong*)target;
        ulong u3 = ReadLimb(source);
        ulong u2 = ReadLimb(source + 8);
        ulong u1 = ReadLimb(source + 16);
        limbs[0] = ReadLimb(source + 24);
        limbs[1] = u1;
        limbs[2] = u2;
        limbs[3] = u3;
    }

    /// <summary>Writes a word at any address, most significant byte first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(UInt256* source, byte* target)
    {
        ulong* limbs = (ulong*)source;
        Unsafe.WriteUnaligned(target, BinaryPrimitives.ReverseEndianness(limbs[3]));
        Unsafe.WriteUnaligned(target + 8, BinaryPrimitives.ReverseEndianness(limbs[2]));
        Unsafe.WriteUnaligned(target + 16, BinaryPrimitives.ReverseEndianness(limbs[1]));
        Unsafe.WriteUnaligned(target + 24, BinaryPrimitives.ReverseEndianness(limbs[0]));
    }

    /// <summary>Reads eight bytes, most significant first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ReadLimb(byte* source) =>
        BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ulong>(source));

    /// <summary>Reads the immediate of a PUSH of any size; the padding around the code makes every read legal.</summary>
    /// <param name="push">Where the PUSH stands.</param>
    /// <param name="target">Where the word goes.</param>
    /// <returns>The next instruction.</returns>
    public static byte* ReadImmediate(byte* push, UInt256* target)
    {
        int size = *push - (byte)Opcode.Push0;
        byte* end = push + 1 + size;
        ulong* limbs = (ulong*)target;
        for (int i = 0; i < 4; i++)
        {
            int bytes = Math.Clamp(size - (8 * i), 0, 8);
            ulong limb = ReadLimb(end - (8 * (i + 1)));
            limbs[i] = bytes == 0 ? 0 : limb & (ulong.MaxValue >> (LimbBits - (8 * bytes)));
        }

        return end;
    }

    /// <summary>Writes an address as a word.</summary>
    public static void Set(UInt256* target, in Address address)
    {
        byte* bytes = stackalloc byte[UInt256.SizeBytes];
        *(UInt256*)bytes = default;
        address.Bytes.CopyTo(new Span<byte>(bytes + 12, Address.SizeBytes));
        Read(bytes, target);
    }

    /// <summary>The address in the low 20 bytes of a word.</summary>
    public static Address ToAddress(UInt256* word)
    {
        byte* bytes = stackalloc byte[UInt256.SizeBytes];
        Write(word, bytes);
        return Unsafe.ReadUnaligned<Address>(bytes + 12);
    }

    private static void ShiftRight(UInt256* target, UInt256* shift, ulong fill)
    {
        ulong* v = (ulong*)target;
        if (!shift->IsUInt64 || shift->Low64 >= 256)
        {
            Vector256.Store(Vector256.Create(fill), v);
            return;
        }

        int limbs = (int)shift->Low64 / LimbBits;
        int bits = (int)shift->Low64 % LimbBits;
        for (int i = 0; i < 4; i++)
        {
            ulong low = i + limbs < 4 ? v[i + limbs] : fill;
            ulong high = i + limbs + 1 < 4 ? v[i + limbs + 1] : fill;
            v[i] = (low >> bits) | (high << 1 << (LimbBits - 1 - bits));
        }
    }

    private static bool IsBelowInHighLimbs(ulong* a, ulong* b) =>
        a[3] != b[3] ? a[3] < b[3]
        : a[2] != b[2] ? a[2] < b[2]
        : a[1] != b[1] ? a[1] < b[1]
        : a[0] < b[0];
}
