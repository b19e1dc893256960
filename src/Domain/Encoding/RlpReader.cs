using System.Buffers.Binary;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Encoding;

/// <summary>Reads canonical RLP (Yellow Paper, appendix B) from front to back, without copies.</summary>
/// <remarks>Strict and total: every method answers <see langword="false"/>, and does not move, for bytes that are not the
/// one canonical form of what it was asked for. A nested list is a reader of its own over the same bytes, so nothing
/// recurses and each byte is looked at once.</remarks>
public ref struct RlpReader
{
    /// <summary>The deepest nesting of lists that <see cref="TrySkip"/> follows.</summary>
    public const int DepthMax = 64;

    private const int ShortLengthMax = 55;
    private const byte StringPrefix = 0x80;
    private const byte ListPrefix = 0xc0;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _end;
    private int _position;

    /// <summary>Reads the items that stand one after another in <paramref name="bytes"/>.</summary>
    public RlpReader(ReadOnlySpan<byte> bytes)
        : this(bytes, 0, bytes.Length)
    {
    }

    private RlpReader(ReadOnlySpan<byte> bytes, int position, int end)
    {
        _bytes = bytes;
        _position = position;
        _end = end;
    }

    /// <summary>Whether every item was read: the check against trailing bytes.</summary>
    public readonly bool IsAtEnd => _position == _end;

    /// <summary>Where the next item starts, counted from the first byte of the outermost reader.</summary>
    public readonly int Position => _position;

    /// <summary>How many bytes are not read yet.</summary>
    public readonly int RemainingBytes => _end - _position;

    /// <summary>Reads a byte string of any length.</summary>
    public bool TryReadBytes(out ReadOnlySpan<byte> value)
    {
        if (TryReadHeader(out bool isList, out int start, out int length) && !isList)
        {
            value = _bytes.Slice(start, length);
            _position = start + length;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Enters a list: <paramref name="items"/> reads what is inside, this reader goes on behind it.</summary>
    public bool TryReadList(out RlpReader items)
    {
        if (TryReadHeader(out bool isList, out int start, out int length) && isList)
        {
            items = new RlpReader(_bytes, start, start + length);
            _position = start + length;
            return true;
        }

        items = default;
        return false;
    }

    /// <summary>Reads a list that must be everything there is: the outer shape of every encoded record.</summary>
    public bool TryReadOnlyList(out RlpReader items) => TryReadList(out items) && IsAtEnd;

    /// <summary>Reads an unsigned integer below 2^256: no leading zeros, zero is the empty string.</summary>
    public bool TryReadUInt256(out UInt256 value)
    {
        RlpReader ahead = this;
        if (ahead.TryReadBytes(out ReadOnlySpan<byte> bytes)
            && bytes.Length <= UInt256.SizeBytes
            && !HasLeadingZero(bytes))
        {
            value = UInt256.FromBigEndian(bytes);
            _position = ahead._position;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Reads an unsigned integer below 2^64.</summary>
    public bool TryReadUInt64(out ulong value)
    {
        RlpReader ahead = this;
        value = 0;
        if (!ahead.TryReadBytes(out ReadOnlySpan<byte> bytes) || bytes.Length > sizeof(ulong) || HasLeadingZero(bytes))
        {
            return false;
        }

        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        padded.Clear();
        bytes.CopyTo(padded[(sizeof(ulong) - bytes.Length)..]);
        value = BinaryPrimitives.ReadUInt64BigEndian(padded);
        _position = ahead._position;
        return true;
    }

    /// <summary>Reads an integer from 0 to 2^63 - 1.</summary>
    public bool TryReadInt64(out long value)
    {
        RlpReader ahead = this;
        if (ahead.TryReadUInt64(out ulong number) && number <= long.MaxValue)
        {
            value = (long)number;
            _position = ahead._position;
            return true;
        }

        value = 0;
        return false;
    }

    /// <summary>Reads an integer from 0 to 2^31 - 1.</summary>
    public bool TryReadInt32(out int value)
    {
        RlpReader ahead = this;
        if (ahead.TryReadUInt64(out ulong number) && number <= int.MaxValue)
        {
            value = (int)number;
            _position = ahead._position;
            return true;
        }

        value = 0;
        return false;
    }

    /// <summary>Reads a byte string of exactly <paramref name="lengthBytes"/> bytes.</summary>
    public bool TryReadFixed(int lengthBytes, out ReadOnlySpan<byte> value)
    {
        RlpReader ahead = this;
        if (ahead.TryReadBytes(out value) && value.Length == lengthBytes)
        {
            _position = ahead._position;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Reads 20 bytes as an address.</summary>
    public bool TryReadAddress(out Address value)
    {
        bool isRead = TryReadFixed(Address.SizeBytes, out ReadOnlySpan<byte> bytes);
        value = isRead ? new Address(bytes) : default;
        return isRead;
    }

    /// <summary>Reads an address, or the empty string as none.</summary>
    public bool TryReadOptionalAddress(out Address? value)
    {
        if (TryReadFixed(0, out _))
        {
            value = null;
            return true;
        }

        bool isRead = TryReadAddress(out Address address);
        value = isRead ? address : null;
        return isRead;
    }

    /// <summary>Reads 32 bytes as a hash.</summary>
    public bool TryReadHash(out Hash256 value)
    {
        bool isRead = TryReadFixed(Hash256.SizeBytes, out ReadOnlySpan<byte> bytes);
        value = isRead ? new Hash256(bytes) : default;
        return isRead;
    }

    /// <summary>Reads 64 bytes as a node id.</summary>
    public bool TryReadNodeId(out NodeId value)
    {
        bool isRead = TryReadFixed(NodeId.SizeBytes, out ReadOnlySpan<byte> bytes);
        value = isRead ? new NodeId(bytes) : default;
        return isRead;
    }

    /// <summary>Counts the items that are left, without reading them; their insides are not looked at.</summary>
    /// <param name="countMax">The most items that the caller takes.</param>
    /// <param name="count">The number of items.</param>
    /// <returns><see langword="false"/> when an item is malformed or there are more than <paramref name="countMax"/>.</returns>
    public readonly bool TryCount(int countMax, out int count)
    {
        RlpReader ahead = this;
        for (count = 0; !ahead.IsAtEnd; count++)
        {
            if (count == countMax || !ahead.TryReadHeader(out _, out int start, out int length))
            {
                return false;
            }

            ahead._position = start + length;
        }

        return true;
    }

    /// <summary>Passes over one item after checking that it, and all that is inside it, is canonical.</summary>
    /// <returns><see langword="false"/> too when lists nest deeper than <see cref="DepthMax"/>.</returns>
    public bool TrySkip()
    {
        Span<int> outerEnds = stackalloc int[DepthMax];
        int depth = 0;
        RlpReader walker = this;
        do
        {
            if (!walker.TryReadHeader(out bool isList, out int start, out int length)
                || (isList && depth == DepthMax))
            {
                return false;
            }

            if (isList)
            {
                outerEnds[depth++] = walker._end;
                walker = new RlpReader(_bytes, start, start + length);
            }
            else
            {
                walker._position = start + length;
            }

            while (depth > 0 && walker.IsAtEnd)
            {
                walker = new RlpReader(_bytes, walker._end, outerEnds[--depth]);
            }
        }
        while (depth > 0);

        _position = walker._position;
        return true;
    }

    private static bool HasLeadingZero(ReadOnlySpan<byte> bytes) => bytes.Length > 0 && bytes[0] == 0;

    private readonly bool TryReadHeader(out bool isList, out int start, out int length)
    {
        start = _position;
        length = 1;
        isList = false;
        if (_position >= _end)
        {
            return false;
        }

        byte prefix = _bytes[start];
        if (prefix < StringPrefix)
        {
            return true;
        }

        isList = prefix >= ListPrefix;
        start++;
        length = prefix - (isList ? ListPrefix : StringPrefix);
        if (length > ShortLengthMax)
        {
            return TryReadLongLength(length - ShortLengthMax, ref start, out length);
        }

        // A single byte below 0x80 stands for itself; a prefix before it would be a second form of the same value.
        return length <= _end - start && (isList || length != 1 || _bytes[start] >= StringPrefix);
    }

    private readonly bool TryReadLongLength(int sizeBytes, ref int start, out int length)
    {
        length = 0;
        if (sizeBytes > _end - start || _bytes[start] == 0)
        {
            return false;
        }

        ulong size = 0;
        foreach (byte digit in _bytes.Slice(start, sizeBytes))
        {
            size = (size << 8) | digit;
        }

        start += sizeBytes;
        if (size <= ShortLengthMax || size > (ulong)(_end - start))
        {
            return false;
        }

        length = (int)size;
        return true;
    }
}
