using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Signatures.Lanes;

/// <summary>The map (x, y) to (beta·x, y) of secp256k1, which multiplies a point with lambda (Gallant, Lambert, Vanstone, "Faster point
/// multiplication on elliptic curves with efficient endomorphisms", 2001).</summary>
internal static class Endomorphism
{
    /// <summary>A cube root of 1 modulo p.</summary>
    public static readonly FieldLanes Beta = FieldLanes.Broadcast(
        new UInt256(0xc1396c28719501ee, 0x9cf0497512f58995, 0x6e64479eac3434e9, 0x7ae96a2b657c0710));

    /// <summary>The cube root of 1 modulo the order n that belongs to beta.</summary>
    public static UInt256 Lambda => new(0xdf02967c1b23bd72, 0x122e22ea20816678, 0xa5261c028812645a, 0x5363ad4cc05c30e0);

    // The lattice of pairs (a, b) with a + b·lambda = 0 modulo n has the basis (Short, -Middle), (Long, Short).
    private static UInt256 Short => new(0xe86c90e49284eb15, 0x3086d221a7d46bcd);

    private static UInt256 Middle => new(0x6f547fa90abfe4c3, 0xe4437ed6010e8828);

    private static UInt256 Long => new(0x57c1108d9d44cfd8, 0x14ca50f7a8e2f3f6, 0x1);

    /// <summary>Splits k, below n, into a + b·lambda with odd a and b below 2^130 in size, both in two's complement.</summary>
    /// <remarks>The quotients are those by 2^256 and not n, rounded down: too small by less than 5/4 and 9/4. So a and b are
    /// at first f·(Short, -Middle) + g·(Long, Short) with f in [0, 5/4) and g in [0, 9/4). Of the basis the first vector is odd in
    /// both places and the second in one: taking away each at most once makes both odd, and leaves f in [-1, 5/4) and g in [-1, 9/4).
    /// Then |a| is below 5/4·2^125.7 + 9/4·2^128.2 and |b| below 5/4·2^127.9 + 9/4·2^125.7, both below 2^129.5.</remarks>
    public static void Split(in UInt256 k, out UInt256 a, out UInt256 b)
    {
        var f = UInt256.BigMul(k, Short, out _);
        var g = UInt256.BigMul(k, Middle, out _);
        a = k - (f * Short) - (g * Long);
        b = (f * Middle) - (g * Short);
        if ((a.Low64 & 1) == 0)
        {
            a -= Short;
            b += Middle;
        }

        if ((b.Low64 & 1) == 0)
        {
            a -= Long;
            b -= Short;
        }
    }
}
