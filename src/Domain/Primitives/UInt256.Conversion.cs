namespace Ledger.Domain.Primitives;

public readonly partial struct UInt256
{
    /// <summary>Narrows to 64 unsigned bits when nothing is lost.</summary>
    public bool TryToUInt64(out ulong value)
    {
        value = IsUInt64 ? _u0 : 0;
        return IsUInt64;
    }

    /// <summary>Narrows to a non-negative <see langword="long"/> when nothing is lost.</summary>
    public bool TryToInt64(out long value)
    {
        bool fits = IsUInt64 && _u0 <= long.MaxValue;
        value = fits ? (long)_u0 : 0;
        return fits;
    }

    /// <summary>Narrows to a non-negative <see langword="int"/> when nothing is lost.</summary>
    public bool TryToInt32(out int value)
    {
        bool fits = IsUInt64 && _u0 <= int.MaxValue;
        value = fits ? (int)_u0 : 0;
        return fits;
    }

    /// <summary>The value, or <see cref="ulong.MaxValue"/> when it does not fit 64 bits.</summary>
    public ulong ToUInt64Saturating() => IsUInt64 ? _u0 : ulong.MaxValue;

    /// <summary>The value, or <see cref="long.MaxValue"/> when it does not fit a <see langword="long"/>.</summary>
    public long ToInt64Saturating() => IsUInt64 && _u0 <= long.MaxValue ? (long)_u0 : long.MaxValue;

    /// <summary>The value, or <see cref="int.MaxValue"/> when it does not fit an <see langword="int"/>.</summary>
    public int ToInt32Saturating() => IsUInt64 && _u0 <= int.MaxValue ? (int)_u0 : int.MaxValue;

    /// <summary>Writes the shortest big-endian form, nothing for zero (the integer form of RLP).</summary>
    /// <param name="destination">Has room for <see cref="ByteLength"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    public int WriteBigEndianTrimmed(Span<byte> destination)
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        WriteBigEndian(bytes);
        int length = ByteLength;
        bytes[(SizeBytes - length)..].CopyTo(destination);
        return length;
    }
}
