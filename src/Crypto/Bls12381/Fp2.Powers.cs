namespace Ledger.Crypto.Bls12381;

/// <summary>Roots, by way of the norm to the base field.</summary>
internal partial struct Fp2
{
    /// <inheritdoc/>
    public static bool TryRootOfRatio(in Fp2 u, in Fp2 v, out Fp2 root)
    {
        Invert(v, out Fp2 ratio);
        Multiply(u, ratio, out ratio);
        Norm(ratio, out Fp norm);
        if (Fp.TrySquareRoot(norm, out Fp normRoot))
        {
            SquareRoot(ratio, normRoot, out root);
            return true;
        }

        // normRoot² is -norm, and the norm of Z u / v is 5 norm.
        Multiply(ratio, NonSquare, out ratio);
        Fp.Multiply(normRoot, RootOfNegatedNorm, out normRoot);
        SquareRoot(ratio, normRoot, out root);
        return false;
    }

    /// <summary>A root of a.</summary>
    /// <returns>Whether a has a root.</returns>
    public static bool TrySquareRoot(in Fp2 a, out Fp2 root)
    {
        Norm(a, out Fp norm);
        if (!Fp.TrySquareRoot(norm, out Fp normRoot))
        {
            root = default;
            return false;
        }

        SquareRoot(a, normRoot, out root);
        return true;
    }

    /// <summary>A root of a square, given a root n of its norm.</summary>
    /// <remarks>With root t + s u: t² = (c0 + n) / 2 and 2 t s = c1. Since ((c0 + n) / 2) ((c0 - n) / 2) = -(c1 / 2)² and -1 is no square, one
    /// of the two is a square. From w = x^((p - 3) / 4) with x = (c0 + n) / 2: if x is a square, t = w x and 1 / t = w; else (w x)² = -x,
    /// which is s² for the other choice of n, and 1 / s = -w.</remarks>
    private static void SquareRoot(in Fp2 a, in Fp normRoot, out Fp2 root)
    {
        Fp.Add(a.C0, normRoot, out Fp x);
        if (x.IsZero)
        {
            // Then c1 is zero and c0 = -n: take the other root of the norm.
            x = a.C0;
        }
        else
        {
            Fp.Multiply(x, Half, out x);
        }

        Fp.InverseRoot(x, out Fp power);
        Fp.Multiply(power, x, out Fp candidate);
        Fp.Multiply(a.C1, Half, out Fp half);
        Fp.Multiply(half, power, out half);
        Fp.Square(candidate, out Fp square);
        if (Fp.AreEqual(square, x))
        {
            root.C0 = candidate;
            root.C1 = half;
        }
        else
        {
            Fp.Negate(half, out root.C0);
            root.C1 = candidate;
        }
    }

    private static Fp2 MakeNonSquare()
    {
        Negate(FromIntegers(2, 1), out Fp2 nonSquare);
        return nonSquare;
    }

    private static Fp MakeRoot()
    {
        Fp.Negate(Fp.FromInteger(5), out Fp negative);
        return Fp.TrySquareRoot(negative, out Fp root) ? root : throw new InvalidOperationException("-5 is a square.");
    }

    private static Fp MakeInverse(ulong value)
    {
        Fp.Invert(Fp.FromInteger(value), out Fp inverse);
        return inverse;
    }
}
