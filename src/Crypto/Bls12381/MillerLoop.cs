namespace Ledger.Crypto.Bls12381;

/// <summary>The Miller loop of several pairs over the bits of |z|, with one squaring a bit for all of them.</summary>
internal sealed class MillerLoop
{
    private readonly Pair[] _pairs;
    private int _count;

    /// <summary>An empty loop with room for some pairs.</summary>
    public MillerLoop(int countMax) => _pairs = new Pair[countMax];

    /// <summary>Adds a pair; one with a point at infinity changes nothing.</summary>
    public void Add(in AffinePoint<Fp> p, in AffinePoint<Fp2> q)
    {
        if (!p.IsInfinity && !q.IsInfinity)
        {
            _pairs[_count++] = new Pair { P = p, Q = q, T = new MillerPoint(q) };
        }
    }

    /// <summary>Adds a pair whose second point is known by its lines; one with a point at infinity changes nothing.</summary>
    public void Add(in AffinePoint<Fp> p, LineTable lines)
    {
        if (!p.IsInfinity)
        {
            _pairs[_count++] = new Pair { P = p, Lines = lines };
        }
    }

    /// <summary>Runs; a loop runs once.</summary>
    /// <param name="f">The value before the final exponentiation.</param>
    public void Run(out Fp12 f)
    {
        Span<Pair> pairs = _pairs.AsSpan(0, _count);
        f = Fp12.One;
        for (int bit = CurveParameter.HighestBit - 1; bit >= 0; bit--)
        {
            if (bit != CurveParameter.HighestBit - 1)
            {
                Fp12.Square(f, out f);
            }

            foreach (ref Pair pair in pairs)
            {
                pair.Double(ref f);
                if (CurveParameter.IsSet(bit))
                {
                    pair.Add(ref f);
                }
            }
        }

        // z is negative: f to the power of -1, up to a factor that the final exponentiation removes.
        Fp12.Conjugate(f, out f);
    }

    private struct Pair
    {
        public AffinePoint<Fp> P;
        public AffinePoint<Fp2> Q;
        public MillerPoint T;
        public LineTable? Lines;
        private int _used;

        public void Double(ref Fp12 f)
        {
            Line tangent;
            if (Lines is null)
            {
                T.Double(out tangent);
            }
            else
            {
                tangent = Lines[_used++];
            }

            tangent.Multiply(P, ref f);
        }

        public void Add(ref Fp12 f)
        {
            Line chord;
            if (Lines is null)
            {
                T.Add(Q, out chord);
            }
            else
            {
                chord = Lines[_used++];
            }

            chord.Multiply(P, ref f);
        }
    }
}
