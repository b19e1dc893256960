namespace Ledger.Crypto.Signatures.Lanes;

/// <summary>Eight points (X/Z^2, Y/Z^3) of curves y^2 = x^3 + b, one a lane. Coordinates are reduced.</summary>
/// <remarks>
/// Sums are those of points with different x coordinates only, and no lane is treated as an exception: a sum multiplies Z by the
/// difference H of the x coordinates, scaled, and a double by -2Y. Y is never 0, for the group has no point of order two, so while Z is
/// not 0 modulo p every step is right, and it becomes 0 just where two points are equal or opposite. From there on every step multiplies
/// it, whatever X and Y then are, so it stays 0. A lane whose Z is not 0 in the end is right; any other one has to be worked out anew.
/// </remarks>
internal struct PointLanes
{
    /// <summary>The x coordinate times Z^2.</summary>
    public FieldLanes X;

    /// <summary>The y coordinate times Z^3.</summary>
    public FieldLanes Y;

    /// <summary>The scale.</summary>
    public FieldLanes Z;

    /// <summary>Doubles in place: dbl-2009-l of the Explicit-Formulas Database with the signs of Y and Z flipped, which is the same
    /// point and lets the two products of Y be added.</summary>
    public void Double()
    {
        FieldLanes.SquareThrice(X, out FieldLanes e);
        FieldLanes.SquareTwice(Y, out FieldLanes b);
        FieldLanes.Add(X, X, out FieldLanes d);
        FieldLanes.Multiply(b, d, out d);
        FieldLanes.MinusTwice(Y, out FieldLanes scale);
        FieldLanes.Multiply(Z, scale, out Z);
        FieldLanes.Add(d, d, out FieldLanes twice);
        FieldLanes.SquareSubtract(e, twice, out X);
        FieldLanes.Subtract(X, d, out d);
        FieldLanes.MultiplyAddTwoSquares(e, d, b, out Y);
    }

    /// <summary>Adds a point given by its coordinates, in place.</summary>
    public void Add(in FieldLanes x, in FieldLanes y) => AddScaled(x, y, Z);

    /// <summary>Adds a point of another, isomorphic curve, in place (madd of the Explicit-Formulas Database without its doubled factors).</summary>
    /// <param name="x">The x coordinate there.</param>
    /// <param name="y">The y coordinate there.</param>
    /// <param name="scale">This point's Z there: (X/scale^2, Y/scale^3) is its image.</param>
    public void AddScaled(in FieldLanes x, in FieldLanes y, in FieldLanes scale)
    {
        FieldLanes.Square(scale, out FieldLanes square);
        FieldLanes.Multiply(square, scale, out FieldLanes cube);
        FieldLanes.MultiplySubtract(x, square, X, out FieldLanes h);
        FieldLanes.MultiplySubtract(y, cube, Y, out FieldLanes r);
        FieldLanes.Square(h, out square);
        FieldLanes.Multiply(Z, h, out Z);
        FieldLanes.Multiply(square, h, out cube);
        FieldLanes.Multiply(square, X, out FieldLanes v);
        FieldLanes.Add(v, v, out FieldLanes rest);
        FieldLanes.Add(rest, cube, out rest);
        FieldLanes.SquareSubtract(r, rest, out X);
        FieldLanes.Subtract(v, X, out v);
        FieldLanes.MultiplyDifference(r, v, Y, cube, out Y);
    }
}
