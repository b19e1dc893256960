namespace Ledger.Crypto.Bls12381;

/// <summary>The parameter z = -0xd201000000010000 from which the curve is made: p = (z - 1)² (z⁴ - z² + 1) / 3 + z and the order of the
/// subgroups is r = z⁴ - z² + 1.</summary>
internal static class CurveParameter
{
    /// <summary>|z|; z itself is negative.</summary>
    public const ulong Absolute = 0xd201000000010000;

    /// <summary>The number of the highest set bit of |z|.</summary>
    public const int HighestBit = 63;

    /// <summary>How many bits of |z| are set: 16, 48, 57, 60, 62 and 63.</summary>
    public const int SetBits = 6;

    /// <summary>Whether a bit of |z| is set.</summary>
    public static bool IsSet(int bit) => ((Absolute >> bit) & 1) != 0;
}
