using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Ledger.Crypto.Bls12381;

/// <summary>
/// An element of the base field of BLS12-381: an integer below p, held as a * 2^384 mod p (Montgomery's form) in six limbs, the
/// lowest first. Every element that is stored is reduced; only <see cref="AddUnreduced"/> makes one that is not.
/// </summary>
/// <remarks>The arithmetic of this type and of <see cref="FpWide"/> is compiled optimized at once: the first pairing of a process takes 35 to
/// 80 ms so, and 203 to 214 ms with the usual tiers, after which later ones are as fast either way.</remarks>
[SkipLocalsInit]
internal partial struct Fp : IField<Fp>
{
    /// <summary>Bytes of an element, big-endian.</summary>
    public const int SizeBytes = 48;

    public const ulong P0 = 0xb9feffffffffaaab;
    public const ulong P1 = 0x1eabfffeb153ffff;
    public const ulong P2 = 0x6730d2a0f6b0f624;
    public const ulong P3 = 0x64774b84f38512bf;
    public const ulong P4 = 0x4b1ba7b6434bacd7;
    public const ulong P5 = 0x1a0111ea397fe69a;

    private static readonly Fp RadixSquared = new(
        0xf4df1f341c341746, 0x0a76e6a609d104f1, 0x8de5476c4c95b6d5, 0x67eb88a9939d83c0, 0x9a793e85b519952d, 0x11988fe592cae3aa);

    public ulong L0;
    public ulong L1;
    public ulong L2;
    public ulong L3;
    public ulong L4;
    public ulong L5;

    private Fp(ulong l0, ulong l1, ulong l2, ulong l3, ulong l4, ulong l5)
    {
        L0 = l0;
        L1 = l1;
        L2 = l2;
        L3 = l3;
        L4 = l4;
        L5 = l5;
    }

    /// <inheritdoc/>
    public static Fp One { get; } = FromInteger(1);

    /// <inheritdoc/>
    public static Fp CurveB { get; } = FromInteger(4);

    /// <inheritdoc/>
    public static Fp NonSquare { get; } = FromInteger(11);

    /// <summary>A root of -<see cref="NonSquare"/>.</summary>
    private static Fp RootOfNegatedNonSquare { get; } = MakeRoot();

    /// <inheritdoc/>
    public readonly bool IsZero => (L0 | L1 | L2 | L3 | L4 | L5) == 0;

    /// <inheritdoc/>
    public readonly bool IsOdd
    {
        get
        {
            ToInteger(out Fp integer);
            return (integer.L0 & 1) != 0;
        }
    }

    /// <summary>Whether the integer exceeds (p - 1) / 2, so that it is the larger one of a and -a.</summary>
    public readonly bool IsLarger
    {
        get
        {
            ToInteger(out Fp integer);
            AddUnreduced(integer, integer, out Fp twice);
            return !IsBelowModulus(twice);
        }
    }

    /// <summary>A small integer.</summary>
    public static Fp FromInteger(ulong value)
    {
        Multiply(new Fp(value, 0, 0, 0, 0, 0), RadixSquared, out Fp element);
        return element;
    }

    /// <summary>A constant of a standard.</summary>
    /// <param name="hex">Up to 96 digits.</param>
    public static Fp FromHex(string hex)
    {
        Span<byte> bytes = Convert.FromHexString(hex.PadLeft(2 * SizeBytes, '0'));
        return TryDecode(bytes, out Fp element) ? element : throw new ArgumentException("The number is not below p.", nameof(hex));
    }

    /// <summary>Reads 48 bytes, big-endian.</summary>
    /// <returns><see langword="false"/> when the integer is not below p.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out Fp element)
    {
        var integer = new Fp(
            BinaryPrimitives.ReadUInt64BigEndian(bytes[40..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[32..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes));
        if (!IsBelowModulus(integer))
        {
            element = default;
            return false;
        }

        Multiply(integer, RadixSquared, out element);
        return true;
    }

    /// <summary>Writes 48 bytes, big-endian.</summary>
    public readonly void Encode(Span<byte> bytes)
    {
        ToInteger(out Fp integer);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[40..], integer.L0);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[32..], integer.L1);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], integer.L2);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], integer.L3);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], integer.L4);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, integer.L5);
    }

    /// <inheritdoc/>
    public static bool AreEqual(in Fp a, in Fp b) =>
        ((a.L0 ^ b.L0) | (a.L1 ^ b.L1) | (a.L2 ^ b.L2) | (a.L3 ^ b.L3) | (a.L4 ^ b.L4) | (a.L5 ^ b.L5)) == 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(in Fp a, in Fp b, out Fp sum)
    {
        ulong carry = 0;
        ulong l0 = Limbs.Add(a.L0, b.L0, ref carry);
        ulong l1 = Limbs.Add(a.L1, b.L1, ref carry);
        ulong l2 = Limbs.Add(a.L2, b.L2, ref carry);
        ulong l3 = Limbs.Add(a.L3, b.L3, ref carry);
        ulong l4 = Limbs.Add(a.L4, b.L4, ref carry);
        ulong l5 = a.L5 + b.L5 + carry;
        SubtractModulusOnce(l0, l1, l2, l3, l4, l5, out sum);
    }

    /// <summary>a + b without the reduction: below 2p, good as an operand of a product only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddUnreduced(in Fp a, in Fp b, out Fp sum)
    {
        ulong carry = 0;
        ulong l0 = Limbs.Add(a.L0, b.L0, ref carry);
        ulong l1 = Limbs.Add(a.L1, b.L1, ref carry);
        ulong l2 = Limbs.Add(a.L2, b.L2, ref carry);
        ulong l3 = Limbs.Add(a.L3, b.L3, ref carry);
        ulong l4 = Limbs.Add(a.L4, b.L4, ref carry);
        sum.L5 = a.L5 + b.L5 + carry;
        sum.L4 = l4;
        sum.L3 = l3;
        sum.L2 = l2;
        sum.L1 = l1;
        sum.L0 = l0;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(in Fp a, in Fp b, out Fp difference)
    {
        ulong borrow = 0;
        ulong l0 = Limbs.Subtract(a.L0, b.L0, ref borrow);
        ulong l1 = Limbs.Subtract(a.L1, b.L1, ref borrow);
        ulong l2 = Limbs.Subtract(a.L2, b.L2, ref borrow);
        ulong l3 = Limbs.Subtract(a.L3, b.L3, ref borrow);
        ulong l4 = Limbs.Subtract(a.L4, b.L4, ref borrow);
        ulong l5 = Limbs.Subtract(a.L5, b.L5, ref borrow);
        ulong mask = 0 - borrow;
        ulong carry = 0;
        difference.L0 = Limbs.Add(l0, P0 & mask, ref carry);
        difference.L1 = Limbs.Add(l1, P1 & mask, ref carry);
        difference.L2 = Limbs.Add(l2, P2 & mask, ref carry);
        difference.L3 = Limbs.Add(l3, P3 & mask, ref carry);
        difference.L4 = Limbs.Add(l4, P4 & mask, ref carry);
        difference.L5 = l5 + (P5 & mask) + carry;
    }

    /// <inheritdoc/>
    public static void Negate(in Fp a, out Fp negative)
    {
        Fp zero = default;
        Subtract(zero, a, out negative);
    }

    private static bool IsBelowModulus(in Fp integer)
    {
        ulong borrow = 0;
        _ = Limbs.Subtract(integer.L0, P0, ref borrow);
        _ = Limbs.Subtract(integer.L1, P1, ref borrow);
        _ = Limbs.Subtract(integer.L2, P2, ref borrow);
        _ = Limbs.Subtract(integer.L3, P3, ref borrow);
        _ = Limbs.Subtract(integer.L4, P4, ref borrow);
        _ = Limbs.Subtract(integer.L5, P5, ref borrow);
        return borrow != 0;
    }

    /// <summary>The integer itself, out of Montgomery's form.</summary>
    private readonly void ToInteger(out Fp integer) => Multiply(this, new Fp(1, 0, 0, 0, 0, 0), out integer);

    /// <summary>Brings a number below 2p below p. It compiles to conditional moves: a branch here would be guessed wrong half the time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SubtractModulusOnce(ulong l0, ulong l1, ulong l2, ulong l3, ulong l4, ulong l5, out Fp reduced)
    {
        ulong borrow = 0;
        ulong s0 = Limbs.Subtract(l0, P0, ref borrow);
        ulong s1 = Limbs.Subtract(l1, P1, ref borrow);
        ulong s2 = Limbs.Subtract(l2, P2, ref borrow);
        ulong s3 = Limbs.Subtract(l3, P3, ref borrow);
        ulong s4 = Limbs.Subtract(l4, P4, ref borrow);
        ulong s5 = Limbs.Subtract(l5, P5, ref borrow);
        bool isBelow = borrow != 0;
        reduced.L0 = isBelow ? l0 : s0;
        reduced.L1 = isBelow ? l1 : s1;
        reduced.L2 = isBelow ? l2 : s2;
        reduced.L3 = isBelow ? l3 : s3;
        reduced.L4 = isBelow ? l4 : s4;
        reduced.L5 = isBelow ? l5 : s5;
    }
}
