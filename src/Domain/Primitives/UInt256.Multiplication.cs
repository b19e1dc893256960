using System.Runtime.CompilerServices;

namespace Ledger.Domain.Primitives;

public readonly partial struct UInt256
{
    /// <summary>Multiplies modulo 2^256 (Yellow Paper, appendix H: MUL).</summary>
    public static UInt256 operator *(in UInt256 left, in UInt256 right)
    {
        if ((left._u1 | left._u2 | left._u3 | right._u1 | right._u2 | right._u3) == 0)
        {
            ulong upper = Math.BigMul(left._u0, right._u0, out ulong lower);
            return new UInt256(lower, upper);
        }

        return MultiplyLow(left, right);
    }

    /// <summary>Multiplies without loss: the product is <c>high · 2^256 + low</c>.</summary>
    /// <param name="left">A factor.</param>
    /// <param name="right">A factor.</param>
    /// <param name="low">The lower 256 bits of the product.</param>
    /// <returns>The upper 256 bits of the product.</returns>
    public static UInt256 BigMul(in UInt256 left, in UInt256 right, out UInt256 low)
    {
        Span<ulong> product = stackalloc ulong[LimbCount * 2];
        MultiplyFull(left, right, product);
        low = new UInt256(product[0], product[1], product[2], product[3]);
        return new UInt256(product[4], product[5], product[6], product[7]);
    }

    // The EVM multiplies modulo 2^256: partial products above the fourth limb are dropped on purpose.
    private static UInt256 MultiplyLow(in UInt256 left, in UInt256 right)
    {
        ulong carry = Math.BigMul(left._u0, right._u0, out ulong r0);
        ulong r1 = MultiplyAdd(left._u1, right._u0, carry, out carry);
        ulong r2 = MultiplyAdd(left._u2, right._u0, carry, out carry);
        ulong r3 = unchecked((left._u3 * right._u0) + carry);

        r1 = MultiplyAdd(left._u0, right._u1, r1, out carry);
        r2 = MultiplyAdd(left._u1, right._u1, r2, carry, out carry);
        r3 = unchecked(r3 + (left._u2 * right._u1) + carry);

        r2 = MultiplyAdd(left._u0, right._u2, r2, out carry);
        r3 = unchecked(r3 + (left._u1 * right._u2) + carry + (left._u0 * right._u3));
        return new UInt256(r0, r1, r2, r3);
    }

    // The schoolbook product, a row of the right factor at a time.
    private static void MultiplyFull(in UInt256 left, in UInt256 right, Span<ulong> product)
    {
        ulong r0 = MultiplyAdd(left._u0, right._u0, 0, out ulong carry);
        ulong r1 = MultiplyAdd(left._u1, right._u0, carry, out carry);
        ulong r2 = MultiplyAdd(left._u2, right._u0, carry, out carry);
        ulong r3 = MultiplyAdd(left._u3, right._u0, carry, out ulong r4);

        r1 = MultiplyAdd(left._u0, right._u1, r1, out carry);
        r2 = MultiplyAdd(left._u1, right._u1, r2, carry, out carry);
        r3 = MultiplyAdd(left._u2, right._u1, r3, carry, out carry);
        r4 = MultiplyAdd(left._u3, right._u1, r4, carry, out ulong r5);

        r2 = MultiplyAdd(left._u0, right._u2, r2, out carry);
        r3 = MultiplyAdd(left._u1, right._u2, r3, carry, out carry);
        r4 = MultiplyAdd(left._u2, right._u2, r4, carry, out carry);
        r5 = MultiplyAdd(left._u3, right._u2, r5, carry, out ulong r6);

        r3 = MultiplyAdd(left._u0, right._u3, r3, out carry);
        r4 = MultiplyAdd(left._u1, right._u3, r4, carry, out carry);
        r5 = MultiplyAdd(left._u2, right._u3, r5, carry, out carry);
        r6 = MultiplyAdd(left._u3, right._u3, r6, carry, out product[7]);

        product[6] = r6;
        product[5] = r5;
        product[4] = r4;
        product[3] = r3;
        product[2] = r2;
        product[1] = r1;
        product[0] = r0;
    }

    // left · right + addend fits 128 bits whatever the operands are.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyAdd(ulong left, ulong right, ulong addend, out ulong high)
    {
        ulong upper = Math.BigMul(left, right, out ulong lower);
        ulong sum = unchecked(lower + addend);
        high = unchecked(upper + (sum < lower ? 1UL : 0UL));
        return sum;
    }

    // left · right + addend + carry still fits 128 bits: (2^64 - 1)^2 + 2 (2^64 - 1) = 2^128 - 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyAdd(ulong left, ulong right, ulong addend, ulong carry, out ulong high)
    {
        ulong upper = Math.BigMul(left, right, out ulong lower);
        ulong partial = unchecked(lower + addend);
        upper = unchecked(upper + (partial < lower ? 1UL : 0UL));
        ulong sum = unchecked(partial + carry);
        high = unchecked(upper + (sum < partial ? 1UL : 0UL));
        return sum;
    }
}
