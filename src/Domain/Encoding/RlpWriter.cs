using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Encoding;

/// <summary>Writes canonical RLP (Yellow Paper, appendix B) into one pooled buffer that grows. Not thread-safe.</summary>
/// <remarks>A list is written in one pass: <see cref="BeginList"/> leaves room for a one-byte header, and only a list longer
/// than 55 bytes is moved once when it ends.</remarks>
public sealed class RlpWriter : IDisposable
{
    private const int ShortLengthMax = 55;
    private const byte StringPrefix = 0x80;
    private const byte ListPrefix = 0xc0;

    private byte[] _buffer;
    private int _length;

    /// <summary>Rents a buffer.</summary>
    /// <param name="capacityBytes">How much the caller expects to write.</param>
    public RlpWriter(int capacityBytes = 256) => _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(capacityBytes, 16));

    /// <summary>Number of bytes written.</summary>
    public int Length => _length;

    /// <summary>The bytes written, valid until the next write.</summary>
    public ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(0, _length);

    /// <summary>Starts a list.</summary>
    /// <returns>What <see cref="EndList"/> wants to know.</returns>
    public int BeginList()
    {
        Reserve(1);
        return _length++;
    }

    /// <summary>Ends the list that started at <paramref name="list"/>; lists end in the reverse order of their start.</summary>
    public void EndList(int list)
    {
        int content = _length - list - 1;
        int headerBytes = ListHeaderBytes(content);
        Reserve(headerBytes - 1);
        if (headerBytes > 1)
        {
            _buffer.AsSpan(list + 1, content).CopyTo(_buffer.AsSpan(list + headerBytes));
        }

        WriteListHeader(_buffer.AsSpan(list), content);
        _length += headerBytes - 1;
    }

    /// <summary>The length in bytes of the header of a list whose items take <paramref name="contentBytes"/>.</summary>
    public static int ListHeaderBytes(int contentBytes) =>
        contentBytes <= ShortLengthMax ? 1 : 1 + SizeOf((ulong)contentBytes);

    /// <summary>Writes the header of a list whose items are encoded already.</summary>
    /// <returns>The length in bytes of the header.</returns>
    public static int WriteListHeader(Span<byte> destination, int contentBytes)
    {
        int headerBytes = ListHeaderBytes(contentBytes);
        if (headerBytes == 1)
        {
            destination[0] = (byte)(ListPrefix + contentBytes);
            return headerBytes;
        }

        destination[0] = (byte)(ListPrefix + ShortLengthMax + headerBytes - 1);
        WriteBigEndian((ulong)contentBytes, destination[1..headerBytes]);
        return headerBytes;
    }

    /// <summary>Writes a byte string.</summary>
    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        if (value.Length == 1 && value[0] < StringPrefix)
        {
            WriteRaw(value);
            return;
        }

        int sizeBytes = value.Length <= ShortLengthMax ? 0 : SizeOf((ulong)value.Length);
        Reserve(1 + sizeBytes + value.Length);
        _buffer[_length++] = (byte)(StringPrefix + (sizeBytes == 0 ? value.Length : ShortLengthMax + sizeBytes));
        WriteBigEndian((ulong)value.Length, _buffer.AsSpan(_length, sizeBytes));
        _length += sizeBytes;
        value.CopyTo(_buffer.AsSpan(_length));
        _length += value.Length;
    }

    /// <summary>Writes an unsigned integer as its shortest big-endian bytes; zero is the empty string.</summary>
    public void WriteInteger(in UInt256 value)
    {
        Span<byte> bytes = stackalloc byte[UInt256.SizeBytes];
        value.WriteBigEndian(bytes);
        WriteBytes(bytes[(UInt256.SizeBytes - value.ByteLength)..]);
    }

    /// <inheritdoc cref="WriteInteger(in UInt256)"/>
    public void WriteInteger(ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        WriteBytes(bytes[(sizeof(ulong) - SizeOf(value))..]);
    }

    /// <inheritdoc cref="WriteInteger(in UInt256)"/>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative: RLP has no form for it.</exception>
    public void WriteInteger(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        WriteInteger((ulong)value);
    }

    /// <summary>Writes 20 bytes, or the empty string for none.</summary>
    public void WriteOptionalAddress(in Address? value)
    {
        if (value is Address address)
        {
            WriteBytes(address.Bytes);
            return;
        }

        WriteBytes([]);
    }

    /// <summary>Writes bytes that are encoded items already.</summary>
    public void WriteRaw(ReadOnlySpan<byte> encoded)
    {
        Reserve(encoded.Length);
        encoded.CopyTo(_buffer.AsSpan(_length));
        _length += encoded.Length;
    }

    /// <summary>Forgets what was written and keeps the buffer.</summary>
    public void Clear() => _length = 0;

    /// <summary>Copies the bytes written into a new array.</summary>
    public byte[] ToArray() => WrittenSpan.ToArray();

    /// <summary>Returns the buffer; the writer must not be used afterwards.</summary>
    public void Dispose()
    {
        byte[] buffer = _buffer;
        _buffer = [];
        _length = 0;
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int SizeOf(ulong value) => sizeof(ulong) - (BitOperations.LeadingZeroCount(value) / 8);

    private static void WriteBigEndian(ulong value, Span<byte> destination)
    {
        for (int i = destination.Length - 1; i >= 0; i--)
        {
            destination[i] = (byte)value;
            value >>= 8;
        }
    }

    private void Reserve(int countBytes)
    {
        int needed = checked(_length + countBytes);
        if (needed <= _buffer.Length)
        {
            return;
        }

        int doubled = (int)Math.Min(Array.MaxLength, 2L * _buffer.Length);
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, doubled));
        WrittenSpan.CopyTo(larger);
        byte[] smaller = _buffer;
        _buffer = larger;
        if (smaller.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(smaller);
        }
    }
}
