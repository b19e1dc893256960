using System.Runtime.CompilerServices;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Bn254;

/// <summary>Multiplies points of <see cref="G1"/> with scalars, in a time that depends on them: contracts keep no secrets.</summary>
internal static class G1Multiplication
{
    private const int TableSize = 1 << (SignedDigits.WindowBits - 2);

    /// <summary>Adds a point to itself <paramref name="scalar"/> times, any 256-bit number. The two halves of the split scalar
    /// share their doublings.</summary>
    [SkipLocalsInit]
    public static JacobianPoint<Fp> Multiply(in AffinePoint<Fp> point, in UInt256 scalar)
    {
        if (point.IsInfinity)
        {
            return default;
        }

        G1Endomorphism.Split(scalar % G1.Order, out UInt256 first, out UInt256 second, out bool isSecondNegative);
        Unsafe.SkipInit(out Table table);
        Unsafe.SkipInit(out Table mapped);
        Fill(point, ref table);
        for (int i = 0; i < TableSize; i++)
        {
            G1Endomorphism.Map(table[i], isSecondNegative, out mapped[i]);
        }

        Span<sbyte> firstDigits = stackalloc sbyte[SignedDigits.CountMax];
        Span<sbyte> secondDigits = stackalloc sbyte[SignedDigits.CountMax];
        int count = Math.Max(SignedDigits.Write(first, firstDigits), SignedDigits.Write(second, secondDigits));
        JacobianPoint<Fp> sum = default;
        for (int position = count - 1; position >= 0; position--)
        {
            JacobianPoint<Fp>.Double(sum, out sum);
            AddDigit(ref sum, table, firstDigits[position]);
            AddDigit(ref sum, mapped, secondDigits[position]);
        }

        return sum;
    }

    // The odd multiples of the point. None is infinite, since the order of the group is a prime above them all.
    [SkipLocalsInit]
    private static void Fill(in AffinePoint<Fp> point, ref Table table)
    {
        Unsafe.SkipInit(out Multiples multiples);
        Unsafe.SkipInit(out Products products);
        multiples[0] = new JacobianPoint<Fp>(point);
        JacobianPoint<Fp>.Double(multiples[0], out JacobianPoint<Fp> twice);
        for (int i = 1; i < TableSize; i++)
        {
            JacobianPoint<Fp>.Add(multiples[i - 1], twice, out multiples[i]);
        }

        JacobianPoint<Fp>.ToAffine(multiples, products, table);
    }

    private static void AddDigit(ref JacobianPoint<Fp> sum, in Table table, int digit)
    {
        if (digit > 0)
        {
            JacobianPoint<Fp>.Add(sum, table[digit >> 1], out sum);
        }
        else if (digit < 0)
        {
            AffinePoint<Fp>.Negate(table[-digit >> 1], out AffinePoint<Fp> negated);
            JacobianPoint<Fp>.Add(sum, negated, out sum);
        }
    }

    [InlineArray(TableSize)]
    private struct Table
    {
        private AffinePoint<Fp> _first;
    }

    [InlineArray(TableSize)]
    private struct Multiples
    {
        private JacobianPoint<Fp> _first;
    }

    [InlineArray(TableSize)]
    private struct Products
    {
        private Fp _first;
    }
}
