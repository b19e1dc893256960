using System.Runtime.CompilerServices;

namespace Ledger.Crypto.Bn254;

/// <summary>An element C0 + C1·v + C2·v^2 of the cubic extension of <see cref="Fp2"/>, v^3 = 9 + i.</summary>
internal struct Fp6
{
    /// <summary>The part without v.</summary>
    public Fp2 C0;

    /// <summary>The factor of v.</summary>
    public Fp2 C1;

    /// <summary>The factor of v^2.</summary>
    public Fp2 C2;

    /// <summary>The neutral element of multiplication.</summary>
    public static Fp6 One => new() { C0 = Fp2.One };

    /// <summary>Compares for equality.</summary>
    public static bool AreEqual(in Fp6 left, in Fp6 right) =>
        Fp2.AreEqual(left.C0, right.C0) && Fp2.AreEqual(left.C1, right.C1) && Fp2.AreEqual(left.C2, right.C2);

    /// <summary>Adds; the result may be an operand.</summary>
    public static void Add(in Fp6 left, in Fp6 right, out Fp6 sum)
    {
        Fp2.Add(left.C0, right.C0, out sum.C0);
        Fp2.Add(left.C1, right.C1, out sum.C1);
        Fp2.Add(left.C2, right.C2, out sum.C2);
    }

    /// <summary>Subtracts; the result may be an operand.</summary>
    public static void Subtract(in Fp6 left, in Fp6 right, out Fp6 difference)
    {
        Fp2.Subtract(left.C0, right.C0, out difference.C0);
        Fp2.Subtract(left.C1, right.C1, out difference.C1);
        Fp2.Subtract(left.C2, right.C2, out difference.C2);
    }

    /// <summary>Negates; the result may be the operand.</summary>
    public static void Negate(in Fp6 value, out Fp6 negated)
    {
        Fp2.Negate(value.C0, out negated.C0);
        Fp2.Negate(value.C1, out negated.C1);
        Fp2.Negate(value.C2, out negated.C2);
    }

    /// <summary>Multiplies with v; the result may be the operand.</summary>
    public static void MultiplyByV(in Fp6 value, out Fp6 product)
    {
        Fp2.MultiplyByXi(value.C2, out Fp2 wrapped);
        product.C2 = value.C1;
        product.C1 = value.C0;
        product.C0 = wrapped;
    }

    /// <summary>Multiplies by Karatsuba's method, six products of <see cref="Fp2"/>; the result may be an operand.</summary>
    [SkipLocalsInit]
    public static void Multiply(in Fp6 left, in Fp6 right, out Fp6 product)
    {
        Fp2.Multiply(left.C0, right.C0, out Fp2 p0);
        Fp2.Multiply(left.C1, right.C1, out Fp2 p1);
        Fp2.Multiply(left.C2, right.C2, out Fp2 p2);
        MultiplySums(left.C1, left.C2, right.C1, right.C2, out Fp2 p12);
        MultiplySums(left.C0, left.C1, right.C0, right.C1, out Fp2 p01);
        MultiplySums(left.C0, left.C2, right.C0, right.C2, out Fp2 p02);

        Fp2.Subtract(p12, p1, out p12);
        Fp2.Subtract(p12, p2, out p12);
        Fp2.MultiplyByXi(p12, out p12);
        Fp2.Add(p12, p0, out product.C0);

        Fp2.Subtract(p01, p0, out p01);
        Fp2.Subtract(p01, p1, out p01);
        Fp2.Subtract(p02, p0, out p02);
        Fp2.Add(p02, p1, out p02);
        Fp2.Subtract(p02, p2, out product.C2);
        Fp2.MultiplyByXi(p2, out p2);
        Fp2.Add(p01, p2, out product.C1);
    }

    /// <summary>Multiplies with b0 + b1·v, five products of <see cref="Fp2"/>; the result may be the operand.</summary>
    [SkipLocalsInit]
    public static void MultiplySparse(in Fp6 value, in Fp2 b0, in Fp2 b1, out Fp6 product)
    {
        Fp2.Multiply(value.C0, b0, out Fp2 p0);
        Fp2.Multiply(value.C1, b1, out Fp2 p1);
        Fp2.Multiply(value.C2, b1, out Fp2 p21);
        Fp2.Multiply(value.C2, b0, out Fp2 p20);
        MultiplySums(value.C0, value.C1, b0, b1, out Fp2 p01);

        Fp2.MultiplyByXi(p21, out p21);
        Fp2.Add(p21, p0, out product.C0);
        Fp2.Subtract(p01, p0, out p01);
        Fp2.Subtract(p01, p1, out product.C1);
        Fp2.Add(p20, p1, out product.C2);
    }

    /// <summary>Multiplies with an element of <see cref="Fp2"/>; the result must not be the operand.</summary>
    public static void Multiply(in Fp6 value, in Fp2 scale, out Fp6 product)
    {
        Fp2.Multiply(value.C0, scale, out product.C0);
        Fp2.Multiply(value.C1, scale, out product.C1);
        Fp2.Multiply(value.C2, scale, out product.C2);
    }

    /// <summary>Inverts; zero gives zero. The result must not be the operand.</summary>
    /// <remarks>Beuchat et al., "High-speed software implementation of the optimal ate pairing over Barreto-Naehrig curves",
    /// 2010, algorithm 17.</remarks>
    public static void Invert(in Fp6 value, out Fp6 inverse)
    {
        Fp2.Square(value.C0, out Fp2 t0);
        Fp2.Multiply(value.C1, value.C2, out Fp2 product);
        Fp2.MultiplyByXi(product, out product);
        Fp2.Subtract(t0, product, out t0);

        Fp2.Square(value.C2, out Fp2 t1);
        Fp2.MultiplyByXi(t1, out t1);
        Fp2.Multiply(value.C0, value.C1, out product);
        Fp2.Subtract(t1, product, out t1);

        Fp2.Square(value.C1, out Fp2 t2);
        Fp2.Multiply(value.C0, value.C2, out product);
        Fp2.Subtract(t2, product, out t2);

        Fp2.Multiply(value.C2, t1, out Fp2 norm);
        Fp2.Multiply(value.C1, t2, out product);
        Fp2.Add(norm, product, out norm);
        Fp2.MultiplyByXi(norm, out norm);
        Fp2.Multiply(value.C0, t0, out product);
        Fp2.Add(norm, product, out norm);

        Fp2.Invert(norm, out Fp2 scale);
        Fp2.Multiply(t0, scale, out inverse.C0);
        Fp2.Multiply(t1, scale, out inverse.C1);
        Fp2.Multiply(t2, scale, out inverse.C2);
    }

    // (a + b)(c + d).
    [SkipLocalsInit]
    private static void MultiplySums(in Fp2 a, in Fp2 b, in Fp2 c, in Fp2 d, out Fp2 product)
    {
        Fp2.Add(a, b, out Fp2 left);
        Fp2.Add(c, d, out Fp2 right);
        Fp2.Multiply(left, right, out product);
    }
}
