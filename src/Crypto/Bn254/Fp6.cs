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

    /// <summary>Multiplies; the result must not be the left factor.</summary>
    [SkipLocalsInit]
    public static void Multiply(in Fp6 left, in Fp6 right, out Fp6 product)
    {
        var r0 = new Fp2Factor(right.C0);
        var r1 = new Fp2Factor(right.C1);
        var r2 = new Fp2Factor(right.C2);
        Fp2.MultiplyByXi(right.C1, out Fp2 wrapped);
        var r4 = new Fp2Factor(wrapped);
        Fp2.MultiplyByXi(right.C2, out wrapped);
        var r5 = new Fp2Factor(wrapped);
        Fp2Factor.MultiplySum(left.C0, r0, left.C1, r5, left.C2, r4, out product.C0);
        Fp2Factor.MultiplySum(left.C0, r1, left.C1, r0, left.C2, r5, out product.C1);
        Fp2Factor.MultiplySum(left.C0, r2, left.C1, r1, left.C2, r0, out product.C2);
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
}
