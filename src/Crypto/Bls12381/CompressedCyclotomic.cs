using System.Runtime.CompilerServices;

namespace Ledger.Crypto.Bls12381;

/// <summary>
/// Four of the six coefficients of an element of the cyclotomic subgroup: enough to square it, at two thirds of the price, and to find the
/// other two again (K. Karabina, Squaring in cyclotomic subgroups; D. Aranha et al., Faster explicit formulas for computing pairings over
/// ordinary curves, section 5.2, whose names g0 to g5 these are).
/// </summary>
[SkipLocalsInit]
internal struct CompressedCyclotomic
{
    private Fp2 _g2;
    private Fp2 _g3;
    private Fp2 _g4;
    private Fp2 _g5;

    /// <summary>The coefficients of an element.</summary>
    public CompressedCyclotomic(in Fp12 element)
    {
        _g2 = element.C1.C0;
        _g3 = element.C0.C2;
        _g4 = element.C0.C1;
        _g5 = element.C1.C2;
    }

    /// <summary>Replaces the element by its square.</summary>
    public void Square()
    {
        Cyclotomic.SquareFp4(_g2, _g3, out Fp2 b0, out Fp2 b1);
        Cyclotomic.SquareFp4(_g4, _g5, out Fp2 c0, out Fp2 c1);
        Fp2.MultiplyByNonResidue(c1, out c1);
        Cyclotomic.ThreePlusTwo(c1, _g2, out _g2);
        Cyclotomic.ThreeMinusTwo(c0, _g3, out _g3);
        Cyclotomic.ThreeMinusTwo(b0, _g4, out _g4);
        Cyclotomic.ThreePlusTwo(b1, _g5, out _g5);
    }

    /// <summary>Finds the whole elements, with one inversion for all of them.</summary>
    /// <param name="compressed">Some elements.</param>
    /// <param name="elements">As many whole ones.</param>
    /// <returns><see langword="false"/> when some g2 is zero, as it is for one: the formula divides by it.</returns>
    public static bool TryDecompress(ReadOnlySpan<CompressedCyclotomic> compressed, Span<Fp12> elements)
    {
        // elements[i].C1.C1 is the product of g2 up to i, until it becomes g1.
        Fp2 product = Fp2.One;
        for (int i = 0; i < compressed.Length; i++)
        {
            Fp2.Multiply(product, compressed[i]._g2, out product);
            elements[i].C1.C1 = product;
        }

        if (product.IsZero)
        {
            return false;
        }

        Fp2.Invert(product, out Fp2 inverse);
        for (int i = compressed.Length - 1; i >= 0; i--)
        {
            Fp2 ownInverse = inverse;
            if (i > 0)
            {
                Fp2.Multiply(inverse, elements[i - 1].C1.C1, out ownInverse);
                Fp2.Multiply(inverse, compressed[i]._g2, out inverse);
            }

            compressed[i].Decompress(ownInverse, out elements[i]);
        }

        return true;
    }

    /// <summary>g1 = ((1 + u) g5² + 3 g4² - 2 g3) / (4 g2), g0 = (2 g1² + g2 g5 - 3 g3 g4) (1 + u) + 1.</summary>
    private readonly void Decompress(in Fp2 inverse, out Fp12 element)
    {
        Fp2.Square(_g5, out Fp2 g1);
        Fp2.MultiplyByNonResidue(g1, out g1);
        Fp2.Square(_g4, out Fp2 t);
        Fp2.Subtract(t, _g3, out Fp2 difference);
        Fp2.Add(g1, t, out g1);
        Fp2.Add(g1, difference, out g1);
        Fp2.Add(g1, difference, out g1);
        Fp2.Multiply(g1, inverse, out g1);
        Fp2.Multiply(g1, Fp2.Quarter, out g1);

        Fp2.Square(g1, out Fp2 g0);
        Fp2.Multiply(_g3, _g4, out t);
        Fp2.Subtract(g0, t, out g0);
        Fp2.Add(g0, g0, out g0);
        Fp2.Subtract(g0, t, out g0);
        Fp2.Multiply(_g2, _g5, out t);
        Fp2.Add(g0, t, out g0);
        Fp2.MultiplyByNonResidue(g0, out g0);
        Fp2.Add(g0, Fp2.One, out g0);

        element.C0.C0 = g0;
        element.C0.C1 = _g4;
        element.C0.C2 = _g3;
        element.C1.C0 = _g2;
        element.C1.C1 = g1;
        element.C1.C2 = _g5;
    }
}
