using System.Runtime.Intrinsics;

namespace Ledger.Crypto.Signatures.Lanes;

/// <summary>R, 3R, 5R, ... and their images under the endomorphism, for eight points R at once, on a curve isomorphic to theirs where
/// all have the scale 1.</summary>
/// <remarks>Built by sums of points with a common scale (Meloni, "New point addition formulae for ECC applications", 2007). None of them
/// is of equal or opposite points: the group has a large prime order. Windows of 5 bits take 52 sums and a table of 16 multiples; 4 bits
/// take 66 and half the table: 0.3 us more a signature, by the times of a sum (416 ns for eight) and of filling the table (8.8 us).</remarks>
internal sealed class OddMultiples
{
    /// <summary>Digits are odd and below 2^this in size.</summary>
    public const int WindowBits = 5;

    private const int Size = 1 << (WindowBits - 1);

    private readonly FieldLanes[] _x = new FieldLanes[Size];
    private readonly FieldLanes[] _y = new FieldLanes[Size];
    private readonly FieldLanes[] _ratios = new FieldLanes[Size];
    private readonly double[] _rows = new double[FieldLanes.Count * Size * FieldLanes.RowLength];
    private readonly double[] _imageRows = new double[FieldLanes.Count * Size * FieldLanes.RowLength];

    /// <summary>Fills the table.</summary>
    /// <param name="x">The x coordinates of the points.</param>
    /// <param name="y">The y coordinates.</param>
    /// <param name="scale">What carries a point back: (x, y) of the table is (x/scale^2, y/scale^3) on the curve.</param>
    public void Fill(in FieldLanes x, in FieldLanes y, out FieldLanes scale)
    {
        Double(x, y, out FieldLanes twoX, out FieldLanes twoY, out FieldLanes start);
        for (int i = 1; i < Size; i++)
        {
            AddTwo(ref twoX, ref twoY, i);
        }

        FieldLanes factor = _ratios[Size - 1];
        for (int i = Size - 2; i >= 0; i--)
        {
            FieldLanes.Square(factor, out FieldLanes square);
            FieldLanes.Multiply(square, factor, out FieldLanes cube);
            FieldLanes.Multiply(_x[i], square, out _x[i]);
            FieldLanes.Multiply(_y[i], cube, out _y[i]);
            FieldLanes.Multiply(i > 0 ? _ratios[i] : start, factor, out factor);
        }

        scale = factor;
        for (int i = 0; i < Size; i++)
        {
            FieldLanes.WriteRows(_x[i], _y[i], _rows.AsSpan(i * FieldLanes.RowLength), Size);
            FieldLanes.Multiply(_x[i], Endomorphism.Beta, out FieldLanes image);
            FieldLanes.WriteRows(image, _y[i], _imageRows.AsSpan(i * FieldLanes.RowLength), Size);
        }
    }

    /// <summary>The multiple that a digit of R names.</summary>
    public void Select(Vector512<long> digits, out FieldLanes x, out FieldLanes y) => Select(_rows, digits, out x, out y);

    /// <summary>The multiple that a digit of the image of R names.</summary>
    public void SelectImage(Vector512<long> digits, out FieldLanes x, out FieldLanes y) => Select(_imageRows, digits, out x, out y);

    // The rows of a lane stand together.
    private static void Select(double[] rows, Vector512<long> digits, out FieldLanes x, out FieldLanes y)
    {
        Vector512<long> index = digits & Vector512.Create(Size - 1L);
        FieldLanes.ReadRows(rows, index + (Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7) * Size), out x, out y);
        FieldLanes.Negate(ref y, digits & Vector512.Create(long.MinValue));
    }

    // The first entry is the point itself with the scale 2y of its double, so that both can be added.
    private void Double(in FieldLanes x, in FieldLanes y, out FieldLanes twoX, out FieldLanes twoY, out FieldLanes scale)
    {
        FieldLanes.SquareThrice(x, out FieldLanes e);
        FieldLanes.SquareTwice(y, out FieldLanes b);
        FieldLanes.Add(x, x, out FieldLanes d);
        FieldLanes.Multiply(b, d, out _x[0]);
        FieldLanes.SquareTwice(b, out _y[0]);
        FieldLanes.Add(_x[0], _x[0], out FieldLanes rest);
        FieldLanes.SquareSubtract(e, rest, out twoX);
        FieldLanes.Subtract(_x[0], twoX, out d);
        FieldLanes.MultiplySubtract(e, d, _y[0], out twoY);
        FieldLanes.Add(y, y, out scale);
    }

    // Entry i is entry i - 1 plus the double; both keep one scale, larger than before by the ratio.
    private void AddTwo(ref FieldLanes twoX, ref FieldLanes twoY, int i)
    {
        FieldLanes.SubtractReduced(twoX, _x[i - 1], out FieldLanes h);
        FieldLanes.SubtractReduced(twoY, _y[i - 1], out FieldLanes r);
        FieldLanes.Square(h, out FieldLanes square);
        FieldLanes.Multiply(twoX, square, out twoX);
        FieldLanes.Multiply(_x[i - 1], square, out FieldLanes other);
        FieldLanes.Add(twoX, other, out FieldLanes rest);
        FieldLanes.SquareSubtract(r, rest, out _x[i]);
        FieldLanes.Subtract(twoX, other, out other);
        FieldLanes.Multiply(twoY, other, out twoY);
        FieldLanes.Subtract(twoX, _x[i], out other);
        FieldLanes.MultiplySubtract(r, other, twoY, out _y[i]);
        _ratios[i] = h;
    }
}
