namespace Ledger.Crypto.Bls12381;

/// <summary>The optimal ate pairing e: G1 x G2 to the elements of <see cref="Fp12"/> of order r (F. Vercauteren, Optimal pairings), raised
/// to the power of 3.</summary>
public static class Pairing
{
    /// <summary>Whether the product of the pairings of all pairs is one. All pairs share the squarings of one Miller loop and one final
    /// exponentiation.</summary>
    /// <param name="g1Points">Points of the subgroup G1; their number is that of <paramref name="g2Points"/>.</param>
    /// <param name="g2Points">Points of the subgroup G2.</param>
    public static bool ProductIsOne(ReadOnlySpan<G1Point> g1Points, ReadOnlySpan<G2Point> g2Points)
    {
        Product(g1Points, g2Points, out Fp12 product);
        return product.IsOne;
    }

    /// <summary>Whether the product of the pairings of the pairs in a loop is one.</summary>
    internal static bool IsOne(MillerLoop loop)
    {
        loop.Run(out Fp12 f);
        FinalExponentiation.Apply(f, out Fp12 product);
        return product.IsOne;
    }

    /// <summary>The product of the pairings of all pairs.</summary>
    internal static void Product(ReadOnlySpan<G1Point> g1Points, ReadOnlySpan<G2Point> g2Points, out Fp12 product)
    {
        if (g1Points.Length != g2Points.Length)
        {
            throw new ArgumentException("As many points of G2 as of G1 make pairs.", nameof(g2Points));
        }

        var loop = new MillerLoop(g1Points.Length);
        for (int i = 0; i < g1Points.Length; i++)
        {
            loop.Add(g1Points[i].Affine, g2Points[i].Affine);
        }

        loop.Run(out Fp12 f);
        FinalExponentiation.Apply(f, out product);
    }
}
