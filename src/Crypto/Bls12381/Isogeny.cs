namespace Ledger.Crypto.Bls12381;

/// <summary>A map between two curves by rational functions: x = xn(x') / xd(x'), y = y' yn(x') / yd(x') (RFC 9380, section 6.6.3).</summary>
/// <typeparam name="T">The field of the coordinates.</typeparam>
/// <param name="xNumerator">The coefficients of xn, the lowest first, as those of all.</param>
/// <param name="xDenominator">The coefficients of xd.</param>
/// <param name="yNumerator">The coefficients of yn.</param>
/// <param name="yDenominator">The coefficients of yd.</param>
internal sealed class Isogeny<T>(T[] xNumerator, T[] xDenominator, T[] yNumerator, T[] yDenominator)
    where T : struct, IField<T>
{
    /// <summary>The image of a point; infinity where a denominator is zero, as the standard says.</summary>
    public void Apply(in AffinePoint<T> point, out JacobianPoint<T> image)
    {
        Evaluate(xNumerator, point.X, out T xn);
        Evaluate(xDenominator, point.X, out T xd);
        Evaluate(yNumerator, point.X, out T yn);
        Evaluate(yDenominator, point.X, out T yd);

        // Z = xd yd, X = xn yd Z, Y = y' yn xd Z²
        T.Multiply(xd, yd, out image.Z);
        T.Multiply(xn, yd, out T x);
        T.Multiply(x, image.Z, out image.X);
        T.Multiply(point.Y, yn, out T y);
        T.Multiply(y, xd, out y);
        T.Multiply(y, image.Z, out y);
        T.Multiply(y, image.Z, out image.Y);
    }

    private static void Evaluate(ReadOnlySpan<T> coefficients, in T x, out T value)
    {
        value = coefficients[^1];
        for (int i = coefficients.Length - 2; i >= 0; i--)
        {
            T.Multiply(value, x, out value);
            T.Add(value, coefficients[i], out value);
        }
    }
}
