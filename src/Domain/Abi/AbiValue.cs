using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Abi;

/// <summary>A value of the contract ABI: a number, an account, a truth, bytes, a text, or a list of values.</summary>
/// <remarks>Immutable. Everything up to 32 bytes lives inside the value, so that arrays of words are one allocation. It does not
/// know its type: the codec checks it against one. The default is the number 0.</remarks>
public readonly partial struct AbiValue : IEquatable<AbiValue>
{
    private const int InlineMaxBytes = UInt256.SizeBytes;

    // A number in two's complement; or up to 32 bytes from the left; an address and a truth stand at the right.
    private readonly UInt256 _word;
    private readonly object? _heap;
    private readonly byte _length;
    private readonly bool _isNegative;

    private AbiValue(AbiValueKind kind, in UInt256 word, bool isNegative = false)
    {
        Kind = kind;
        _word = word;
        _isNegative = isNegative;
    }

    private AbiValue(AbiValue[] items)
    {
        Kind = AbiValueKind.List;
        _heap = items;
    }

    private AbiValue(AbiValueKind kind, ReadOnlySpan<byte> bytes)
    {
        Kind = kind;
        if (bytes.Length > InlineMaxBytes)
        {
            _heap = bytes.ToArray();
            return;
        }

        Span<byte> word = stackalloc byte[InlineMaxBytes];
        word.Clear();
        bytes.CopyTo(word);
        _word = UInt256.FromBigEndian(word);
        _length = (byte)bytes.Length;
    }

    /// <summary>What the value is.</summary>
    public AbiValueKind Kind { get; }

    /// <summary>The elements or members of a list.</summary>
    /// <exception cref="InvalidOperationException">The value is not a list.</exception>
    public ReadOnlySpan<AbiValue> Items => (AbiValue[])Checked(AbiValueKind.List)._heap!;

    /// <summary>The number of bytes, of UTF-8 bytes, or of items; 32 for a number, 20 for an address, 1 for a truth.</summary>
    public int Length => Kind switch
    {
        AbiValueKind.List => Items.Length,
        AbiValueKind.Bytes or AbiValueKind.Text => _heap is byte[] bytes ? bytes.Length : _length,
        AbiValueKind.Address => Primitives.Address.SizeBytes,
        AbiValueKind.Boolean => 1,
        _ => UInt256.SizeBytes,
    };

    /// <summary>Whether it is a number below zero.</summary>
    public bool IsNegative => _isNegative;

    /// <summary>The item at <paramref name="index"/> of a list.</summary>
    public AbiValue this[int index] => Items[index];

    /// <summary>A list: an array or a tuple.</summary>
    public static AbiValue List(params ReadOnlySpan<AbiValue> items) => new(items.ToArray());

    /// <summary>Bytes: <c>bytes</c>, <c>bytesN</c> or <c>function</c>. They are copied.</summary>
    public static AbiValue Bytes(ReadOnlySpan<byte> bytes) => new(AbiValueKind.Bytes, bytes);

    /// <summary>A string that exists as UTF-8 already. The bytes are copied and not looked at.</summary>
    public static AbiValue Utf8(ReadOnlySpan<byte> bytes) => new(AbiValueKind.Text, bytes);

    /// <summary>A string.</summary>
    /// <exception cref="ArgumentException">The string has half of a surrogate pair: it has no UTF-8 form.</exception>
    public static AbiValue Text(string text) => new(AbiValueKind.Text, StrictUtf8.GetBytes(text));

    /// <summary>A whole number.</summary>
    /// <exception cref="OverflowException">It is below -2^255 or above 2^256 - 1.</exception>
    public static AbiValue Number(BigInteger number)
    {
        if (number.Sign >= 0)
        {
            return (UInt256)number;
        }

        BigInteger word = number + (BigInteger.One << 256);
        return number >= -(BigInteger.One << 255)
            ? new AbiValue(AbiValueKind.Number, (UInt256)word, isNegative: true)
            : throw new OverflowException("The number is below -2^255.");
    }

    /// <summary>The signed number that <paramref name="word"/> is in two's complement.</summary>
    public static AbiValue FromTwosComplement(in UInt256 word) => new(AbiValueKind.Number, word, word.IsNegative);

    /// <summary>A number.</summary>
    public static implicit operator AbiValue(int value) => (long)value;

    /// <summary>A number.</summary>
    public static implicit operator AbiValue(long value) =>
        value >= 0 ? (ulong)value : FromTwosComplement(-new UInt256((ulong)(-(Int128)value)));

    /// <summary>A number.</summary>
    public static implicit operator AbiValue(ulong value) => (UInt256)value;

    /// <summary>A number that is not negative.</summary>
    public static implicit operator AbiValue(in UInt256 value) => new(AbiValueKind.Number, value);

    /// <summary>A truth.</summary>
    public static implicit operator AbiValue(bool value) =>
        new(AbiValueKind.Boolean, value ? UInt256.One : UInt256.Zero);

    /// <summary>An account.</summary>
    public static implicit operator AbiValue(in Address value) =>
        new(AbiValueKind.Address, UInt256.FromBigEndian(value.Bytes));

    /// <summary>A <c>bytes32</c>.</summary>
    public static implicit operator AbiValue(in Hash256 value) => Bytes(value.Bytes);

    /// <summary>Bytes.</summary>
    public static implicit operator AbiValue(byte[] value) => Bytes(value);

    /// <summary>A string.</summary>
    public static implicit operator AbiValue(string value) => Text(value);

    /// <summary>A list.</summary>
    public static implicit operator AbiValue(AbiValue[] value) => List(value);

    /// <summary>Compares the values, not the types that they came from: the number 5 is one value.</summary>
    public static bool operator ==(in AbiValue left, in AbiValue right) => left.Equals(right);

    /// <summary>Compares the values.</summary>
    public static bool operator !=(in AbiValue left, in AbiValue right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(AbiValue other) =>
        Kind == other.Kind
        && _word == other._word
        && _length == other._length
        && _isNegative == other._isNegative
        && (_heap, other._heap) switch
        {
            (null, null) => true,
            (byte[] left, byte[] right) => left.AsSpan().SequenceEqual(right),
            (AbiValue[] left, AbiValue[] right) => left.AsSpan().SequenceEqual(right),
            _ => false,
        };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AbiValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Kind);
        hash.Add(_word);
        hash.Add(Length);
        if (_heap is byte[] bytes)
        {
            hash.AddBytes(bytes);
        }
        else if (_heap is AbiValue[] items)
        {
            foreach (AbiValue item in items)
            {
                hash.Add(item);
            }
        }

        return hash.ToHashCode();
    }

    /// <summary>The value for people: numbers in decimal, bytes in hexadecimal, texts in quotes, lists in brackets.</summary>
    public override string ToString() => Kind switch
    {
        AbiValueKind.Number => AsBigInteger().ToString(CultureInfo.InvariantCulture),
        AbiValueKind.Address => AsAddress().ToString(),
        AbiValueKind.Boolean => AsBoolean() ? "true" : "false",
        AbiValueKind.Bytes => Hex.Encode(AsBytes()),
        AbiValueKind.Text => $"\"{AsText()}\"",
        _ => $"[{string.Join(", ", (AbiValue[])_heap!)}]",
    };

    // The array is the callers' no more.
    internal static AbiValue Owned(AbiValue[] items) => new(items);

    internal static AbiValue AddressOf(in UInt256 word) => new(AbiValueKind.Address, word);

    internal UInt256 Word => _word;

    /// <summary>The bytes of bytes or a text; <paramref name="inline"/> is 32 bytes of room for short ones.</summary>
    internal ReadOnlySpan<byte> ContentIn(Span<byte> inline)
    {
        if (_heap is byte[] bytes)
        {
            return bytes;
        }

        _word.WriteBigEndian(inline);
        return inline[.._length];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref readonly AbiValue Checked(AbiValueKind kind)
    {
        if (Kind != kind)
        {
            ThrowWrongKind(kind);
        }

        return ref Unsafe.AsRef(in this);
    }

    private void ThrowWrongKind(AbiValueKind kind) =>
        throw new InvalidOperationException($"The value {ToString()} is of kind {Kind} and not {kind}.");
}
