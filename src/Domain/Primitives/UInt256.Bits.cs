using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ledger.Domain.Primitives;

public readonly partial struct UInt256
{
    private const int BitCount = 256;
    private const int LimbBits = 64;
    private const int LimbCount = 4;

    /// <summary>Number of zero bits above the highest set bit; 256 for zero (EIP-7939: CLZ).</summary>
    public int LeadingZeroCount => BitCount - BitLength;

    /// <summary>Number of zero bits below the lowest set bit; 256 for zero.</summary>
    public int TrailingZeroCount =>
        _u0 != 0 ? BitOperations.TrailingZeroCount(_u0)
        : _u1 != 0 ? LimbBits + BitOperations.TrailingZeroCount(_u1)
        : _u2 != 0 ? (2 * LimbBits) + BitOperations.TrailingZeroCount(_u2)
        : _u3 != 0 ? (3 * LimbBits) + BitOperations.TrailingZeroCount(_u3)
        : BitCount;

    /// <summary>Number of set bits.</summary>
    public int PopCount =>
        BitOperations.PopCount(_u0) + BitOperations.PopCount(_u1)
        + BitOperations.PopCount(_u2) + BitOperations.PopCount(_u3);

    /// <summary>Whether exactly one bit is set.</summary>
    public bool IsPowerOfTwo => PopCount == 1;

    /// <summary>Bitwise and.</summary>
    public static UInt256 operator &(in UInt256 left, in UInt256 right) =>
        new(left._u0 & right._u0, left._u1 & right._u1, left._u2 & right._u2, left._u3 & right._u3);

    /// <summary>Bitwise or.</summary>
    public static UInt256 operator |(in UInt256 left, in UInt256 right) =>
        new(left._u0 | right._u0, left._u1 | right._u1, left._u2 | right._u2, left._u3 | right._u3);

    /// <summary>Bitwise exclusive or.</summary>
    public static UInt256 operator ^(in UInt256 left, in UInt256 right) =>
        new(left._u0 ^ right._u0, left._u1 ^ right._u1, left._u2 ^ right._u2, left._u3 ^ right._u3);

    /// <summary>Bitwise complement.</summary>
    public static UInt256 operator ~(in UInt256 value) => new(~value._u0, ~value._u1, ~value._u2, ~value._u3);

    /// <summary>Shifts left; bits above 2^256 are lost.</summary>
    /// <param name="value">What is shifted.</param>
    /// <param name="shift">Number of bits, not negative; 256 and more give zero (unlike the language's own integers).</param>
    public static UInt256 operator <<(in UInt256 value, int shift)
    {
        int bits = shift % LimbBits;
        UInt256 moved = (shift / LimbBits) switch
        {
            0 => value,
            1 => new UInt256(0, value._u0, value._u1, value._u2),
            2 => new UInt256(0, 0, value._u0, value._u1),
            3 => new UInt256(0, 0, 0, value._u0),
            _ => Zero,
        };
        return bits == 0 ? moved : new UInt256(
            moved._u0 << bits,
            (moved._u1 << bits) | (moved._u0 >> (LimbBits - bits)),
            (moved._u2 << bits) | (moved._u1 >> (LimbBits - bits)),
            (moved._u3 << bits) | (moved._u2 >> (LimbBits - bits)));
    }

    /// <summary>Shifts right, zeros coming in at the top.</summary>
    /// <param name="value">What is shifted.</param>
    /// <param name="shift">Number of bits, not negative; 256 and more give zero (unlike the language's own integers).</param>
    public static UInt256 operator >>(in UInt256 value, int shift)
    {
        int bits = shift % LimbBits;
        UInt256 moved = (shift / LimbBits) switch
        {
            0 => value,
            1 => new UInt256(value._u1, value._u2, value._u3),
            2 => new UInt256(value._u2, value._u3),
            3 => new UInt256(value._u3),
            _ => Zero,
        };
        return bits == 0 ? moved : new UInt256(
            (moved._u0 >> bits) | (moved._u1 << (LimbBits - bits)),
            (moved._u1 >> bits) | (moved._u2 << (LimbBits - bits)),
            (moved._u2 >> bits) | (moved._u3 << (LimbBits - bits)),
            moved._u3 >> bits);
    }

    /// <summary>Shifts left by a 256-bit number of bits (EIP-145: SHL).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt256 Shl(in UInt256 shift, in UInt256 value) =>
        shift.IsUInt64 && shift._u0 < BitCount ? value << (int)shift._u0 : Zero;

    /// <summary>Shifts right by a 256-bit number of bits, zeros coming in at the top (EIP-145: SHR).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt256 Shr(in UInt256 shift, in UInt256 value) =>
        shift.IsUInt64 && shift._u0 < BitCount ? value >> (int)shift._u0 : Zero;

    /// <summary>Shifts right by a 256-bit number of bits, the sign coming in at the top (EIP-145: SAR).</summary>
    public static UInt256 Sar(in UInt256 shift, in UInt256 value)
    {
        // A negative number is shifted as its complement, so that the incoming zeros become ones.
        return value.IsNegative ? ~Shr(shift, ~value) : Shr(shift, value);
    }

    /// <summary>Takes the byte at <paramref name="index"/>, counted from the most significant; 32 and more give zero (BYTE).</summary>
    public static UInt256 Byte(in UInt256 index, in UInt256 value)
    {
        if (!index.IsUInt64 || index._u0 >= SizeBytes)
        {
            return Zero;
        }

        int shift = (SizeBytes - 1 - (int)index._u0) * 8;
        return new UInt256((byte)(value >> shift)._u0);
    }

    /// <summary>Extends the sign bit of byte <paramref name="index"/>, counted from the least significant, over the bytes
    /// above it; 31 and more leave the value as it is (Yellow Paper, appendix H: SIGNEXTEND).</summary>
    public static UInt256 SignExtend(in UInt256 index, in UInt256 value)
    {
        if (!index.IsUInt64 || index._u0 >= SizeBytes - 1)
        {
            return value;
        }

        int signBit = ((int)index._u0 * 8) + 7;
        UInt256 upper = MaxValue << (signBit + 1);
        return value.IsBitSet(signBit) ? value | upper : value & ~upper;
    }

    /// <summary>Whether the bit at <paramref name="position"/>, counted from the least significant, is set.</summary>
    /// <param name="position">0 to 255.</param>
    public bool IsBitSet(int position)
    {
        ulong limb = (position / LimbBits) switch
        {
            0 => _u0,
            1 => _u1,
            2 => _u2,
            _ => _u3,
        };
        return ((limb >> (position % LimbBits)) & 1) != 0;
    }
}
