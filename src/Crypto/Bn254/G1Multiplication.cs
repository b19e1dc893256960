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
        Fill(point, ref table, out Fp scale);
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

        // Back from the table's curve to ours.
        Fp.Multiply(sum.Z, scale, out sum.Z);
        return sum;
    }

    // The odd multiples of the point, all on the curve y^2 = x^3 + 3s^6 that (x, y) -> (x·s^2, y·s^3) leads to: sums there need not know its
    // constant term. So the table has coordinates without an inversion, and a product takes 0.93 of its time. None is infinite and no two
    // are one another's negative, since the order of the group is a prime above them all.
    [SkipLocalsInit]
    private static void Fill(in AffinePoint<Fp> point, ref Table table, out Fp scale)
    {
        Unsafe.SkipInit(out Multiples multiples);
        Unsafe.SkipInit(out Ratios ratios);
        JacobianPoint<Fp>.Double(new JacobianPoint<Fp>(point), out JacobianPoint<Fp> twice);

        // Where 2P is (X, Y), P is (x·Z^2, y·Z^3).
        var addend = new AffinePoint<Fp>(twice.X, twice.Y);
        JacobianPoint<Fp>.Scale(new JacobianPoint<Fp>(point), twice.Z, out AffinePoint<Fp> first);
        multiples[0] = new JacobianPoint<Fp>(first);
        for (int i = 1; i < TableSize; i++)
        {
            JacobianPoint<Fp>.AddDistinct(multiples[i - 1], addend, out multiples[i], out ratios[i]);
        }

        JacobianPoint<Fp> last = multiples[TableSize - 1];
        table[TableSize - 1] = new AffinePoint<Fp>(last.X, last.Y);
        Fp rest = Fp.One;
        for (int i = TableSize - 2; i >= 0; i--)
        {
            Fp.Multiply(rest, ratios[i + 1], out rest);
            JacobianPoint<Fp>.Scale(multiples[i], rest, out table[i]);
        }

        Fp.Multiply(last.Z, twice.Z, out scale);
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
    private struct Ratios
    {
        private Fp _first;
    }
}
