using System.Runtime.CompilerServices;

namespace Ledger.Crypto.Bls12381;

/// <summary>A point (X / Z², Y / Z³) of y² = x³ + b; Z = 0 is the point at infinity. The formulas are those of the Explicit-Formulas
/// Database for short Weierstrass curves with a = 0.</summary>
/// <typeparam name="T">The field of the coordinates.</typeparam>
[SkipLocalsInit]
internal struct JacobianPoint<T>
    where T : struct, IField<T>
{
    public T X;
    public T Y;
    public T Z;

    /// <summary>A point with another coordinate system.</summary>
    public JacobianPoint(in AffinePoint<T> point)
    {
        X = point.X;
        Y = point.Y;
        Z = point.IsInfinity ? default : T.One;
    }

    /// <summary>Whether this is the point at infinity.</summary>
    public readonly bool IsInfinity => Z.IsZero;

    /// <summary>Whether two points are the same, whatever their Z.</summary>
    public static bool AreEqual(in JacobianPoint<T> a, in JacobianPoint<T> b)
    {
        if (a.IsInfinity || b.IsInfinity)
        {
            return a.IsInfinity && b.IsInfinity;
        }

        T.Square(a.Z, out T squareA);
        T.Square(b.Z, out T squareB);
        T.Multiply(a.X, squareB, out T left);
        T.Multiply(b.X, squareA, out T right);
        if (!T.AreEqual(left, right))
        {
            return false;
        }

        T.Multiply(squareA, a.Z, out squareA);
        T.Multiply(squareB, b.Z, out squareB);
        T.Multiply(a.Y, squareB, out left);
        T.Multiply(b.Y, squareA, out right);
        return T.AreEqual(left, right);
    }

    /// <summary>-P.</summary>
    public static void Negate(in JacobianPoint<T> point, out JacobianPoint<T> negative)
    {
        negative.X = point.X;
        negative.Z = point.Z;
        T.Negate(point.Y, out negative.Y);
    }

    /// <summary>2 P (dbl-2009-l).</summary>
    public static void Double(in JacobianPoint<T> point, out JacobianPoint<T> twice)
    {
        T.Square(point.X, out T a);
        T.Square(point.Y, out T b);
        T.Square(b, out T c);
        T.Add(point.X, b, out T d);
        T.Square(d, out d);
        T.Subtract(d, a, out d);
        T.Subtract(d, c, out d);
        T.Add(d, d, out d);
        T.Add(a, a, out T e);
        T.Add(e, a, out e);
        T.Multiply(point.Y, point.Z, out T z);
        T.Add(z, z, out twice.Z);
        T.Square(e, out T x);
        T.Subtract(x, d, out x);
        T.Subtract(x, d, out twice.X);
        T.Subtract(d, twice.X, out d);
        T.Multiply(e, d, out T y);
        T.Add(c, c, out c);
        T.Add(c, c, out c);
        T.Add(c, c, out c);
        T.Subtract(y, c, out twice.Y);
    }

    /// <summary>P + Q (add-2007-bl), whatever the two are.</summary>
    public static void Add(in JacobianPoint<T> p, in JacobianPoint<T> q, out JacobianPoint<T> sum)
    {
        if (p.IsInfinity || q.IsInfinity)
        {
            sum = p.IsInfinity ? q : p;
            return;
        }

        T.Square(p.Z, out T squareP);
        T.Square(q.Z, out T squareQ);
        T.Multiply(p.X, squareQ, out T u1);
        T.Multiply(q.X, squareP, out T u2);
        T.Multiply(p.Y, q.Z, out T s1);
        T.Multiply(s1, squareQ, out s1);
        T.Multiply(q.Y, p.Z, out T s2);
        T.Multiply(s2, squareP, out s2);
        T.Subtract(u2, u1, out T h);
        T.Subtract(s2, s1, out T r);
        if (h.IsZero)
        {
            Coincide(p, r, out sum);
            return;
        }

        T.Multiply(p.Z, q.Z, out T z);
        Chord(u1, s1, h, r, out sum.X, out sum.Y);
        T.Multiply(z, h, out sum.Z);
    }

    /// <summary>P + Q for a Q without a Z (madd-2007-bl), whatever the two are.</summary>
    public static void Add(in JacobianPoint<T> p, in AffinePoint<T> q, out JacobianPoint<T> sum)
    {
        if (p.IsInfinity || q.IsInfinity)
        {
            sum = p.IsInfinity ? new JacobianPoint<T>(q) : p;
            return;
        }

        T.Square(p.Z, out T square);
        T.Multiply(q.X, square, out T h);
        T.Multiply(q.Y, p.Z, out T r);
        T.Multiply(r, square, out r);
        T.Subtract(h, p.X, out h);
        T.Subtract(r, p.Y, out r);
        if (h.IsZero)
        {
            Coincide(p, r, out sum);
            return;
        }

        T x = p.X;
        T y = p.Y;
        T.Multiply(p.Z, h, out sum.Z);
        Chord(x, y, h, r, out sum.X, out sum.Y);
    }

    /// <summary>A point with its Z divided out.</summary>
    public static void Normalize(in JacobianPoint<T> point, out AffinePoint<T> affine)
    {
        T.Invert(point.Z, out T inverse);
        Normalize(point, inverse, out affine);
    }

    /// <summary>A point with its Z divided out, given 1 / Z.</summary>
    public static void Normalize(in JacobianPoint<T> point, in T inverse, out AffinePoint<T> affine)
    {
        T.Square(inverse, out T power);
        T.Multiply(point.X, power, out affine.X);
        T.Multiply(power, inverse, out power);
        T.Multiply(point.Y, power, out affine.Y);
    }

    /// <summary>Many points with their Z divided out, by one inversion (P. L. Montgomery).</summary>
    public static void Normalize(ReadOnlySpan<JacobianPoint<T>> points, Span<AffinePoint<T>> affine)
    {
        // affine[i].X is the product of the Z before i that are not zero.
        T product = T.One;
        for (int i = 0; i < points.Length; i++)
        {
            affine[i].X = product;
            if (!points[i].IsInfinity)
            {
                T.Multiply(product, points[i].Z, out product);
            }
        }

        T.Invert(product, out T inverse);
        for (int i = points.Length - 1; i >= 0; i--)
        {
            if (points[i].IsInfinity)
            {
                affine[i] = default;
                continue;
            }

            T.Multiply(inverse, affine[i].X, out T own);
            T.Multiply(inverse, points[i].Z, out inverse);
            Normalize(points[i], own, out affine[i]);
        }
    }

    /// <summary>|z| P for the parameter z of the curve, which has five set bits after its first.</summary>
    public static void MultiplyByParameter(in JacobianPoint<T> point, out JacobianPoint<T> product)
    {
        JacobianPoint<T> result = point;
        for (int bit = CurveParameter.HighestBit - 1; bit >= 0; bit--)
        {
            Double(result, out result);
            if (CurveParameter.IsSet(bit))
            {
                Add(result, point, out result);
            }
        }

        product = result;
    }

    /// <summary>The sum of two points with the same x: twice the point, or infinity.</summary>
    private static void Coincide(in JacobianPoint<T> p, in T r, out JacobianPoint<T> sum)
    {
        if (r.IsZero)
        {
            Double(p, out sum);
        }
        else
        {
            sum = default;
        }
    }

    /// <summary>X = r² - h³ - 2 x h², Y = r (x h² - X) - y h³.</summary>
    private static void Chord(in T x, in T y, in T h, in T r, out T sumX, out T sumY)
    {
        T.Square(h, out T square);
        T.Multiply(square, h, out T cube);
        T.Multiply(x, square, out T v);
        T.Square(r, out T x3);
        T.Subtract(x3, cube, out x3);
        T.Subtract(x3, v, out x3);
        T.Subtract(x3, v, out x3);
        T.Multiply(y, cube, out cube);
        T.Subtract(v, x3, out v);
        T.Multiply(v, r, out v);
        T.Subtract(v, cube, out sumY);
        sumX = x3;
    }
}
