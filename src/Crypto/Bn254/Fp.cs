using System.Runtime.CompilerServices;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Bn254;

/// <summary>An element of the field of p = 36u^4 + 36u^3 + 24u^2 + 6u + 1 elements, u = 4965661367192848881 (EIP-196).</summary>
/// <remarks>Kept as a · 2^256 mod p (Montgomery), always below p, four 64-bit limbs, least significant first. Carries are
/// computed by hand, so all arithmetic on limbs is modulo 2^64. Nothing here is secret: time may depend on values.</remarks>
internal readonly partial struct Fp : IFieldElement<Fp>, IEquatable<Fp>
{
    /// <summary>Length in bytes of the big-endian form.</summary>
    public const int SizeBytes = 32;

    private const ulong P0 = 0x3c208c16d87cfd47;
    private const ulong P1 = 0x97816a916871ca8d;
    private const ulong P2 = 0xb85045b68181585d;
    private const ulong P3 = 0x30644e72e131a029;

    private readonly ulong _l0;
    private readonly ulong _l1;
    private readonly ulong _l2;
    private readonly ulong _l3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Fp(ulong l0, ulong l1, ulong l2, ulong l3)
    {
        _l0 = l0;
        _l1 = l1;
        _l2 = l2;
        _l3 = l3;
    }

    /// <summary>The number p of elements.</summary>
    public static UInt256 Modulus => new(P0, P1, P2, P3);

    /// <inheritdoc/>
    public static Fp One => new(0xd35d438dc58f0d9d, 0x0a78eb28f5c70b3d, 0x666ea36f7879462c, 0x0e0a77c19a07df2f);

    /// <inheritdoc/>
    public bool IsZero => (_l0 | _l1 | _l2 | _l3) == 0;

    // 2^512 mod p: a product with it brings a number into Montgomery form.
    private static Fp RadixSquared => new(0xf32cfc5b538afa89, 0xb5e71911d44501fb, 0x47ab1eff0a417ff6, 0x06d89f71cab8351f);

    /// <summary>Takes a number modulo p; its caller knows it to be below p.</summary>
    public static Fp FromInteger(in UInt256 value)
    {
        Multiply(Unsafe.BitCast<UInt256, Fp>(value), RadixSquared, out Fp element);
        return element;
    }

    /// <summary>The number below p that this element stands for.</summary>
    public UInt256 ToInteger()
    {
        Multiply(this, new Fp(1, 0, 0, 0), out Fp value);
        return Unsafe.BitCast<Fp, UInt256>(value);
    }

    /// <summary>Reads 32 big-endian bytes.</summary>
    /// <returns><see langword="false"/> when they are p or more: EIP-196 allows one form for each element.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out Fp element)
    {
        var value = UInt256.FromBigEndian(bytes[..SizeBytes]);
        bool isCanonical = value < Modulus;
        element = isCanonical ? FromInteger(value) : default;
        return isCanonical;
    }

    /// <summary>Writes 32 big-endian bytes.</summary>
    public void Encode(Span<byte> destination) => ToInteger().WriteBigEndian(destination[..SizeBytes]);

    /// <inheritdoc/>
    public static bool AreEqual(in Fp left, in Fp right) =>
        ((left._l0 ^ right._l0) | (left._l1 ^ right._l1) | (left._l2 ^ right._l2) | (left._l3 ^ right._l3)) == 0;

    /// <inheritdoc/>
    public bool Equals(Fp other) => AreEqual(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Fp other && AreEqual(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_l0, _l1, _l2, _l3);

    /// <inheritdoc/>
    public override string ToString() => ToInteger().ToString();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(in Fp left, in Fp right, out Fp sum)
    {
        AddLimbs(left, right, out ulong t0, out ulong t1, out ulong t2, out ulong t3);
        Reduce(t0, t1, t2, t3, out sum);
    }

    /// <summary>Adds without bringing the sum below p: below 2p, good as a factor of a product only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddUnreduced(in Fp left, in Fp right, out Fp sum)
    {
        AddLimbs(left, right, out ulong t0, out ulong t1, out ulong t2, out ulong t3);
        sum = new Fp(t0, t1, t2, t3);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Subtract(in Fp left, in Fp right, out Fp difference)
    {
        ulong borrow = SubtractLimbs(left, right, out ulong t0, out ulong t1, out ulong t2, out ulong t3);
        AddModulus(0 - borrow, t0, t1, t2, t3, out difference);
    }

    /// <summary>Subtracts and adds p: above 0, below 2p, good as a factor of a product only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SubtractUnreduced(in Fp left, in Fp right, out Fp difference)
    {
        SubtractLimbs(left, right, out ulong t0, out ulong t1, out ulong t2, out ulong t3);
        AddModulus(ulong.MaxValue, t0, t1, t2, t3, out difference);
    }

    /// <inheritdoc/>
    public static void Negate(in Fp value, out Fp negated) => Subtract(default, value, out negated);

    /// <summary>p minus the value: p itself for zero, good as a factor of a product only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NegateUnreduced(in Fp value, out Fp negated)
    {
        SubtractLimbs(new Fp(P0, P1, P2, P3), value, out ulong t0, out ulong t1, out ulong t2, out ulong t3);
        negated = new Fp(t0, t1, t2, t3);
    }

    /// <inheritdoc/>
    public static void Halve(in Fp value, out Fp half)
    {
        // An odd value plus p is even, and below 2^256.
        AddModulus(0 - (value._l0 & 1), value._l0, value._l1, value._l2, value._l3, out Fp even);
        half = new Fp(
            (even._l0 >> 1) | (even._l1 << 63),
            (even._l1 >> 1) | (even._l2 << 63),
            (even._l2 >> 1) | (even._l3 << 63),
            even._l3 >> 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddLimbs(in Fp left, in Fp right, out ulong t0, out ulong t1, out ulong t2, out ulong t3)
    {
        ulong carry = 0;
        t0 = AddWithCarry(left._l0, right._l0, ref carry);
        t1 = AddWithCarry(left._l1, right._l1, ref carry);
        t2 = AddWithCarry(left._l2, right._l2, ref carry);
        t3 = left._l3 + right._l3 + carry;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong SubtractLimbs(in Fp left, in Fp right, out ulong t0, out ulong t1, out ulong t2, out ulong t3)
    {
        ulong borrow = 0;
        t0 = SubtractWithBorrow(left._l0, right._l0, ref borrow);
        t1 = SubtractWithBorrow(left._l1, right._l1, ref borrow);
        t2 = SubtractWithBorrow(left._l2, right._l2, ref borrow);
        t3 = left._l3 - right._l3 - borrow;
        return t3 >> 63;
    }

    // Adds p where the mask is all ones, modulo 2^256.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddModulus(ulong mask, ulong t0, ulong t1, ulong t2, ulong t3, out Fp sum)
    {
        ulong carry = 0;
        ulong r0 = AddWithCarry(t0, P0 & mask, ref carry);
        ulong r1 = AddWithCarry(t1, P1 & mask, ref carry);
        ulong r2 = AddWithCarry(t2, P2 & mask, ref carry);
        sum = new Fp(r0, r1, r2, t3 + (P3 & mask) + carry);
    }

    // Brings a value below 2p under p without a branch, which would be foretold wrong half the time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reduce(ulong t0, ulong t1, ulong t2, ulong t3, out Fp reduced)
    {
        ulong borrow = 0;
        ulong r0 = SubtractWithBorrow(t0, P0, ref borrow);
        ulong r1 = SubtractWithBorrow(t1, P1, ref borrow);
        ulong r2 = SubtractWithBorrow(t2, P2, ref borrow);
        ulong r3 = t3 - P3 - borrow;
        ulong keep = 0 - (r3 >> 63);
        reduced = new Fp(
            r0 ^ ((r0 ^ t0) & keep),
            r1 ^ ((r1 ^ t1) & keep),
            r2 ^ ((r2 ^ t2) & keep),
            r3 ^ ((r3 ^ t3) & keep));
    }

    // left + right + carry; the carry in and out is 0 or 1, and read off the highest bits: with two comparisons instead a pairing takes 1.05 of
    // its time (medians, the two alternating in one run).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddWithCarry(ulong left, ulong right, ref ulong carry)
    {
        ulong sum = left + right + carry;
        carry = ((left & right) | ((left | right) & ~sum)) >> 63;
        return sum;
    }

    // left - right - borrow; the borrow in and out is 0 or 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong SubtractWithBorrow(ulong left, ulong right, ref ulong borrow)
    {
        ulong difference = left - right - borrow;
        borrow = ((~left & right) | ((~left | right) & difference)) >> 63;
        return difference;
    }
}
