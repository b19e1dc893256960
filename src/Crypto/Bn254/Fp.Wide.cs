using System.Runtime.CompilerServices;

namespace Ledger.Crypto.Bn254;

/// <content>Sums of products before their reduction.</content>
internal readonly partial struct Fp
{
    /// <summary>A sum of products of 512 bits, eight limbs, the lowest first.</summary>
    internal partial struct Wide
    {
        private ulong _l0;
        private ulong _l1;
        private ulong _l2;
        private ulong _l3;
        private ulong _l4;
        private ulong _l5;
        private ulong _l6;
        private ulong _l7;

        /// <summary>The sum a·x + b·y + c·z. Factors are at most 2p: twelve times p^2 is below 2^511.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void MultiplySum(in Fp a, in Fp x, in Fp b, in Fp y, in Fp c, in Fp z, out Wide sum)
        {
            if (IsVectorized)
            {
                MultiplySumByVectors(a, x, b, y, c, z, out sum);
            }
            else
            {
                MultiplySumByLimbs(a, x, b, y, c, z, out sum);
            }
        }

        /// <summary>The sum by 64-bit products, on any processor.</summary>
        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public static void MultiplySumByLimbs(in Fp a, in Fp x, in Fp b, in Fp y, in Fp c, in Fp z, out Wide sum)
        {
            Unsafe.SkipInit(out sum);
            ulong t0 = 0;
            ulong t1 = 0;
            ulong t2 = 0;
            ulong t3 = 0;
            ulong t4 = 0;
            for (int limb = 0; limb < LimbCount; limb++)
            {
                // Below 6p · 2^64 in a row and 6p after it: five limbs and a bit in a row, five after it.
                t4 += AddProduct(Limb(a, limb), x, ref t0, ref t1, ref t2, ref t3);
                t4 += AddProduct(Limb(b, limb), y, ref t0, ref t1, ref t2, ref t3);
                ulong carry = AddProduct(Limb(c, limb), z, ref t0, ref t1, ref t2, ref t3);
                t4 += carry;
                Unsafe.Add(ref sum._l0, limb) = t0;
                t0 = t1;
                t1 = t2;
                t2 = t3;
                t3 = t4;
                t4 = t3 < carry ? 1UL : 0UL;
            }

            sum._l4 = t0;
            sum._l5 = t1;
            sum._l6 = t2;
            sum._l7 = t3;
        }

        /// <summary>The parts of a sum of products in <see cref="Fp2"/> by Karatsuba's method: first - second, and all - first - second.</summary>
        /// <param name="first">The sum of the products of the real parts, at most 3p^2.</param>
        /// <param name="second">The sum of the products of the factors of i, at most 3p^2.</param>
        /// <param name="all">The sum of the products of the sums of both.</param>
        /// <param name="sum">The reduced sum.</param>
        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public static void Reduce(in Wide first, in Wide second, in Wide all, out Fp2 sum)
        {
            Subtract(first, second, out Wide difference, out ulong borrow);

            // A negative number gets 2^256·p, which is more than 5p^2: its residue stays, and it ends between zero and that.
            var high = new Fp(difference._l4, difference._l5, difference._l6, difference._l7);
            AddModulus(0 - borrow, high._l0, high._l1, high._l2, high._l3, out high);
            Reduce(difference, high, out Fp partly);
            Fp.Reduce(partly._l0, partly._l1, partly._l2, partly._l3, out sum.C0);

            // At most 6p^2, and so below 3p after the division by 2^256.
            Subtract(all, first, out difference, out _);
            Subtract(difference, second, out difference, out _);
            Reduce(difference, new Fp(difference._l4, difference._l5, difference._l6, difference._l7), out partly);
            Fp.Reduce(partly._l0, partly._l1, partly._l2, partly._l3, out partly);
            Fp.Reduce(partly._l0, partly._l1, partly._l2, partly._l3, out sum.C1);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Subtract(in Wide left, in Wide right, out Wide difference, out ulong borrow)
        {
            borrow = 0;
            difference._l0 = SubtractWithBorrow(left._l0, right._l0, ref borrow);
            difference._l1 = SubtractWithBorrow(left._l1, right._l1, ref borrow);
            difference._l2 = SubtractWithBorrow(left._l2, right._l2, ref borrow);
            difference._l3 = SubtractWithBorrow(left._l3, right._l3, ref borrow);
            difference._l4 = SubtractWithBorrow(left._l4, right._l4, ref borrow);
            difference._l5 = SubtractWithBorrow(left._l5, right._l5, ref borrow);
            difference._l6 = SubtractWithBorrow(left._l6, right._l6, ref borrow);
            difference._l7 = SubtractWithBorrow(left._l7, right._l7, ref borrow);
        }

        // (low + high · 2^256) / 2^256 modulo p, up to p more than high.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Reduce(in Wide low, in Fp high, out Fp partly)
        {
            ulong t0 = low._l0;
            ulong t1 = low._l1;
            ulong t2 = low._l2;
            ulong t3 = low._l3;
            ReduceRow(ref t0, ref t1, ref t2, ref t3);
            ReduceRow(ref t0, ref t1, ref t2, ref t3);
            ReduceRow(ref t0, ref t1, ref t2, ref t3);
            ReduceRow(ref t0, ref t1, ref t2, ref t3);
            AddLimbs(new Fp(t0, t1, t2, t3), high, out t0, out t1, out t2, out t3);
            partly = new Fp(t0, t1, t2, t3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void ReduceRow(ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3)
        {
            ulong m = t0 * NegatedInverse;
            ulong reduction = ReductionCarry(m, t0);
            t0 = MultiplyAddCarry(m, P1, t1, ref reduction);
            t1 = MultiplyAddCarry(m, P2, t2, ref reduction);
            t2 = MultiplyAddCarry(m, P3, t3, ref reduction);
            t3 = reduction;
        }
    }
}
