using System.Runtime.CompilerServices;

namespace Ledger.Domain.Primitives;

// Division of two limbs by one, and of three by two, with a multiplication by a reciprocal in place of the processor's
// slow division: N. Möller and T. Granlund, "Improved Division by Invariant Integers", IEEE Transactions on Computers,
// 2011. Every divisor here is normalized, that is, its highest bit is set. Wrap-around is part of the algorithms.
public readonly partial struct UInt256
{
    /// <summary>floor((2^128 - 1) / d) - 2^64 (algorithm 3, the table's entry computed instead of looked up).</summary>
    private static ulong Reciprocal(ulong divisor)
    {
        unchecked
        {
            ulong d0 = divisor & 1;
            ulong d9 = divisor >> 55;
            ulong d40 = (divisor >> 24) + 1;
            ulong d63 = (divisor >> 1) + d0;
            ulong v0 = ((1U << 19) - (3U << 8)) / (uint)d9;
            ulong v1 = (v0 << 11) - ((v0 * v0 * d40) >> 40) - 1;
            ulong v2 = (v1 << 13) + ((v1 * ((1UL << 60) - (v1 * d40))) >> 47);
            ulong e = ((v2 >> 1) & (0 - d0)) - (v2 * d63);
            ulong v3 = (v2 << 31) + (Math.BigMul(v2, e, out _) >> 1);
            _ = MultiplyAdd(v3, divisor, divisor, out ulong high);
            return v3 - high - divisor;
        }
    }

    /// <summary>floor((2^192 - 1) / (d1 · 2^64 + d0)) - 2^64 (algorithm 6).</summary>
    private static ulong ReciprocalOfTwo(ulong d1, ulong d0)
    {
        unchecked
        {
            ulong v = Reciprocal(d1);
            ulong p = (d1 * v) + d0;
            if (p < d0)
            {
                v--;
                if (p >= d1)
                {
                    v--;
                    p -= d1;
                }

                p -= d1;
            }

            ulong t1 = Math.BigMul(v, d0, out ulong t0);
            p += t1;
            if (p < t1)
            {
                v--;
                if (p > d1 || (p == d1 && t0 >= d0))
                {
                    v--;
                }
            }

            return v;
        }
    }

    /// <summary>The quotient of u1 · 2^64 + u0 by d, for u1 below d (algorithm 4).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong DivideTwoByOne(ulong u1, ulong u0, ulong d, ulong reciprocal, out ulong remainder)
    {
        unchecked
        {
            ulong q0 = MultiplyAdd(reciprocal, u1, u0, out ulong q1);
            q1 += u1 + 1;
            ulong r = u0 - (q1 * d);
            if (r > q0)
            {
                q1--;
                r += d;
            }

            if (r >= d)
            {
                q1++;
                r -= d;
            }

            remainder = r;
            return q1;
        }
    }

    /// <summary>The quotient of three limbs by two, for (u2, u1) below (d1, d0) (algorithm 5).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong DivideThreeByTwo(
        ulong u2, ulong u1, ulong u0, ulong d1, ulong d0, ulong reciprocal)
    {
        unchecked
        {
            ulong q0 = MultiplyAdd(reciprocal, u2, u1, out ulong q1);
            q1 += u2;
            ulong t1 = Math.BigMul(d0, q1, out ulong t0);
            ulong r1 = u1 - (q1 * d1) - t1 - (u0 < t0 ? 1UL : 0UL);
            ulong r0 = u0 - t0;
            r1 = r1 - d1 - (r0 < d0 ? 1UL : 0UL);
            r0 -= d0;
            q1++;
            if (r1 >= q0)
            {
                q1--;
                r0 += d0;
                r1 += d1 + (r0 < d0 ? 1UL : 0UL);
            }

            return r1 > d1 || (r1 == d1 && r0 >= d0) ? q1 + 1 : q1;
        }
    }
}
