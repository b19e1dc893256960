namespace Ledger.Crypto.Bls12381;

/// <summary>What a curve needs of the field of its coordinates. Results go to an out argument, which may be one of the operands.</summary>
/// <typeparam name="T">The field element.</typeparam>
internal interface IField<T>
    where T : struct, IField<T>
{
    /// <summary>The neutral element of multiplication.</summary>
    static abstract T One { get; }

    /// <summary>The constant b of the curve y² = x³ + b over this field.</summary>
    static abstract T CurveB { get; }

    /// <summary>The constant Z of the simplified SWU map onto the curve over this field, which is no square (RFC 9380, section 8.8).</summary>
    static abstract T NonSquare { get; }

    /// <summary>Whether this is the neutral element of addition.</summary>
    bool IsZero { get; }

    /// <summary>The sign of RFC 9380, section 4.1, for odd characteristic: sgn0.</summary>
    bool IsOdd { get; }

    /// <summary>Whether two elements are the same.</summary>
    static abstract bool AreEqual(in T a, in T b);

    /// <summary>a + b.</summary>
    static abstract void Add(in T a, in T b, out T sum);

    /// <summary>a - b.</summary>
    static abstract void Subtract(in T a, in T b, out T difference);

    /// <summary>-a.</summary>
    static abstract void Negate(in T a, out T negative);

    /// <summary>a * b.</summary>
    static abstract void Multiply(in T a, in T b, out T product);

    /// <summary>a².</summary>
    static abstract void Square(in T a, out T square);

    /// <summary>1 / a; zero for zero.</summary>
    static abstract void Invert(in T a, out T inverse);

    /// <summary>A root of u / v or, where that has none, of Z u / v (RFC 9380, appendix F.2.1: sqrt_ratio).</summary>
    /// <param name="u">The numerator.</param>
    /// <param name="v">The denominator, not zero.</param>
    /// <param name="root">The root; its sign means nothing.</param>
    /// <returns>Whether u / v has a root.</returns>
    static abstract bool TryRootOfRatio(in T u, in T v, out T root);
}
