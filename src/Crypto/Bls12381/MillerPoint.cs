using System.Runtime.CompilerServices;

namespace Ledger.Crypto.Bls12381;

/// <summary>The moving point T of the Miller loop in homogeneous coordinates (X / Z, Y / Z) on the twist y² = x³ + 4 (1 + u). Steps and
/// lines after C. Costello, T. Lange and M. Naehrig, Faster pairing computations on curves with high-degree twists, scaled so that
/// nothing is halved.</summary>
[SkipLocalsInit]
internal struct MillerPoint
{
    private Fp2 _x;
    private Fp2 _y;
    private Fp2 _z;

    /// <summary>T = Q.</summary>
    public MillerPoint(in AffinePoint<Fp2> point)
    {
        _x = point.X;
        _y = point.Y;
        _z = Fp2.One;
    }

    /// <summary>T = 2 T, with the tangent at the old T.</summary>
    public void Double(out Line tangent)
    {
        Fp2.Square(_y, out Fp2 b);
        Fp2.Square(_z, out Fp2 c);
        Fp2.Square(_x, out Fp2 j);

        // e = 3 b' Z² = 12 (1 + u) Z², f = 3 e
        Fp2.Add(c, c, out Fp2 e);
        Fp2.Add(e, c, out e);
        Fp2.Add(e, e, out e);
        Fp2.Add(e, e, out e);
        Fp2.MultiplyByNonResidue(e, out e);
        Fp2.Add(e, e, out Fp2 f);
        Fp2.Add(f, e, out f);

        // h = 2 Y Z
        Fp2.Add(_y, _z, out Fp2 h);
        Fp2.Square(h, out h);
        Fp2.Subtract(h, b, out h);
        Fp2.Subtract(h, c, out h);

        Fp2.Subtract(e, b, out tangent.C0);
        Fp2.Add(j, j, out tangent.C1);
        Fp2.Add(tangent.C1, j, out tangent.C1);
        Fp2.Negate(h, out tangent.C4);

        // X = 2 X Y (b - f), Y = (b + f)² - 12 e², Z = 4 b h
        Fp2.Multiply(_x, _y, out Fp2 x);
        Fp2.Add(x, x, out x);
        Fp2.Subtract(b, f, out Fp2 difference);
        Fp2.Multiply(x, difference, out _x);
        Fp2.Add(b, f, out f);
        Fp2.Square(f, out f);
        Fp2.Add(e, e, out e);
        Fp2.Square(e, out e);
        Fp2.Subtract(f, e, out f);
        Fp2.Subtract(f, e, out f);
        Fp2.Subtract(f, e, out _y);
        Fp2.Multiply(b, h, out h);
        Fp2.Add(h, h, out h);
        Fp2.Add(h, h, out _z);
    }

    /// <summary>T = T + Q, with the line through the old T and Q.</summary>
    public void Add(in AffinePoint<Fp2> point, out Line chord)
    {
        Fp2.Multiply(point.Y, _z, out Fp2 theta);
        Fp2.Subtract(_y, theta, out theta);
        Fp2.Multiply(point.X, _z, out Fp2 lambda);
        Fp2.Subtract(_x, lambda, out lambda);

        Fp2.Multiply(theta, point.X, out chord.C0);
        Fp2.Multiply(lambda, point.Y, out Fp2 product);
        Fp2.Subtract(chord.C0, product, out chord.C0);
        Fp2.Negate(theta, out chord.C1);
        chord.C4 = lambda;

        Fp2.Square(theta, out Fp2 c);
        Fp2.Square(lambda, out Fp2 d);
        Fp2.Multiply(lambda, d, out Fp2 e);
        Fp2.Multiply(_z, c, out Fp2 f);
        Fp2.Multiply(_x, d, out Fp2 g);
        Fp2.Add(e, f, out Fp2 h);
        Fp2.Subtract(h, g, out h);
        Fp2.Subtract(h, g, out h);
        Fp2.Multiply(lambda, h, out _x);
        Fp2.Multiply(_y, e, out product);
        Fp2.Subtract(g, h, out g);
        Fp2.Multiply(theta, g, out g);
        Fp2.Subtract(g, product, out _y);
        Fp2.Multiply(_z, e, out _z);
    }
}
