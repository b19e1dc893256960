namespace Ledger.Crypto.Bls12381;

/// <summary>The sum of many multiples of points of a subgroup, each scalar split into short ones by an endomorphism.</summary>
internal static class MultiScalarMultiplication
{
    // In multiplications of the field of coordinates: add-2007-bl, madd-2007-bl.
    private const int AddCost = 16;
    private const int MixedAddCost = 11;

    private const int BucketBitsMin = 3;
    private const int BucketBitsMax = 14;

    /// <summary>The sum of scalar times point, without a Z.</summary>
    /// <param name="points">Points of the subgroup; others give a wrong result.</param>
    /// <param name="scalars">As many scalars.</param>
    /// <param name="sum">The result.</param>
    /// <exception cref="ArgumentException">The numbers of points and scalars differ.</exception>
    public static void Sum<T, TSplit>(
        ReadOnlySpan<AffinePoint<T>> points, ReadOnlySpan<Scalar> scalars, out AffinePoint<T> sum)
        where T : struct, IField<T>
        where TSplit : struct, IScalarSplit<T>
    {
        if (points.Length != scalars.Length)
        {
            throw new ArgumentException("Each point needs a scalar.", nameof(scalars));
        }

        var parts = new UInt128[points.Length * TSplit.Parts];
        for (int i = 0; i < scalars.Length; i++)
        {
            TSplit.Split(scalars[i], parts.AsSpan(i * TSplit.Parts, TSplit.Parts));
        }

        int bucketBits = BestBucketBits(parts.Length, TSplit.PartBits);
        JacobianPoint<T> result;
        if (InterleavedSum.Cost<T, TSplit>(points.Length) <= BucketCost(parts.Length, TSplit.PartBits, bucketBits))
        {
            InterleavedSum.Compute<T, TSplit>(points, parts, out result);
        }
        else
        {
            SumByBuckets<T>(Images<T, TSplit>(points), parts, TSplit.PartBits, bucketBits, out result);
        }

        JacobianPoint<T>.Normalize(result, out sum);
    }

    /// <summary>Each point followed by its images, as many points as a scalar has parts.</summary>
    internal static AffinePoint<T>[] Images<T, TSplit>(ReadOnlySpan<AffinePoint<T>> points)
        where T : struct, IField<T>
        where TSplit : struct, IScalarSplit<T>
    {
        var images = new AffinePoint<T>[points.Length * TSplit.Parts];
        for (int i = 0; i < points.Length; i++)
        {
            Span<AffinePoint<T>> own = images.AsSpan(i * TSplit.Parts, TSplit.Parts);
            own[0] = points[i];
            for (int j = 1; j < own.Length; j++)
            {
                TSplit.Apply(own[j - 1], out own[j]);
            }
        }

        return images;
    }

    /// <summary>Pippenger's algorithm: in each window of the scalars a point goes to the bucket of its digit, and the buckets are summed
    /// with their digits as weights. Digits are signed, which halves the buckets.</summary>
    internal static void SumByBuckets<T>(
        ReadOnlySpan<AffinePoint<T>> points, ReadOnlySpan<UInt128> scalars, int bits, int bucketBits, out JacobianPoint<T> sum)
        where T : struct, IField<T>
    {
        var buckets = new JacobianPoint<T>[1 << (bucketBits - 1)];
        int windows = WindowCount(bits, bucketBits);
        sum = default;
        for (int window = windows - 1; window >= 0; window--)
        {
            for (int i = 0; i < bucketBits; i++)
            {
                JacobianPoint<T>.Double(sum, out sum);
            }

            Array.Clear(buckets);
            for (int i = 0; i < points.Length; i++)
            {
                AddToBucket(points[i], SignedDigit(scalars[i], window, bucketBits), buckets);
            }

            SumBuckets(buckets, out JacobianPoint<T> weighted);
            JacobianPoint<T>.Add(sum, weighted, out sum);
        }
    }

    private static void AddToBucket<T>(in AffinePoint<T> point, int digit, Span<JacobianPoint<T>> buckets)
        where T : struct, IField<T>
    {
        if (digit > 0)
        {
            ref JacobianPoint<T> bucket = ref buckets[digit - 1];
            JacobianPoint<T>.Add(bucket, point, out bucket);
        }
        else if (digit < 0)
        {
            ref JacobianPoint<T> bucket = ref buckets[-digit - 1];
            AffinePoint<T>.Negate(point, out AffinePoint<T> negative);
            JacobianPoint<T>.Add(bucket, negative, out bucket);
        }
    }

    /// <summary>The sum of (i + 1) times bucket i, by two additions a bucket.</summary>
    private static void SumBuckets<T>(ReadOnlySpan<JacobianPoint<T>> buckets, out JacobianPoint<T> sum)
        where T : struct, IField<T>
    {
        JacobianPoint<T> running = default;
        sum = default;
        for (int i = buckets.Length - 1; i >= 0; i--)
        {
            JacobianPoint<T>.Add(running, buckets[i], out running);
            JacobianPoint<T>.Add(sum, running, out sum);
        }
    }

    /// <summary>
    /// The digit of a window, from -2^(w-1) to 2^(w-1) (A. D. Booth): the bits of the window, plus the highest bit of the window below,
    /// minus 2^w if their own highest bit is set.
    /// </summary>
    private static int SignedDigit(UInt128 scalar, int window, int bucketBits)
    {
        int position = window * bucketBits;
        UInt128 shifted = position >= 128 ? 0 : scalar >> position;
        int digit = (int)((uint)shifted & ((1u << bucketBits) - 1));
        int below = position == 0 ? 0 : (int)((uint)(scalar >> (position - 1)) & 1);
        return digit + below - ((digit >> (bucketBits - 1)) << bucketBits);
    }

    /// <summary>One bit more than the scalar has, for the carry out of its last window.</summary>
    private static int WindowCount(int bits, int bucketBits) => (bits / bucketBits) + 1;

    private static int BestBucketBits(int count, int bits)
    {
        int best = BucketBitsMin;
        for (int candidate = BucketBitsMin + 1; candidate <= BucketBitsMax; candidate++)
        {
            if (BucketCost(count, bits, candidate) < BucketCost(count, bits, best))
            {
                best = candidate;
            }
        }

        return best;
    }

    /// <summary>Points that fall into an empty bucket cost nothing; each bucket takes two additions afterwards.</summary>
    private static long BucketCost(int count, int bits, int bucketBits)
    {
        long buckets = 1L << (bucketBits - 1);
        return WindowCount(bits, bucketBits) * ((Math.Max(0, count - buckets) * MixedAddCost) + (2 * buckets * AddCost));
    }
}
