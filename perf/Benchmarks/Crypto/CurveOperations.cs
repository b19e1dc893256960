namespace Ledger.Benchmarks.Crypto;

/// <summary>What curves are measured by, with a number of calls that takes some milliseconds.</summary>
internal static class CurveOperations
{
    /// <summary>The operations, in types of the base library alone: they may come from another copy of this assembly.</summary>
    public static IReadOnlyList<(string Name, int Calls, Func<bool> Run)> All()
    {
        var alt = new AltBn128Benchmarks();
        alt.Prepare();
        var bls = new Bls12381Benchmarks();
        bls.Prepare();
        return
        [
            ("alt_bn128 add", 1000, alt.Add),
            ("alt_bn128 multiply", 50, alt.Multiply),
            ("alt_bn128 pairing check, 1 pair", 4, alt.Check_one_pair),
            ("alt_bn128 pairing check, 2 pairs", 3, alt.Check_two_pairs),
            ("alt_bn128 pairing check, 8 pairs", 1, alt.Check_eight_pairs),
            ("BLS12-381 pairing, 1 pair", 3, bls.Pairing_of_one_pair),
            ("BLS12-381 pairing, 2 pairs", 2, bls.Pairing_of_two_pairs),
            ("KZG verification", 2, bls.Kzg_verification),
        ];
    }
}
