namespace Ledger.Crypto.Bls12381;

/// <summary>How an endomorphism e of a subgroup shortens scalars: a P = a0 P + a1 e(P) + a2 e(e(P)) and so on.</summary>
/// <typeparam name="T">The field of the coordinates.</typeparam>
internal interface IScalarSplit<T>
    where T : struct, IField<T>
{
    /// <summary>How many parts a scalar has.</summary>
    static abstract int Parts { get; }

    /// <summary>Every part is below two to this power.</summary>
    static abstract int PartBits { get; }

    /// <summary>The endomorphism, on points of the subgroup.</summary>
    static abstract void Apply(in AffinePoint<T> point, out AffinePoint<T> image);

    /// <summary>The parts of a scalar, a0 first.</summary>
    static abstract void Split(in Scalar scalar, Span<UInt128> parts);
}
