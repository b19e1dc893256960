using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Signatures.Lanes;

/// <summary>Eight elements of the field of p = 2^256 - 2^32 - 977 elements (SEC 2, secp256k1), one in each lane of AVX-512: limb i of
/// all eight stands in one vector, as doubles that are integers.</summary>
/// <remarks>
/// An element is l0 + l1·2^52 + l2·2^104 + l3·2^156 + l4·2^208 with limbs of both signs. It is <b>reduced</b> when l0 to l3 are at most
/// 2^51 in size and l4 is at most 2^48. Products have l0 to l3 in [-2^51, 2^51) and l4 up to 2^47 + 2^8 moreover: so their value is
/// below p in size, and since such digits write a number in one way only, it is 0 modulo p only when every limb is zero. Sums and
/// differences are exact and not reduced. Nothing here is secret: time may depend on values.
/// </remarks>
internal partial struct FieldLanes
{
    /// <summary>How many elements work side by side.</summary>
    public const int Count = 8;

    private const int LimbBits = 52;
    private const int TopLimbBits = 48;
    private const long LimbMask = (1L << LimbBits) - 1;
    private const long TopLimbMask = (1L << TopLimbBits) - 1;

    private Vector512<double> _l0;
    private Vector512<double> _l1;
    private Vector512<double> _l2;
    private Vector512<double> _l3;
    private Vector512<double> _l4;

    /// <summary>Whether this machine has the instructions.</summary>
    public static bool IsSupported => Avx512F.IsSupported && Avx512DQ.IsSupported;

    /// <summary>The number p of elements.</summary>
    public static UInt256 Modulus => new(0xfffffffefffffc2f, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);

    // 2^51 in each limb but the highest: added to a number, it makes its digits too large by as much as balancing takes away.
    private static UInt256 Balance => new(1UL << 51, 1UL << 39, 1UL << 27, 1UL << 15);

    /// <summary>The same number in every lane.</summary>
    public static FieldLanes Broadcast(in UInt256 value)
    {
        FieldLanes all = default;
        for (int lane = 0; lane < Count; lane++)
        {
            all.Set(lane, value);
        }

        return all;
    }

    /// <summary>Puts a number into a lane, reduced.</summary>
    public void Set(int lane, in UInt256 value)
    {
        long carry = UInt256.AddOverflow(value, Balance, out UInt256 sum) ? 1L << TopLimbBits : 0;
        Vector256<ulong> words = Unsafe.BitCast<UInt256, Vector256<ulong>>(sum);
        At(ref _l0, lane) = ((long)words[0] & LimbMask) - HalfLimb;
        At(ref _l1, lane) = ((long)((words[0] >> 52) | (words[1] << 12)) & LimbMask) - HalfLimb;
        At(ref _l2, lane) = ((long)((words[1] >> 40) | (words[2] << 24)) & LimbMask) - HalfLimb;
        At(ref _l3, lane) = ((long)((words[2] >> 28) | (words[3] << 36)) & LimbMask) - HalfLimb;
        At(ref _l4, lane) = (long)(words[3] >> 16) + carry;
    }

    /// <summary>The number below p that a lane stands for, when its value is below p in size.</summary>
    public UInt256 Get(int lane)
    {
        long d0 = (long)At(ref _l0, lane);
        long d1 = (long)At(ref _l1, lane) + (d0 >> LimbBits);
        long d2 = (long)At(ref _l2, lane) + (d1 >> LimbBits);
        long d3 = (long)At(ref _l3, lane) + (d2 >> LimbBits);
        long d4 = (long)At(ref _l4, lane) + (d3 >> LimbBits);
        ulong u0 = (ulong)(d0 & LimbMask);
        ulong u1 = (ulong)(d1 & LimbMask);
        ulong u2 = (ulong)(d2 & LimbMask);
        ulong u3 = (ulong)(d3 & LimbMask);
        var value = new UInt256(
            u0 | (u1 << 52), (u1 >> 12) | (u2 << 40), (u2 >> 24) | (u3 << 28), (u3 >> 36) | ((ulong)d4 << 16));
        return d4 < 0 ? value + Modulus : value;
    }

    /// <summary>The lanes that are 0 modulo p, of a product.</summary>
    /// <returns>Bit i for lane i.</returns>
    public readonly uint ZeroLanes()
    {
        Vector512<long> any = (ToIntegers(_l0) | ToIntegers(_l1)) | (ToIntegers(_l2) | ToIntegers(_l3)) | ToIntegers(_l4);
        return (uint)Vector512.Equals(any, Vector512<long>.Zero).ExtractMostSignificantBits();
    }

    /// <summary>Adds; the sum of two reduced elements is not reduced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(in FieldLanes left, in FieldLanes right, out FieldLanes sum)
    {
        sum._l0 = left._l0 + right._l0;
        sum._l1 = left._l1 + right._l1;
        sum._l2 = left._l2 + right._l2;
        sum._l3 = left._l3 + right._l3;
        sum._l4 = left._l4 + right._l4;
    }

    /// <summary>Subtracts; the difference of two reduced elements is not reduced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Subtract(in FieldLanes left, in FieldLanes right, out FieldLanes difference)
    {
        difference._l0 = left._l0 - right._l0;
        difference._l1 = left._l1 - right._l1;
        difference._l2 = left._l2 - right._l2;
        difference._l3 = left._l3 - right._l3;
        difference._l4 = left._l4 - right._l4;
    }

    /// <summary>-2·a, not reduced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinusTwice(in FieldLanes a, out FieldLanes product)
    {
        var factor = Vector512.Create(-2.0);
        product._l0 = a._l0 * factor;
        product._l1 = a._l1 * factor;
        product._l2 = a._l2 * factor;
        product._l3 = a._l3 * factor;
        product._l4 = a._l4 * factor;
    }

    /// <summary>Flips the sign of some lanes.</summary>
    /// <param name="a">Changed in place.</param>
    /// <param name="signs">The highest bit of a lane says whether to negate it; the others are zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Negate(ref FieldLanes a, Vector512<long> signs)
    {
        Vector512<double> flip = signs.AsDouble();
        a._l0 ^= flip;
        a._l1 ^= flip;
        a._l2 ^= flip;
        a._l3 ^= flip;
        a._l4 ^= flip;
    }

    private static ref double At(ref Vector512<double> limbs, int lane) =>
        ref Unsafe.Add(ref Unsafe.As<Vector512<double>, double>(ref limbs), lane);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> ToIntegers(Vector512<double> limbs) => Avx512DQ.ConvertToVector512Int64(limbs);
}
