using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using Ledger.Domain.Primitives;

namespace Ledger.Infrastructure.Copying;

/// <summary>Rows in PostgreSQL's binary COPY format, written straight into one array that is used again for the next batch.</summary>
/// <remarks>The format: PostgreSQL manual, COPY, "Binary Format"; each type's bytes: its <c>…_recv</c> function.
/// The driver's own importer makes a call and a check a column.</remarks>
internal sealed class CopyBuffer : IBufferWriter<byte>
{
    private const int InitialSizeBytes = 64 * 1024;

    /// <summary>A larger array is given back after its batch, so that one great block does not hold memory for good.</summary>
    private const int RetainedSizeBytesMax = 32 * 1024 * 1024;

    private const int LengthBytes = sizeof(int);
    private const int NumericBase = 10_000;
    private const int NumericDigitsMax = 20;
    private const long UnixToPostgresMicroseconds = 946_684_800_000_000;

    private static readonly byte[] Signature = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];

    private byte[] _bytes = new byte[InitialSizeBytes];
    private int _length;

    /// <summary>Rows started since <see cref="Begin"/>.</summary>
    public int Rows { get; private set; }

    public void Begin()
    {
        if (_bytes.Length > RetainedSizeBytesMax)
        {
            _bytes = new byte[InitialSizeBytes];
        }

        Rows = 0;
        _length = 0;
        Append(Signature);
    }

    /// <summary>Ends the rows and gives everything since <see cref="Begin"/>; valid until the next <see cref="Begin"/>.</summary>
    public ReadOnlyMemory<byte> End()
    {
        BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), -1);
        return _bytes.AsMemory(0, _length);
    }

    public void StartRow(short columns)
    {
        Rows++;
        BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), columns);
    }

    public void WriteNull() => BinaryPrimitives.WriteInt32BigEndian(Take(LengthBytes), -1);

    public void Write(bool value) => Field(1)[0] = value ? (byte)1 : (byte)0;

    public void Write(short value) => BinaryPrimitives.WriteInt16BigEndian(Field(sizeof(short)), value);

    public void Write(int value) => BinaryPrimitives.WriteInt32BigEndian(Field(sizeof(int)), value);

    public void Write(long value) => BinaryPrimitives.WriteInt64BigEndian(Field(sizeof(long)), value);

    public void Write(Guid value) => value.TryWriteBytes(Field(16), bigEndian: true, out _);

    /// <summary>Writes bytea, or text that is UTF-8 already.</summary>
    public void Write(ReadOnlySpan<byte> value) => value.CopyTo(Field(value.Length));

    public void Write(in Address value) => Write(value.Bytes);

    public void Write(in Hash256 value) => Write(value.Bytes);

    public void Write(Address? value)
    {
        if (value is Address address)
        {
            Write(address.Bytes);
        }
        else
        {
            WriteNull();
        }
    }

    /// <summary>Writes timestamptz: microseconds since 2000.</summary>
    public void Write(DateTimeOffset value) =>
        Write((value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond - UnixToPostgresMicroseconds);

    /// <summary>Writes numeric: digits of base 10,000, the most significant first.</summary>
    public void WriteNumeric(in UInt256 value)
    {
        Span<short> digits = stackalloc short[NumericDigitsMax];
        int count = value.IsUInt64 ? Digits(value.Low64, digits) : Digits((BigInteger)value, digits);
        Span<byte> field = Field((4 + count) * sizeof(short));
        BinaryPrimitives.WriteInt16BigEndian(field, (short)count);
        BinaryPrimitives.WriteInt16BigEndian(field[2..], (short)Math.Max(0, count - 1));
        field[4..8].Clear();
        for (int i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteInt16BigEndian(field[(8 + (2 * i))..], digits[count - 1 - i]);
        }
    }

    /// <summary>Begins a field whose length is known only at <see cref="EndField"/>.</summary>
    public int BeginField()
    {
        Take(LengthBytes);
        return _length;
    }

    public void EndField(int start) =>
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(start - LengthBytes), _length - start);

    /// <summary>Adds bytes as they are.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    private static int Digits(ulong value, Span<short> digits)
    {
        int count = 0;
        for (; value != 0; value /= NumericBase)
        {
            digits[count++] = (short)(value % NumericBase);
        }

        return count;
    }

    private static int Digits(BigInteger value, Span<short> digits)
    {
        int count = 0;
        while (!value.IsZero)
        {
            value = BigInteger.DivRem(value, NumericBase, out BigInteger digit);
            digits[count++] = (short)digit;
        }

        return count;
    }

    private Span<byte> Field(int length)
    {
        Span<byte> span = Take(LengthBytes + length);
        BinaryPrimitives.WriteInt32BigEndian(span, length);
        return span[LengthBytes..];
    }

    private Span<byte> Take(int count)
    {
        Reserve(count);
        Span<byte> span = _bytes.AsSpan(_length, count);
        _length += count;
        return span;
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Array.Resize(ref _bytes, Math.Max(checked(_bytes.Length * 2), checked(_length + count)));
        }
    }
}
