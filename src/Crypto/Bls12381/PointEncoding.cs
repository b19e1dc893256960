namespace Ledger.Crypto.Bls12381;

/// <summary>Bytes of coordinates: padded (EIP-2537) and compressed (the encoding of Zcash, draft-irtf-cfrg-pairing-friendly-curves,
/// appendix C).</summary>
internal static class PointEncoding
{
    /// <summary>Bytes of an element of the base field in EIP-2537.</summary>
    public const int ElementBytes = 64;

    private const int PaddingBytes = ElementBytes - Fp.SizeBytes;
    private const byte CompressedFlag = 0x80;
    private const byte InfinityFlag = 0x40;
    private const byte LargerFlag = 0x20;
    private const byte Flags = CompressedFlag | InfinityFlag | LargerFlag;

    /// <summary>Reads 64 bytes, big-endian.</summary>
    /// <returns><see langword="false"/> when the number is not below p.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out Fp element)
    {
        if (bytes[..PaddingBytes].ContainsAnyExcept((byte)0))
        {
            element = default;
            return false;
        }

        return Fp.TryDecode(bytes[PaddingBytes..ElementBytes], out element);
    }

    /// <summary>Reads 128 bytes: c0 and c1, big-endian.</summary>
    /// <returns><see langword="false"/> when one is not below p.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out Fp2 element)
    {
        element = default;
        return TryDecode(bytes, out element.C0) && TryDecode(bytes[ElementBytes..], out element.C1);
    }

    /// <summary>Writes 64 bytes, big-endian.</summary>
    public static void Encode(in Fp element, Span<byte> bytes)
    {
        bytes[..PaddingBytes].Clear();
        element.Encode(bytes[PaddingBytes..ElementBytes]);
    }

    /// <summary>Writes 128 bytes: c0 and c1, big-endian.</summary>
    public static void Encode(in Fp2 element, Span<byte> bytes)
    {
        Encode(element.C0, bytes);
        Encode(element.C1, bytes[ElementBytes..]);
    }

    /// <summary>Reads 48 bytes of a point of the curve over the base field.</summary>
    public static bool TryDecompress(ReadOnlySpan<byte> bytes, out AffinePoint<Fp> point)
    {
        point = default;
        Span<byte> x = stackalloc byte[Fp.SizeBytes];
        if (!TryReadFlags(bytes, x, out bool isInfinity, out bool isLarger) || isInfinity)
        {
            return isInfinity;
        }

        if (!Fp.TryDecode(x, out point.X))
        {
            return false;
        }

        AffinePoint<Fp>.CurveEquation(point.X, out Fp square);
        if (!Fp.TrySquareRoot(square, out point.Y))
        {
            return false;
        }

        if (point.Y.IsLarger != isLarger)
        {
            Fp.Negate(point.Y, out point.Y);
        }

        return true;
    }

    /// <summary>Reads 96 bytes of a point of the curve over the quadratic extension: c1 first.</summary>
    public static bool TryDecompress(ReadOnlySpan<byte> bytes, out AffinePoint<Fp2> point)
    {
        point = default;
        Span<byte> x = stackalloc byte[2 * Fp.SizeBytes];
        if (!TryReadFlags(bytes, x, out bool isInfinity, out bool isLarger) || isInfinity)
        {
            return isInfinity;
        }

        if (!Fp.TryDecode(x, out point.X.C1) || !Fp.TryDecode(x[Fp.SizeBytes..], out point.X.C0))
        {
            return false;
        }

        AffinePoint<Fp2>.CurveEquation(point.X, out Fp2 square);
        if (!Fp2.TrySquareRoot(square, out point.Y))
        {
            return false;
        }

        bool rootIsLarger = point.Y.C1.IsZero ? point.Y.C0.IsLarger : point.Y.C1.IsLarger;
        if (rootIsLarger != isLarger)
        {
            Fp2.Negate(point.Y, out point.Y);
        }

        return true;
    }

    /// <summary>Splits the flags off.</summary>
    /// <returns><see langword="false"/> when they contradict each other, or a point at infinity has anything but zeros; then
    /// <paramref name="isInfinity"/> is <see langword="false"/> too.</returns>
    private static bool TryReadFlags(ReadOnlySpan<byte> bytes, Span<byte> x, out bool isInfinity, out bool isLarger)
    {
        isInfinity = false;
        isLarger = false;
        if (bytes.Length != x.Length || (bytes[0] & CompressedFlag) == 0)
        {
            return false;
        }

        bytes.CopyTo(x);
        x[0] &= unchecked((byte)~Flags);
        isLarger = (bytes[0] & LargerFlag) != 0;
        if ((bytes[0] & InfinityFlag) == 0)
        {
            return true;
        }

        isInfinity = !isLarger && !x.ContainsAnyExcept((byte)0);
        return isInfinity;
    }
}
