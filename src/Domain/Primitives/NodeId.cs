using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Ledger.Domain.Encoding;

namespace Ledger.Domain.Primitives;

/// <summary>A node's identity: its 64-byte public key (x and y, without the 04 prefix).</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8, Size = SizeBytes)]
[JsonConverter(typeof(HexJsonConverter<NodeId>))]
public readonly struct NodeId : IEquatable<NodeId>, IComparable<NodeId>, ISpanParsable<NodeId>
{
    /// <summary>Length in bytes.</summary>
    public const int SizeBytes = 64;

    private readonly ulong _part0;
    private readonly ulong _part1;
    private readonly ulong _part2;
    private readonly ulong _part3;
    private readonly ulong _part4;
    private readonly ulong _part5;
    private readonly ulong _part6;
    private readonly ulong _part7;

    /// <summary>Copies exactly <see cref="SizeBytes"/> bytes.</summary>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public NodeId(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != SizeBytes)
        {
            throw new ArgumentException($"A NodeId has {SizeBytes} bytes, not {bytes.Length}.", nameof(bytes));
        }

        this = MemoryMarshal.Read<NodeId>(bytes);
    }

    /// <summary>The value whose bytes are all zero.</summary>
    public static NodeId Zero => default;

    /// <summary>Whether every byte is zero.</summary>
    public bool IsZero => Equals(default);

    /// <summary>The bytes, without a copy.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes =>
        MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in this, 1));

    /// <summary>Compares for equality.</summary>
    public static bool operator ==(NodeId left, NodeId right) => left.Equals(right);

    /// <summary>Compares for inequality.</summary>
    public static bool operator !=(NodeId left, NodeId right) => !left.Equals(right);

    /// <summary>Orders by the bytes, first byte first.</summary>
    public static bool operator <(NodeId left, NodeId right) => left.CompareTo(right) < 0;

    /// <summary>Orders by the bytes, first byte first.</summary>
    public static bool operator >(NodeId left, NodeId right) => left.CompareTo(right) > 0;

    /// <summary>Orders by the bytes, first byte first.</summary>
    public static bool operator <=(NodeId left, NodeId right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by the bytes, first byte first.</summary>
    public static bool operator >=(NodeId left, NodeId right) => left.CompareTo(right) >= 0;

    /// <summary>Reads hexadecimal text with or without <c>0x</c>.</summary>
    /// <exception cref="FormatException">The text is not exactly that many bytes of hexadecimal.</exception>
    public static NodeId Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out NodeId value)
            ? value
            : throw new FormatException($"Expected {SizeBytes} bytes of hexadecimal.");

    /// <inheritdoc/>
    public static NodeId Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out NodeId result)
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
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out NodeId result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc/>
    public bool Equals(NodeId other) => Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is NodeId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => KeyMixer.ToHashCode(_part0, _part1, _part4, _part5);

    /// <inheritdoc/>
    public int CompareTo(NodeId other) => Bytes.SequenceCompareTo(other.Bytes);

    /// <summary>Copies the bytes into a new array.</summary>
    public byte[] ToArray() => Bytes.ToArray();

    /// <summary>The value as <c>0x</c> and lower-case hexadecimal.</summary>
    public override string ToString() => Hex.Encode(Bytes);
}
