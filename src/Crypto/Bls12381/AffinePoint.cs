namespace Ledger.Crypto.Bls12381;

/// <summary>A point of y² = x³ + b; (0, 0), which no such curve has, is the point at infinity.</summary>
/// <typeparam name="T">The field of the coordinates.</typeparam>
internal struct AffinePoint<T>
    where T : struct, IField<T>
{
    public T X;
    public T Y;

    public AffinePoint(in T x, in T y)
    {
        X = x;
        Y = y;
    }

    /// <summary>Whether this is the point at infinity.</summary>
    public readonly bool IsInfinity => X.IsZero && Y.IsZero;

    /// <summary>Whether this is a point of the curve, infinity included.</summary>
    public readonly bool IsOnCurve
    {
        get
        {
            if (IsInfinity)
            {
                return true;
            }

            CurveEquation(X, out T right);
            T.Square(Y, out T left);
            return T.AreEqual(left, right);
        }
    }

    /// <summary>x³ + b.</summary>
    public static void CurveEquation(in T x, out T right)
    {
        T.Square(x, out right);
        T.Multiply(right, x, out right);
        T.Add(right, T.CurveB, out right);
    }

    /// <summary>Whether two points are the same.</summary>
    public static bool AreEqual(in AffinePoint<T> a, in AffinePoint<T> b) => T.AreEqual(a.X, b.X) && T.AreEqual(a.Y, b.Y);

    /// <summary>-P.</summary>
    public static void Negate(in AffinePoint<T> point, out AffinePoint<T> negative)
    {
        negative.X = point.X;
        T.Negate(point.Y, out negative.Y);
    }

    /// <summary>P + Q by the chord or the tangent: one inversion, which costs less than leaving projective coordinates again.</summary>
    public static void Add(in AffinePoint<T> p, in AffinePoint<T> q, out AffinePoint<T> sum)
    {
        if (p.IsInfinity || q.IsInfinity)
        {
            sum = p.IsInfinity ? q : p;
            return;
        }

        T numerator;
        T denominator;
        if (!T.AreEqual(p.X, q.X))
        {
            T.Subtract(q.Y, p.Y, out numerator);
            T.Subtract(q.X, p.X, out denominator);
        }
        else if (T.AreEqual(p.Y, q.Y) && !p.Y.IsZero)
        {
            T.Square(p.X, out T square);
            T.Add(square, square, out numerator);
            T.Add(numerator, square, out numerator);
            T.Add(p.Y, p.Y, out denominator);
        }
        else
        {
            sum = default;
            return;
        }

        T.Invert(denominator, out T slope);
        T.Multiply(slope, numerator, out slope);
        T.Square(slope, out T x);
        T.Subtract(x, p.X, out x);
        T.Subtract(x, q.X, out x);
        T.Subtract(p.X, x, out T y);
        T.Multiply(y, slope, out y);
        T.Subtract(y, p.Y, out y);
        sum.X = x;
        sum.Y = y;
    }
}
