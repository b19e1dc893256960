using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Bn254;

/// <summary>The group of y^2 = x^3 + 3 over <see cref="Fp"/>, of prime order: every point of the curve is in it (EIP-196).</summary>
internal static class G1
{
    /// <summary>Length in bytes of a point.</summary>
    public const int SizeBytes = 2 * Fp.SizeBytes;

    /// <summary>The number r of points: 36u^4 + 36u^3 + 18u^2 + 6u + 1.</summary>
    public static UInt256 Order => new(0x43e1f593f0000001, 0x2833e84879b97091, 0xb85045b68181585d, 0x30644e72e131a029);

    /// <summary>The point (1, 2), which makes the group.</summary>
    public static AffinePoint<Fp> Generator => new(Fp.One, Fp.FromInteger(2));

    /// <summary>Reads 64 bytes: x and y.</summary>
    /// <returns><see langword="false"/> when a coordinate is p or more, or the point is not on the curve.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out AffinePoint<Fp> point)
    {
        point = default;
        return Fp.TryDecode(bytes, out point.X)
            && Fp.TryDecode(bytes[Fp.SizeBytes..], out point.Y)
            && point.IsOnCurve(Fp.FromInteger(3));
    }

    /// <summary>Writes 64 bytes: x and y.</summary>
    public static void Encode(in AffinePoint<Fp> point, Span<byte> destination)
    {
        point.X.Encode(destination);
        point.Y.Encode(destination[Fp.SizeBytes..]);
    }
}
