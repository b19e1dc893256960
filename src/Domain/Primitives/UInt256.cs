using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Ledger.Domain.Encoding;

namespace Ledger.Domain.Primitives;

/// <summary>An unsigned 256-bit integer, the word of the EVM: four 64-bit limbs, least significant first.</summary>
/// <remarks>Arithmetic is modulo 2^256 unless a member says otherwise (Yellow Paper, appendix H).</remarks>
[JsonConverter(typeof(HexJsonConverter<UInt256>))]
public readonly partial struct UInt256 : IEquatable<UInt256>, IComparable<UInt256>, ISpanParsable<UInt256>
{
    /// <summary>Length in bytes of the big-endian form.</summary>
    public const int SizeBytes = 32;

    private readonly ulong _u0;
    private readonly ulong _u1;
    private readonly ulong _u2;
    private readonly ulong _u3;

    /// <summary>Composes a value of four limbs, <paramref name="u0"/> the least significant.</summary>
    public UInt256(ulong u0, ulong u1 = 0, ulong u2 = 0, ulong u3 = 0)
    {
        _u0 = u0;
        _u1 = u1;
        _u2 = u2;
        _u3 = u3;
    }

    /// <summary>Reads up to 32 big-endian bytes; shorter input is padded with zeros on the left.</summary>
    /// <exception cref="ArgumentException">The span is longer than 32 bytes.</exception>
    public static UInt256 FromBigEndian(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > SizeBytes)
        {
            throw new ArgumentException($"A UInt256 has at most {SizeBytes} bytes, not {bytes.Length}.", nameof(bytes));
        }

        if (bytes.Length == SizeBytes)
        {
            return ReadWhole(bytes);
        }

        Span<byte> padded = stackalloc byte[SizeBytes];
        padded.Clear();
        bytes.CopyTo(padded[(SizeBytes - bytes.Length)..]);
        return ReadWhole(padded);
    }

    /// <summary>Zero.</summary>
    public static UInt256 Zero => default;

    /// <summary>One.</summary>
    public static UInt256 One => new(1);

    /// <summary>2^256 - 1.</summary>
    public static UInt256 MaxValue => new(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);

    /// <summary>Whether the value is zero.</summary>
    public bool IsZero => (_u0 | _u1 | _u2 | _u3) == 0;

    /// <summary>Whether the value fits 64 bits.</summary>
    public bool IsUInt64 => (_u1 | _u2 | _u3) == 0;

    /// <summary>The least significant 64 bits.</summary>
    public ulong Low64 => _u0;

    /// <summary>Number of bytes of the shortest big-endian form; 0 for zero.</summary>
    public int ByteLength => (BitLength + 7) / 8;

    /// <summary>Position of the highest set bit, counted from 1; 0 for zero.</summary>
    public int BitLength =>
        _u3 != 0 ? 256 - BitOperations.LeadingZeroCount(_u3)
        : _u2 != 0 ? 192 - BitOperations.LeadingZeroCount(_u2)
        : _u1 != 0 ? 128 - BitOperations.LeadingZeroCount(_u1)
        : 64 - BitOperations.LeadingZeroCount(_u0);

    /// <summary>Widens a 64-bit value.</summary>
    public static implicit operator UInt256(ulong value) => new(value);

    /// <summary>Compares for equality.</summary>
    public static bool operator ==(in UInt256 left, in UInt256 right) => left.Equals(right);

    /// <summary>Compares for inequality.</summary>
    public static bool operator !=(in UInt256 left, in UInt256 right) => !left.Equals(right);

    /// <summary>Compares as unsigned integers.</summary>
    public static bool operator <(in UInt256 left, in UInt256 right) => IsLess(left, right);

    /// <summary>Compares as unsigned integers.</summary>
    public static bool operator >(in UInt256 left, in UInt256 right) => IsLess(right, left);

    /// <summary>Compares as unsigned integers.</summary>
    public static bool operator <=(in UInt256 left, in UInt256 right) => !IsLess(right, left);

    /// <summary>Compares as unsigned integers.</summary>
    public static bool operator >=(in UInt256 left, in UInt256 right) => !IsLess(left, right);

    // Inlined by force: a call returns through memory and costs three times as much (10 to 3 ns, UInt256Benchmarks.Add).

    /// <summary>Adds modulo 2^256.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt256 operator +(in UInt256 left, in UInt256 right)
    {
        AddOverflow(left, right, out UInt256 sum);
        return sum;
    }

    /// <summary>Subtracts modulo 2^256.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt256 operator -(in UInt256 left, in UInt256 right)
    {
        SubtractUnderflow(left, right, out UInt256 difference);
        return difference;
    }

    /// <summary>Adds and tells whether the true sum needed more than 256 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AddOverflow(in UInt256 left, in UInt256 right, out UInt256 sum)
    {
        ulong carry = 0;
        ulong r0 = AddWithCarry(left._u0, right._u0, ref carry);
        ulong r1 = AddWithCarry(left._u1, right._u1, ref carry);
        ulong r2 = AddWithCarry(left._u2, right._u2, ref carry);
        ulong r3 = AddWithCarry(left._u3, right._u3, ref carry);
        sum = new UInt256(r0, r1, r2, r3);
        return carry != 0;
    }

    /// <summary>Subtracts and tells whether the true difference was negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool SubtractUnderflow(in UInt256 left, in UInt256 right, out UInt256 difference)
    {
        ulong borrow = 0;
        ulong r0 = SubtractWithBorrow(left._u0, right._u0, ref borrow);
        ulong r1 = SubtractWithBorrow(left._u1, right._u1, ref borrow);
        ulong r2 = SubtractWithBorrow(left._u2, right._u2, ref borrow);
        ulong r3 = SubtractWithBorrow(left._u3, right._u3, ref borrow);
        difference = new UInt256(r0, r1, r2, r3);
        return borrow != 0;
    }

    /// <summary>Reads a decimal number, or hexadecimal after <c>0x</c>.</summary>
    /// <exception cref="FormatException">The text is not a number below 2^256.</exception>
    public static UInt256 Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out UInt256 value)
            ? value
            : throw new FormatException("Expected a decimal or 0x-hexadecimal number below 2^256.");

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, IFormatProvider?)"/>
    public static UInt256 Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out UInt256 result)
    {
        bool isHex = s.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        ReadOnlySpan<char> digits = isHex ? string.Concat("0", s[2..]) : s;
        NumberStyles style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (s.Length is > 0 and <= 80
            && (!isHex || s.Length > 2)
            && BigInteger.TryParse(digits, style, CultureInfo.InvariantCulture, out BigInteger number)
            && number.GetBitLength() <= 256)
        {
            result = (UInt256)number;
            return true;
        }

        result = default;
        return false;
    }

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out UInt256 result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <summary>Converts a number in [0, 2^256).</summary>
    /// <exception cref="OverflowException">The number is negative or too large.</exception>
    public static explicit operator UInt256(BigInteger value)
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        return value.Sign >= 0 && value.TryWriteBytes(bytes, out int written, isUnsigned: true, isBigEndian: true)
            ? FromBigEndian(bytes[..written])
            : throw new OverflowException("The number does not fit an unsigned 256-bit integer.");
    }

    /// <summary>Converts to an arbitrary-precision integer.</summary>
    public static explicit operator BigInteger(in UInt256 value)
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        value.WriteBigEndian(bytes);
        return new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
    }

    /// <summary>Writes all 32 bytes, most significant first.</summary>
    public void WriteBigEndian(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _u3);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _u2);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _u1);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _u0);
    }

    /// <inheritdoc/>
    public bool Equals(UInt256 other) =>
        ((_u0 ^ other._u0) | (_u1 ^ other._u1) | (_u2 ^ other._u2) | (_u3 ^ other._u3)) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is UInt256 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => KeyMixer.ToHashCode(_u0, _u1, _u2, _u3);

    /// <inheritdoc/>
    public int CompareTo(UInt256 other) =>
        _u3 != other._u3 ? _u3.CompareTo(other._u3)
        : _u2 != other._u2 ? _u2.CompareTo(other._u2)
        : _u1 != other._u1 ? _u1.CompareTo(other._u1)
        : _u0.CompareTo(other._u0);

    /// <summary>The shortest <c>0x</c> hexadecimal form; zero is <c>0x0</c> (the JSON-RPC quantity).</summary>
    public override string ToString()
    {
        if (IsUInt64)
        {
            return $"0x{_u0:x}";
        }

        Span<byte> bytes = stackalloc byte[SizeBytes];
        WriteBigEndian(bytes);
        string digits = Convert.ToHexStringLower(bytes);
        return string.Concat("0x", digits.AsSpan().TrimStart('0'));
    }

    /// <summary>The value in decimal digits.</summary>
    public string ToDecimalString() => ((BigInteger)this).ToString(CultureInfo.InvariantCulture);

    private static UInt256 ReadWhole(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes));

    // A less-than is the borrow of the subtraction: no branch for the processor to guess.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsLess(in UInt256 left, in UInt256 right)
    {
        ulong borrow = 0;
        _ = SubtractWithBorrow(left._u0, right._u0, ref borrow);
        _ = SubtractWithBorrow(left._u1, right._u1, ref borrow);
        _ = SubtractWithBorrow(left._u2, right._u2, ref borrow);
        _ = SubtractWithBorrow(left._u3, right._u3, ref borrow);
        return borrow != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddWithCarry(ulong left, ulong right, ref ulong carry)
    {
        ulong sum = unchecked(left + right);
        ulong result = unchecked(sum + carry);
        carry = (sum < left ? 1UL : 0UL) | (result < sum ? 1UL : 0UL);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong SubtractWithBorrow(ulong left, ulong right, ref ulong borrow)
    {
        ulong difference = unchecked(left - right);
        ulong result = unchecked(difference - borrow);
        borrow = (left < right ? 1UL : 0UL) | (difference < borrow ? 1UL : 0UL);
        return result;
    }
}
