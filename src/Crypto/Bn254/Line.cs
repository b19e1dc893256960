namespace Ledger.Crypto.Bn254;

/// <summary>The value of a line at a point, a sparse element of <see cref="Fp12"/>.</summary>
internal struct Line
{
    /// <summary>The part without w.</summary>
    public Fp2 Constant;

    /// <summary>The factor of w.</summary>
    public Fp2 FactorOfW;

    /// <summary>The factor of v·w.</summary>
    public Fp2 FactorOfVw;
}
