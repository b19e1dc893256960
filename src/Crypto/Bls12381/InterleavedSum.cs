namespace Ledger.Crypto.Bls12381;

/// <summary>The sum of few multiples of points with shared doublings (E. G. Straus), the scalars in width-5 non-adjacent form: better than
/// buckets while those would be mostly empty.</summary>
internal static class InterleavedSum
{
    private const int Width = 5;
    private const int OddMultiples = 1 << (Width - 2);

    // In multiplications of the field of coordinates: madd-2007-bl, an odd multiple with its Z divided out, and the image of one.
    private const int MixedAddCost = 11;
    private const int TableEntryCost = 23;
    private const int ImageCost = 2;

    /// <summary>What a sum costs, in multiplications of the field of coordinates, without the doublings.</summary>
    public static long Cost<T, TSplit>(int count)
        where T : struct, IField<T>
        where TSplit : struct, IScalarSplit<T>
    {
        int tableCost = OddMultiples * (TableEntryCost + (ImageCost * (TSplit.Parts - 1)));
        int addCost = TSplit.Parts * TSplit.PartBits * MixedAddCost / (Width + 1);
        return (long)count * (tableCost + addCost);
    }

    /// <summary>The sum of part times image.</summary>
    /// <param name="points">Points of the subgroup.</param>
    /// <param name="parts">The parts of one scalar after the other.</param>
    /// <param name="sum">The result.</param>
    public static void Compute<T, TSplit>(
        ReadOnlySpan<AffinePoint<T>> points, ReadOnlySpan<UInt128> parts, out JacobianPoint<T> sum)
        where T : struct, IField<T>
        where TSplit : struct, IScalarSplit<T>
    {
        AffinePoint<T>[] table = MultiScalarMultiplication.Images<T, TSplit>(OddMultiplesOf(points));
        int length = TSplit.PartBits + 1;
        sbyte[] digits = new sbyte[parts.Length * length];
        for (int i = 0; i < parts.Length; i++)
        {
            FillDigits(parts[i], digits.AsSpan(i * length, length));
        }

        sum = default;
        for (int position = length - 1; position >= 0; position--)
        {
            JacobianPoint<T>.Double(sum, out sum);
            for (int i = 0; i < parts.Length; i++)
            {
                int digit = digits[(i * length) + position];
                if (digit != 0)
                {
                    // The images of an odd multiple stand together.
                    (int point, int part) = Math.DivRem(i, TSplit.Parts);
                    int multiple = (point * OddMultiples) + (Math.Abs(digit) / 2);
                    AddSigned(table[(multiple * TSplit.Parts) + part], digit < 0, ref sum);
                }
            }
        }
    }

    private static void AddSigned<T>(in AffinePoint<T> point, bool isNegative, ref JacobianPoint<T> sum)
        where T : struct, IField<T>
    {
        if (isNegative)
        {
            AffinePoint<T>.Negate(point, out AffinePoint<T> negative);
            JacobianPoint<T>.Add(sum, negative, out sum);
        }
        else
        {
            JacobianPoint<T>.Add(sum, point, out sum);
        }
    }

    /// <summary>P, 3 P, 5 P and so on, for each point.</summary>
    private static AffinePoint<T>[] OddMultiplesOf<T>(ReadOnlySpan<AffinePoint<T>> points)
        where T : struct, IField<T>
    {
        var multiples = new JacobianPoint<T>[points.Length * OddMultiples];
        for (int i = 0; i < points.Length; i++)
        {
            Span<JacobianPoint<T>> own = multiples.AsSpan(i * OddMultiples, OddMultiples);
            own[0] = new JacobianPoint<T>(points[i]);
            JacobianPoint<T>.Double(own[0], out JacobianPoint<T> twice);
            for (int j = 1; j < own.Length; j++)
            {
                JacobianPoint<T>.Add(own[j - 1], twice, out own[j]);
            }
        }

        var affine = new AffinePoint<T>[multiples.Length];
        JacobianPoint<T>.Normalize(multiples, affine);
        return affine;
    }

    /// <summary>The non-adjacent form: each digit is zero or odd and below 2^(w-1) in size, and w - 1 zeros follow one that is not.</summary>
    private static void FillDigits(UInt128 scalar, Span<sbyte> digits)
    {
        int carry = 0;
        int position = 0;
        while (position < digits.Length)
        {
            UInt128 rest = position < 128 ? scalar >> position : 0;
            if (((int)(uint)rest & 1) == carry)
            {
                position++;
                continue;
            }

            int window = ((int)(uint)rest & ((1 << Width) - 1)) + carry;
            carry = window >> (Width - 1);
            digits[position] = (sbyte)(window - (carry << Width));
            position += Width;
        }
    }
}
