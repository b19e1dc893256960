using System.Runtime.CompilerServices;

namespace Ledger.Crypto.Bn254;

/// <summary>A point (X/Z^2, Y/Z^3) of a curve y^2 = x^3 + b, infinity when Z = 0: sums without inversions.</summary>
/// <remarks>Results may be operands.</remarks>
/// <typeparam name="T">The field of the coordinates.</typeparam>
internal struct JacobianPoint<T>
    where T : struct, IFieldElement<T>
{
    /// <summary>The x coordinate times Z^2.</summary>
    public T X;

    /// <summary>The y coordinate times Z^3.</summary>
    public T Y;

    /// <summary>The scale.</summary>
    public T Z;

    /// <summary>Lifts a point.</summary>
    public JacobianPoint(in AffinePoint<T> point)
    {
        X = point.X;
        Y = point.Y;
        Z = point.IsInfinity ? default : T.One;
    }

    /// <summary>Whether this is the neutral element.</summary>
    public readonly bool IsInfinity => Z.IsZero;

    /// <summary>The coordinates, at the price of an inversion.</summary>
    public readonly AffinePoint<T> ToAffine()
    {
        T.Invert(Z, out T inverse);
        Scale(this, inverse, out AffinePoint<T> point);
        return point;
    }

    /// <summary>Whether two points are one, whatever their scales.</summary>
    public static bool AreEqual(in JacobianPoint<T> left, in JacobianPoint<T> right)
    {
        if (left.IsInfinity || right.IsInfinity)
        {
            return left.IsInfinity && right.IsInfinity;
        }

        T.Square(left.Z, out T leftSquare);
        T.Square(right.Z, out T rightSquare);
        T.Multiply(left.X, rightSquare, out T leftX);
        T.Multiply(right.X, leftSquare, out T rightX);
        T.Multiply(leftSquare, left.Z, out T leftCube);
        T.Multiply(rightSquare, right.Z, out T rightCube);
        T.Multiply(left.Y, rightCube, out T leftY);
        T.Multiply(right.Y, leftCube, out T rightY);
        return T.AreEqual(leftX, rightX) && T.AreEqual(leftY, rightY);
    }

    /// <summary>The point with the negative y.</summary>
    public static void Negate(in JacobianPoint<T> point, out JacobianPoint<T> negated)
    {
        negated.X = point.X;
        negated.Z = point.Z;
        T.Negate(point.Y, out negated.Y);
    }

    /// <summary>Doubles.</summary>
    /// <remarks>With the slope over 2YZ halved, so that the new scale is YZ: m = 3X^2/2, s = XY^2, then X' = m^2 - 2s,
    /// Y' = m(s - X') - Y^4, Z' = YZ.</remarks>
    [SkipLocalsInit]
    public static void Double(in JacobianPoint<T> point, out JacobianPoint<T> result)
    {
        T.Square(point.X, out T square);
        T.Add(square, square, out T m);
        T.Add(m, square, out m);
        T.Halve(m, out m);
        T.Square(point.Y, out square);
        T.Multiply(point.X, square, out T s);
        T.Multiply(point.Y, point.Z, out T z);
        T.Square(m, out T x);
        T.Subtract(x, s, out x);
        T.Subtract(x, s, out result.X);
        T.Subtract(s, result.X, out s);
        T.MultiplyDifference(m, s, square, square, out result.Y);
        result.Z = z;
    }

    /// <summary>Adds a point given by its coordinates.</summary>
    [SkipLocalsInit]
    public static void Add(in JacobianPoint<T> left, in AffinePoint<T> right, out JacobianPoint<T> result)
    {
        if (left.IsInfinity || right.IsInfinity)
        {
            result = left.IsInfinity ? new JacobianPoint<T>(right) : left;
            return;
        }

        T.Square(left.Z, out T square);
        T.Multiply(square, left.Z, out T cube);
        JacobianPoint<T> other;
        T.Multiply(right.X, square, out other.X);
        T.Multiply(right.Y, cube, out other.Y);
        other.Z = left.Z;
        AddOfEqualScale(left, other, out result);
    }

    /// <summary>Adds a point given by its coordinates, neither of the two infinite nor plus or minus the other.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <param name="result">The sum.</param>
    /// <param name="ratio">The scale of the sum over that of <paramref name="left"/>.</param>
    [SkipLocalsInit]
    public static void AddDistinct(
        in JacobianPoint<T> left, in AffinePoint<T> right, out JacobianPoint<T> result, out T ratio)
    {
        T.Square(left.Z, out T square);
        T.Multiply(square, left.Z, out T cube);
        T.Multiply(right.X, square, out T run);
        T.Multiply(right.Y, cube, out T rise);
        T.Subtract(run, left.X, out ratio);
        T.Subtract(rise, left.Y, out rise);
        AddDistinct(left, ratio, rise, out result);
    }

    /// <summary>Adds.</summary>
    [SkipLocalsInit]
    public static void Add(in JacobianPoint<T> left, in JacobianPoint<T> right, out JacobianPoint<T> result)
    {
        if (left.IsInfinity || right.IsInfinity)
        {
            result = left.IsInfinity ? right : left;
            return;
        }

        JacobianPoint<T> scaledLeft;
        JacobianPoint<T> scaledRight;
        T.Square(right.Z, out T square);
        T.Multiply(square, right.Z, out T cube);
        T.Multiply(left.X, square, out scaledLeft.X);
        T.Multiply(left.Y, cube, out scaledLeft.Y);
        T.Square(left.Z, out square);
        T.Multiply(square, left.Z, out cube);
        T.Multiply(right.X, square, out scaledRight.X);
        T.Multiply(right.Y, cube, out scaledRight.Y);
        T.Multiply(left.Z, right.Z, out scaledLeft.Z);
        scaledRight.Z = scaledLeft.Z;
        AddOfEqualScale(scaledLeft, scaledRight, out result);
    }

    /// <summary>The point (x·s^2, y·s^3) of a point (x, y): the coordinates from the inverse of Z, or those on an isomorphic curve.</summary>
    public static void Scale(in JacobianPoint<T> point, in T scale, out AffinePoint<T> scaled)
    {
        T.Square(scale, out T square);
        T.Multiply(square, scale, out T cube);
        T.Multiply(point.X, square, out scaled.X);
        T.Multiply(point.Y, cube, out scaled.Y);
    }

    // What both sums share once their points have one scale (add-1998-cmo-2 of the Explicit-Formulas Database).
    [SkipLocalsInit]
    private static void AddOfEqualScale(in JacobianPoint<T> left, in JacobianPoint<T> right, out JacobianPoint<T> result)
    {
        T.Subtract(right.X, left.X, out T run);
        T.Subtract(right.Y, left.Y, out T rise);
        if (run.IsZero)
        {
            if (rise.IsZero)
            {
                Double(left, out result);
                return;
            }

            result = default;
            return;
        }

        AddDistinct(left, run, rise, out result);
    }

    // What is left of both when the points differ by more than their sign.
    [SkipLocalsInit]
    private static void AddDistinct(in JacobianPoint<T> left, in T run, in T rise, out JacobianPoint<T> result)
    {
        T.Square(run, out T square);
        T.Multiply(square, run, out T cube);
        T.Multiply(left.X, square, out T v);
        T.Multiply(left.Z, run, out T z);
        T.Square(rise, out T x);
        T.Subtract(x, cube, out x);
        T.Subtract(x, v, out x);
        T.Subtract(x, v, out result.X);
        T.Subtract(v, result.X, out v);
        T.MultiplyDifference(rise, v, left.Y, cube, out T y);
        result.Y = y;
        result.Z = z;
    }
}
