namespace Ledger.Crypto.Bn254;

/// <summary>The numbers that steer loops, as signed digits, the highest first; each begins with 1.</summary>
internal static class CurveDigits
{
    /// <summary>u = 4965661367192848881 in digits 1, 0, -1, none beside another that is not zero.</summary>
    public static ReadOnlySpan<sbyte> U =>
    [
        1, 0, 0, 0, 1, 0, 1, 0, 0, -1, 0, 1, 0, 1, 0, -1, 0, 0, 1, 0, 1, 0, -1, 0, -1, 0, -1, 0, 1, 0, 0, 0,
        1, 0, 0, 1, 0, 1, 0, 1, 0, -1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, -1, 0, 0, 0, 1,
    ];

    /// <summary>u in odd digits up to 7 in size, of four in a row at most one not zero.</summary>
    public static ReadOnlySpan<sbyte> WideU =>
    [
        1, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, -3, 0, 0, 0, 3, 0, 0, 0, 0, 5, 0, 0, 0, -5, 0, 0, 0, -3, 0, 0, 0,
        1, 0, 0, 0, 0, 5, 0, 0, 0, 0, 7, 0, 0, 0, -7, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, -1, 0, 0, 0, 1,
    ];

    /// <summary>6u + 2, the length of Miller's loop, in digits 1, 0, -1.</summary>
    public static ReadOnlySpan<sbyte> MillerLength =>
    [
        1, 0, -1, 0, 1, 0, 0, 0, -1, 0, -1, 0, 0, 0, -1, 0, 1, 0, -1, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0, 1,
        0, 0, -1, 0, 0, 0, 0, -1, 0, 1, 0, 0, 0, -1, 0, -1, 0, 0, 1, 0, 0, 0, -1, 0, 0, -1, 0, 1, 0, 1, 0, 0, 0,
    ];
}
