using System.Runtime.CompilerServices;
using Ledger.Crypto.Bls12381;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Signatures.Lanes;

/// <summary>Arithmetic modulo the order n of secp256k1 (SEC 2). Nothing here is secret: time may depend on values.</summary>
internal static class GroupOrder
{
    private const ulong N0 = 0xbfd25e8cd0364141;
    private const ulong N1 = 0xbaaedce6af48a03b;
    private const ulong N2 = 0xfffffffffffffffe;
    private const ulong N3 = 0xffffffffffffffff;

    // 2^256 - n is C0 + C1·2^64 + 2^128.
    private const ulong C0 = 0x402da1732fc9bebf;
    private const ulong C1 = 0x4551231950b75fc4;

    // -1/n modulo 2^64.
    private const ulong NegatedInverse = 0x4b0dff665588b13f;
    private const int WindowBits = 4;

    // 2^512 mod n: a product with it multiplies by 2^256.
    private static readonly UInt256 RadixSquared = UInt256.MulMod(-Order, -Order, Order);

    /// <summary>The order n.</summary>
    public static UInt256 Order => new(N0, N1, N2, N3);

    /// <summary>n - a for a from 1 to n - 1, and 0 for 0.</summary>
    public static UInt256 Negate(in UInt256 a) => a.IsZero ? a : Order - a;

    /// <summary>Replaces numbers a by 2^256/a modulo n, of which a product with b is b/a, at the price of one inversion (Montgomery's
    /// trick).</summary>
    /// <param name="numbers">From 1 to n - 1 each.</param>
    /// <param name="products">Room for as many, of no use afterwards.</param>
    public static void InvertScaled(Span<UInt256> numbers, Span<UInt256> products)
    {
        UInt256 product = numbers[0];
        for (int i = 1; i < numbers.Length; i++)
        {
            products[i] = product;
            Multiply(product, numbers[i], out product);
        }

        // The products lack a factor 2^256 for each multiplication; taking the numbers off again gives it back.
        UInt256 inverse = InvertScaled(product);
        for (int i = numbers.Length - 1; i > 0; i--)
        {
            Multiply(inverse, products[i], out UInt256 own);
            Multiply(inverse, numbers[i], out inverse);
            numbers[i] = own;
        }

        numbers[0] = inverse;
    }

    /// <summary>a·b/2^256 modulo n, below n (Koç, Acar, Kaliski, "Analyzing and comparing Montgomery multiplication algorithms",
    /// CIOS).</summary>
    /// <param name="a">Any number.</param>
    /// <param name="b">Below n.</param>
    /// <param name="product">May be a factor.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(in UInt256 a, in UInt256 b, out UInt256 product)
    {
        ulong t0 = 0;
        ulong t1 = 0;
        ulong t2 = 0;
        ulong t3 = 0;
        ulong t4 = 0;
        UInt256 factor = b;
        AddRow(Limb(a, 0), factor, ref t0, ref t1, ref t2, ref t3, ref t4);
        AddRow(Limb(a, 1), factor, ref t0, ref t1, ref t2, ref t3, ref t4);
        AddRow(Limb(a, 2), factor, ref t0, ref t1, ref t2, ref t3, ref t4);
        AddRow(Limb(a, 3), factor, ref t0, ref t1, ref t2, ref t3, ref t4);
        var sum = new UInt256(t0, t1, t2, t3);
        product = t4 != 0 || sum >= Order ? sum - Order : sum;
    }

    // a^(n - 2) (Fermat), times 2^256.
    private static UInt256 InvertScaled(in UInt256 a)
    {
        Span<UInt256> powers = new UInt256[1 << WindowBits];
        Multiply(RadixSquared, UInt256.One, out powers[0]);
        Multiply(a, RadixSquared, out powers[1]);
        for (int i = 2; i < powers.Length; i++)
        {
            Multiply(powers[i - 1], powers[1], out powers[i]);
        }

        UInt256 exponent = Order - 2;
        UInt256 power = powers[0];
        for (int position = 256 - WindowBits; position >= 0; position -= WindowBits)
        {
            for (int i = 0; i < WindowBits; i++)
            {
                Multiply(power, power, out power);
            }

            int digit = (int)(exponent >> position).Low64 & ((1 << WindowBits) - 1);
            Multiply(power, powers[digit], out power);
        }

        return power;
    }

    // t = (t + x·y + m·n)/2^64 with the m that makes the sum divisible; t stays below 2n.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(
        ulong x, in UInt256 y, ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3, ref ulong t4)
    {
        ulong carry = 0;
        t0 = Limbs.MultiplyAdd(x, Limb(y, 0), t0, ref carry);
        t1 = Limbs.MultiplyAdd(x, Limb(y, 1), t1, ref carry);
        t2 = Limbs.MultiplyAdd(x, Limb(y, 2), t2, ref carry);
        t3 = Limbs.MultiplyAdd(x, Limb(y, 3), t3, ref carry);
        t4 += carry;
        ulong t5 = t4 < carry ? 1UL : 0UL;

        // m·n is m·2^256 - m·(C0 + C1·2^64 + 2^128), of which m·C0 ends like t.
        ulong m = t0 * NegatedInverse;
        ulong high = Limbs.MultiplyHigh(m, C0);
        ulong take = (m * C1) + high;
        high = Limbs.MultiplyHigh(m, C1) + (take < high ? 1UL : 0UL);
        ulong borrow = 0;
        t0 = Limbs.Subtract(t1, take, ref borrow);
        take = m + high;
        ulong takeHigh = take < high ? 1UL : 0UL;
        t1 = Limbs.Subtract(t2, take, ref borrow);
        t2 = Limbs.Subtract(t3, takeHigh, ref borrow);
        carry = 0;
        t3 = Limbs.Add(t4, m, ref carry);
        t4 = t5 + carry;
        t4 -= t3 < borrow ? 1UL : 0UL;
        t3 -= borrow;
    }

    // A number's layout is its four limbs, the lowest first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Limb(in UInt256 value, int index) =>
        Unsafe.Add(ref Unsafe.As<UInt256, ulong>(ref Unsafe.AsRef(in value)), index);
}
