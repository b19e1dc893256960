using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Ledger.Domain.Encoding;

namespace Ledger.Domain.Primitives;

/// <summary>A 256-bit digest: Keccak-256, or SM3 on a guomi chain.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8, Size = SizeBytes)]
[JsonConverter(typeof(HexJsonConverter<Hash256>))]
public readonly struct Hash256 : IEquatable<Hash256>, IComparable<Hash256>, ISpanParsable<Hash256>
{
    /// <summary>Length in bytes.</summary>
    public const int SizeBytes = 32;

    private readonly ulong _part0;
    private readonly ulong _part1;
    private readonly ulong _part2;
    private readonly ulong _part3;

    /// <summary>Copies exactly <see cref="SizeBytes"/> bytes.</summary>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public Hash256(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != SizeBytes)
        {
            throw new ArgumentException($"A Hash256 has {SizeBytes} bytes, not {bytes.Length}.", nameof(bytes));
        }

        this = MemoryMarshal.Read<Hash256>(bytes);
    }

    /// <summary>The value whose bytes are all zero.</summary>
    public static Hash256 Zero => default;

    /// <summary>Whether every byte is zero.</summary>
    public bool IsZero => Equals(default);

    /// <summary>The bytes, without a copy.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes =>
        MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in this, 1));

    /// <summary>Compares for equality.</summary>
    public static bool operator ==(Hash256 left, Hash256 right) => left.Equals(right);

    /// <summary>Compares for inequality.</summary>
    public static bool operator !=(Hash256 left, Hash256 right) => !left.Equals(right);

    /// <summary>Orders by the bytes, first byte first.</summary>
    public static bool operator <(Hash256 left, Hash256 right) => left.CompareTo(right) < 0;

    /// <summary>Orders by the bytes, first byte first.</summary>
    public static bool operator >(Hash256 left, Hash256 right) => left.CompareTo(right) > 0;

    /// <summary>Orders by the bytes, first byte first.</summary>
    public static bool operator <=(Hash256 left, Hash256 right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by the bytes, first byte first.</summary>
    public static bool operator >=(Hash256 left, Hash256 right) => left.CompareTo(right) >= 0;

    /// <summary>Reads hexadecimal text with or without <c>0x</c>.</summary>
    /// <exception cref="FormatException">The text is not exactly that many bytes of hexadecimal.</exception>
    public static Hash256 Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out Hash256 value)
            ? value
            : throw new FormatException($"Expected {SizeBytes} bytes of hexadecimal.");

    /// <inheritdoc/>
    public static Hash256 Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Hash256 result)
    {
        Unsafe.SkipInit(out result);
        Span<byte> target = MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref result, 1));
        if (Hex.TryDecodeExactly(s, target))
        {
            return true;
        }

        result = default;
        return false;
    }

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Hash256 result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc/>
    public bool Equals(Hash256 other) => Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Hash256 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => KeyMixer.ToHashCode(_part0, _part1, _part2, _part3);

    /// <inheritdoc/>
    public int CompareTo(Hash256 other) => Bytes.SequenceCompareTo(other.Bytes);

    /// <summary>Copies the bytes into a new array.</summary>
    public byte[] ToArray() => Bytes.ToArray();

    /// <summary>The value as <c>0x</c> and lower-case hexadecimal.</summary>
    public override string ToString() => Hex.Encode(Bytes);
}
