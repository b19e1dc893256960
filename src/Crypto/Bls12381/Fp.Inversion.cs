using System.Numerics;

namespace Ledger.Crypto.Bls12381;

/// <summary>The inverse by the binary algorithm of Euclid, 31 steps at a time on approximations of one limb (T. Pornin, Optimized binary
/// GCD for modular inversion). It takes variable time: every input is public here.</summary>
internal partial struct Fp
{
    private const int StepBits = 31;
    private const ulong StepMask = (1UL << StepBits) - 1;

    /// <inheritdoc/>
    public static void Invert(in Fp a, out Fp inverse)
    {
        // x = u a and y = v a modulo p hold all along, up to the factor 2^768 that Montgomery's form of the result wants. Each turn takes at
        // least 31 bits off x and y together.
        Fp x = a;
        var y = new Fp(P0, P1, P2, P3, P4, P5);
        Fp u = RadixSquared;
        Fp v = default;
        while (!x.IsZero)
        {
            var steps = Steps.Take(x, y);
            Fp nextX = x;
            Fp nextY = x;
            if (CombineExactly(ref nextX, y, steps.F0, steps.G0))
            {
                steps.F0 = -steps.F0;
                steps.G0 = -steps.G0;
            }

            if (CombineExactly(ref nextY, y, steps.F1, steps.G1))
            {
                steps.F1 = -steps.F1;
                steps.G1 = -steps.G1;
            }

            x = nextX;
            y = nextY;
            CombineModulo(u, v, steps.F0, steps.G0, out Fp nextU);
            CombineModulo(u, v, steps.F1, steps.G1, out v);
            u = nextU;
        }

        // Now x is zero and y the common divisor, one.
        inverse = a.IsZero ? default : v;
    }

    /// <summary>x = |f x + g y| / 2^31, a division without rest.</summary>
    /// <returns>Whether the number was negative.</returns>
    private static bool CombineExactly(ref Fp x, in Fp y, long f, long g)
    {
        long carry = 0;
        ulong l0 = Combine(x.L0, f, y.L0, g, ref carry);
        ulong l1 = Combine(x.L1, f, y.L1, g, ref carry);
        ulong l2 = Combine(x.L2, f, y.L2, g, ref carry);
        ulong l3 = Combine(x.L3, f, y.L3, g, ref carry);
        ulong l4 = Combine(x.L4, f, y.L4, g, ref carry);
        ulong l5 = Combine(x.L5, f, y.L5, g, ref carry);
        ulong sign = (ulong)(carry >> 63);
        x = ShiftByStep(l0, l1, l2, l3, l4, l5, (ulong)carry);

        // Two's complement of a negative number.
        ulong increment = sign & 1;
        x.L0 = Limbs.Add(x.L0 ^ sign, 0, ref increment);
        x.L1 = Limbs.Add(x.L1 ^ sign, 0, ref increment);
        x.L2 = Limbs.Add(x.L2 ^ sign, 0, ref increment);
        x.L3 = Limbs.Add(x.L3 ^ sign, 0, ref increment);
        x.L4 = Limbs.Add(x.L4 ^ sign, 0, ref increment);
        x.L5 = (x.L5 ^ sign) + increment;
        return sign != 0;
    }

    /// <summary>(f u + g v) / 2^31 modulo p: a multiple of p makes the division exact.</summary>
    private static void CombineModulo(in Fp u, in Fp v, long f, long g, out Fp result)
    {
        long carry = 0;
        ulong l0 = Combine(u.L0, f, v.L0, g, ref carry);
        ulong l1 = Combine(u.L1, f, v.L1, g, ref carry);
        ulong l2 = Combine(u.L2, f, v.L2, g, ref carry);
        ulong l3 = Combine(u.L3, f, v.L3, g, ref carry);
        ulong l4 = Combine(u.L4, f, v.L4, g, ref carry);
        ulong l5 = Combine(u.L5, f, v.L5, g, ref carry);

        ulong quotient = (l0 * NegatedInverse) & StepMask;
        ulong above = 0;
        l0 = Limbs.MultiplyAdd(quotient, P0, l0, ref above);
        l1 = Limbs.MultiplyAdd(quotient, P1, l1, ref above);
        l2 = Limbs.MultiplyAdd(quotient, P2, l2, ref above);
        l3 = Limbs.MultiplyAdd(quotient, P3, l3, ref above);
        l4 = Limbs.MultiplyAdd(quotient, P4, l4, ref above);
        l5 = Limbs.MultiplyAdd(quotient, P5, l5, ref above);
        ulong l6 = (ulong)carry + above;

        // Between -p and 2p: f and g together are at most 2^31 in size.
        Fp sum = ShiftByStep(l0, l1, l2, l3, l4, l5, l6);
        ulong mask = (ulong)((long)l6 >> 63);
        ulong carryOut = 0;
        l0 = Limbs.Add(sum.L0, P0 & mask, ref carryOut);
        l1 = Limbs.Add(sum.L1, P1 & mask, ref carryOut);
        l2 = Limbs.Add(sum.L2, P2 & mask, ref carryOut);
        l3 = Limbs.Add(sum.L3, P3 & mask, ref carryOut);
        l4 = Limbs.Add(sum.L4, P4 & mask, ref carryOut);
        l5 = sum.L5 + (P5 & mask) + carryOut;
        SubtractModulusOnce(l0, l1, l2, l3, l4, l5, out result);
    }

    /// <summary>The low limb of a f + b g + carry for signed f, g and carry; what is above becomes the carry.</summary>
    private static ulong Combine(ulong a, long f, ulong b, long g, ref long carry)
    {
        ulong low = a * (ulong)f;
        ulong high = Limbs.MultiplyHigh(a, (ulong)f) - (a & (ulong)(f >> 63));
        ulong other = b * (ulong)g;
        high += Limbs.MultiplyHigh(b, (ulong)g) - (b & (ulong)(g >> 63));
        low += other;
        high += low < other ? 1UL : 0UL;
        low += (ulong)carry;
        high += (low < (ulong)carry ? 1UL : 0UL) + (ulong)(carry >> 63);
        carry = (long)high;
        return low;
    }

    private static Fp ShiftByStep(ulong l0, ulong l1, ulong l2, ulong l3, ulong l4, ulong l5, ulong l6) => new(
        (l0 >> StepBits) | (l1 << (64 - StepBits)),
        (l1 >> StepBits) | (l2 << (64 - StepBits)),
        (l2 >> StepBits) | (l3 << (64 - StepBits)),
        (l3 >> StepBits) | (l4 << (64 - StepBits)),
        (l4 >> StepBits) | (l5 << (64 - StepBits)),
        (l5 >> StepBits) | (l6 << (64 - StepBits)));

    private readonly ulong Limb(int index) => index switch
    {
        0 => L0,
        1 => L1,
        2 => L2,
        3 => L3,
        4 => L4,
        _ => L5,
    };

    /// <summary>What 31 steps do: x becomes (f0 x + g0 y) / 2^31 and y becomes (f1 x + g1 y) / 2^31.</summary>
    private struct Steps
    {
        public long F0;
        public long G0;
        public long F1;
        public long G1;

        public static Steps Take(in Fp x, in Fp y)
        {
            Approximate(x, y, out ulong xBits, out ulong yBits);
            var steps = new Steps { F0 = 1, G1 = 1 };
            for (int i = 0; i < StepBits; i++)
            {
                if ((xBits & 1) != 0)
                {
                    if (xBits < yBits)
                    {
                        (xBits, yBits) = (yBits, xBits);
                        (steps.F0, steps.F1) = (steps.F1, steps.F0);
                        (steps.G0, steps.G1) = (steps.G1, steps.G0);
                    }

                    xBits -= yBits;
                    steps.F0 -= steps.F1;
                    steps.G0 -= steps.G1;
                }

                xBits >>= 1;
                steps.F1 <<= 1;
                steps.G1 <<= 1;
            }

            return steps;
        }

        /// <summary>The lowest 31 bits of both, and the 33 bits from the highest one of either on; all bits where those suffice.</summary>
        private static void Approximate(in Fp x, in Fp y, out ulong xBits, out ulong yBits)
        {
            int top = 5;
            while (top > 0 && (x.Limb(top) | y.Limb(top)) == 0)
            {
                top--;
            }

            xBits = x.L0;
            yBits = y.L0;
            if (top > 0)
            {
                int shift = BitOperations.LeadingZeroCount(x.Limb(top) | y.Limb(top));
                xBits = (xBits & StepMask) | (Top(x, top, shift) & ~StepMask);
                yBits = (yBits & StepMask) | (Top(y, top, shift) & ~StepMask);
            }
        }

        private static ulong Top(in Fp number, int top, int shift) =>
            shift == 0 ? number.Limb(top) : (number.Limb(top) << shift) | (number.Limb(top - 1) >> (64 - shift));
    }
}
