namespace Ledger.Crypto.Bls12381;

/// <summary>The simplified map of Shallue, van de Woestijne and Ulas from a field to y² = x³ + a x + b, and by an isogeny on to a curve with
/// a = 0 (RFC 9380, sections 6.6.2, 6.6.3 and appendix F.2). The cofactor is not cleared here.</summary>
/// <typeparam name="T">The field of the coordinates.</typeparam>
/// <param name="a">The constant a of the curve that the map leads to first.</param>
/// <param name="b">The constant b of that curve.</param>
/// <param name="isogeny">The map from that curve.</param>
internal sealed class SimplifiedSwu<T>(T a, T b, Isogeny<T> isogeny)
    where T : struct, IField<T>
{
    /// <summary>The point of an element.</summary>
    public void Apply(in T u, out JacobianPoint<T> point)
    {
        MapToFirstCurve(u, out AffinePoint<T> first);
        isogeny.Apply(first, out point);
    }

    private void MapToFirstCurve(in T u, out AffinePoint<T> point)
    {
        // x1 = numerator / denominator = b (t² + t + 1) / (-a (t² + t)), t = Z u²; b / (Z a) where t² + t is zero.
        T.Square(u, out T t);
        T.Multiply(t, T.NonSquare, out t);
        T.Square(t, out T sum);
        T.Add(sum, t, out sum);
        T.Add(sum, T.One, out T numerator);
        T.Multiply(numerator, b, out numerator);
        T.Negate(sum, out T denominator);
        T.Multiply(sum.IsZero ? T.NonSquare : denominator, a, out denominator);

        RightSide(numerator, denominator, out T value, out T scale);
        bool isSquare = T.TryRootOfRatio(value, scale, out T y);
        if (!isSquare)
        {
            // x2 = t x1, and its y is u³ Z times the root of Z g(x1) that came out.
            T.Multiply(numerator, t, out numerator);
            T.Multiply(y, t, out y);
            T.Multiply(y, u, out y);
        }

        if (u.IsOdd != y.IsOdd)
        {
            T.Negate(y, out y);
        }

        T.Invert(denominator, out T inverse);
        T.Multiply(numerator, inverse, out point.X);
        point.Y = y;
    }

    /// <summary>g(n / d) = value / scale = (n³ + a n d² + b d³) / d³.</summary>
    private void RightSide(in T numerator, in T denominator, out T value, out T scale)
    {
        T.Square(denominator, out T square);
        T.Multiply(square, denominator, out scale);
        T.Square(numerator, out value);
        T.Multiply(square, a, out square);
        T.Add(value, square, out value);
        T.Multiply(value, numerator, out value);
        T.Multiply(scale, b, out T constant);
        T.Add(value, constant, out value);
    }
}
