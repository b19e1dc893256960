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
                pair.T.Double(out Line tangent);
                tangent.Multiply(pair.P, ref f);
                if (CurveParameter.IsSet(bit))
                {
                    pair.T.Add(pair.Q, out Line chord);
                    chord.Multiply(pair.P, ref f);
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
    }
}
