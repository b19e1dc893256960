namespace Ledger.Crypto.Bn254;

/// <summary>A point of a curve y^2 = x^3 + b by its coordinates; (0, 0), on neither curve, stands for infinity (EIP-196).</summary>
/// <typeparam name="T">The field of the coordinates.</typeparam>
internal struct AffinePoint<T>
    where T : struct, IFieldElement<T>
{
    /// <summary>The x coordinate.</summary>
    public T X;

    /// <summary>The y coordinate.</summary>
    public T Y;

    /// <summary>Composes a point of its coordinates.</summary>
    public AffinePoint(in T x, in T y)
    {
        X = x;
        Y = y;
    }

    /// <summary>Whether this is the neutral element.</summary>
    public readonly bool IsInfinity => X.IsZero && Y.IsZero;

    /// <summary>Whether y^2 = x^3 + b; infinity counts.</summary>
    public readonly bool IsOnCurve(in T b)
    {
        T.Square(Y, out T left);
        T.Square(X, out T square);
        T.Multiply(square, X, out T right);
        T.Add(right, b, out right);
        return T.AreEqual(left, right) || IsInfinity;
    }

    /// <summary>The point with the negative y.</summary>
    public static void Negate(in AffinePoint<T> point, out AffinePoint<T> negated)
    {
        negated.X = point.X;
        T.Negate(point.Y, out negated.Y);
    }

    /// <summary>Adds by the law of the affine group, with one inversion.</summary>
    public static AffinePoint<T> Add(in AffinePoint<T> left, in AffinePoint<T> right)
    {
        if (left.IsInfinity)
        {
            return right;
        }

        if (right.IsInfinity)
        {
            return left;
        }

        T.Subtract(right.X, left.X, out T run);
        T.Subtract(right.Y, left.Y, out T rise);
        if (run.IsZero)
        {
            // The same x: the point itself, or its negative. No point has y = 0, since neither group has even order.
            if (!rise.IsZero)
            {
                return default;
            }

            T.Square(left.X, out T square);
            T.Add(square, square, out rise);
            T.Add(rise, square, out rise);
            T.Add(left.Y, left.Y, out run);
        }

        T.Invert(run, out T inverse);
        T.Multiply(rise, inverse, out T slope);
        T.Square(slope, out T x);
        T.Subtract(x, left.X, out x);
        T.Subtract(x, right.X, out x);
        T.Subtract(left.X, x, out T fall);
        T.Multiply(slope, fall, out T y);
        T.Subtract(y, left.Y, out y);
        return new AffinePoint<T>(x, y);
    }
}
