using System.Runtime.CompilerServices;

namespace Ledger.Crypto.Bn254;

/// <summary>One pair of points on its way through Miller's loop: a running multiple T of Q, and lines through it at P.</summary>
/// <remarks>Homogeneous coordinates X/Z, Y/Z and the formulas of Aranha et al., "Faster explicit formulas for computing pairings
/// over ordinary curves", 2010, section 4, lines scaled by factors of <see cref="Fp2"/>, which the final exponentiation
/// removes.</remarks>
internal struct MillerPair
{
    private readonly AffinePoint<Fp> _p;
    private readonly AffinePoint<Fp2> _q;
    private readonly AffinePoint<Fp2> _negatedQ;
    private Fp2 _x;
    private Fp2 _y;
    private Fp2 _z;

    /// <summary>Starts at T = Q.</summary>
    public MillerPair(in AffinePoint<Fp> p, in AffinePoint<Fp2> q)
    {
        _p = p;
        _q = q;
        AffinePoint<Fp2>.Negate(q, out _negatedQ);
        _x = q.X;
        _y = q.Y;
        _z = Fp2.One;
    }

    /// <summary>Doubles T and gives the tangent.</summary>
    [SkipLocalsInit]
    public void Double(out Line tangent)
    {
        Fp2.Multiply(_x, _y, out Fp2 a);
        Fp2.Halve(a, out a);
        Fp2.Square(_y, out Fp2 b);
        Fp2.Square(_z, out Fp2 c);
        Fp2.Add(c, c, out Fp2 d);
        Fp2.Add(d, c, out d);
        Fp2.Multiply(d, G2.TwistB, out Fp2 e);
        Fp2.Add(e, e, out Fp2 f);
        Fp2.Add(f, e, out f);
        Fp2.Add(_y, _z, out Fp2 sum);
        Fp2.Square(sum, out Fp2 h);
        Fp2.Subtract(h, b, out h);
        Fp2.Subtract(h, c, out h);

        // The line 3X^2·xP·w - 2YZ·yP + (3b·Z^2 - Y^2)·vw.
        Fp2.Square(_x, out c);
        Fp2.Add(c, c, out sum);
        Fp2.Add(sum, c, out sum);
        Fp2.Multiply(sum, _p.X, out tangent.FactorOfW);
        Fp2.Negate(h, out sum);
        Fp2.Multiply(sum, _p.Y, out tangent.Constant);
        Fp2.Subtract(e, b, out tangent.FactorOfVw);

        Fp2.Subtract(b, f, out sum);
        Fp2.Multiply(a, sum, out _x);
        Fp2.Add(b, f, out sum);
        Fp2.Halve(sum, out sum);
        Fp2.Square(sum, out _y);
        Fp2.Square(e, out c);
        Fp2.Subtract(_y, c, out _y);
        Fp2.Subtract(_y, c, out _y);
        Fp2.Subtract(_y, c, out _y);
        Fp2.Multiply(b, h, out _z);
    }

    /// <summary>Adds Q, or its negative, and gives the line through both.</summary>
    public void Add(bool isNegative, out Line chord)
    {
        if (isNegative)
        {
            Add(_negatedQ, out chord);
        }
        else
        {
            Add(_q, out chord);
        }
    }

    /// <summary>Adds the image of Q under the Frobenius map, and gives the line through both.</summary>
    public void AddFrobenius(out Line chord)
    {
        G2.Frobenius(_q, out AffinePoint<Fp2> mapped);
        Add(mapped, out chord);
    }

    /// <summary>Adds the negative of the second image of Q under the Frobenius map, and gives the line through both.</summary>
    public void SubtractSecondFrobenius(out Line chord)
    {
        G2.Frobenius(_q, out AffinePoint<Fp2> mapped);
        G2.Frobenius(mapped, out AffinePoint<Fp2> twice);
        AffinePoint<Fp2>.Negate(twice, out twice);
        Add(twice, out chord);
    }

    /// <summary>After the loop: whether Q is in the group of order r. Until that is known, nothing of the loop's value may be used.</summary>
    /// <remarks>The loop ends at T = (6u+2)Q + f(Q) - f^2(Q), with f the Frobenius map of the curve seen from the twist, and points of order
    /// r have T = -f^3(Q), because f multiplies with p there and r divides 6u+2 + p - p^2 + p^3. No others do: the norm of
    /// 6u+2 + f - f^2 + f^3 in Z[f], f^2 - (6u^2 + 1)f + p = 0, has the greatest common divisor r with the number of points (as
    /// <see cref="G2.IsInSubgroup"/> argues, which takes a multiple of its own). T may meet plus or minus the point added only where Q is of
    /// another order; then it becomes infinity, rightly, or all its coordinates zero for good: Z is zero either way, and -f^3(Q) is not
    /// infinite.</remarks>
    public readonly bool EndsInSubgroup()
    {
        G2.Frobenius(_q, out AffinePoint<Fp2> mapped);
        G2.Frobenius(mapped, out mapped);
        G2.Frobenius(mapped, out mapped);
        AffinePoint<Fp2>.Negate(mapped, out mapped);
        Fp2.Multiply(mapped.X, _z, out Fp2 x);
        Fp2.Multiply(mapped.Y, _z, out Fp2 y);
        return !_z.IsZero && Fp2.AreEqual(x, _x) && Fp2.AreEqual(y, _y);
    }

    // T never meets plus or minus the point added where Q is of order r: both are multiples of Q by numbers that differ.
    [SkipLocalsInit]
    private void Add(in AffinePoint<Fp2> point, out Line chord)
    {
        Fp2.Multiply(point.Y, _z, out Fp2 theta);
        Fp2.Subtract(_y, theta, out theta);
        Fp2.Multiply(point.X, _z, out Fp2 lambda);
        Fp2.Subtract(_x, lambda, out lambda);

        // The line lambda·yP - theta·xP·w + (theta·x - lambda·y)·vw.
        Fp2.Multiply(lambda, _p.Y, out chord.Constant);
        Fp2.Negate(theta, out Fp2 t);
        Fp2.Multiply(t, _p.X, out chord.FactorOfW);
        Fp2.Multiply(theta, point.X, out chord.FactorOfVw);
        Fp2.Multiply(lambda, point.Y, out t);
        Fp2.Subtract(chord.FactorOfVw, t, out chord.FactorOfVw);

        Fp2.Square(theta, out Fp2 c);
        Fp2.Square(lambda, out Fp2 d);
        Fp2.Multiply(lambda, d, out Fp2 e);
        Fp2.Multiply(_z, c, out Fp2 f);
        Fp2.Multiply(_x, d, out Fp2 g);
        Fp2.Add(e, f, out Fp2 h);
        Fp2.Subtract(h, g, out h);
        Fp2.Subtract(h, g, out h);
        Fp2.Multiply(lambda, h, out _x);
        Fp2.Subtract(g, h, out g);
        Fp2.Multiply(theta, g, out t);
        Fp2.Multiply(e, _y, out d);
        Fp2.Subtract(t, d, out _y);
        Fp2.Multiply(_z, e, out t);
        _z = t;
    }
}
