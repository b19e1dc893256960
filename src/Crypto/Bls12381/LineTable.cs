namespace Ledger.Crypto.Bls12381;

/// <summary>The lines of the Miller loop for a point of G2 that stays the same: a quarter of the loop's work is done once.</summary>
internal sealed class LineTable
{
    private readonly List<Line> _lines = [];

    /// <summary>The lines of a point other than infinity.</summary>
    public LineTable(in G2Point point)
    {
        AffinePoint<Fp2> q = point.Affine;
        var t = new MillerPoint(q);
        for (int bit = CurveParameter.HighestBit - 1; bit >= 0; bit--)
        {
            t.Double(out Line tangent);
            _lines.Add(tangent);
            if (CurveParameter.IsSet(bit))
            {
                t.Add(q, out Line chord);
                _lines.Add(chord);
            }
        }
    }

    /// <summary>A line by its place in the loop.</summary>
    public Line this[int index] => _lines[index];
}
