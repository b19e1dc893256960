using Ledger.Domain.Primitives;

namespace Ledger.Domain.State;

/// <summary>The name of one versioned value of the world state, as bytes in the store and in the write-set root.</summary>
/// <remarks>First byte 1: account, then its address. 2: storage, then address and slot (32 bytes, big-endian).
/// 3: code, then the code hash.</remarks>
public readonly struct StateKey : IEquatable<StateKey>, IComparable<StateKey>
{
    /// <summary>Length in bytes of the longest key.</summary>
    public const int MaxSizeBytes = 1 + Address.SizeBytes + UInt256.SizeBytes;

    private readonly Address _address;
    private readonly Hash256 _word;

    private StateKey(StateKeyKind kind, in Address address, in Hash256 word)
    {
        Kind = kind;
        _address = address;
        _word = word;
    }

    /// <summary>What the key names.</summary>
    public StateKeyKind Kind { get; }

    /// <summary>The account of an account or storage key.</summary>
    public Address Address => _address;

    /// <summary>The slot of a storage key (as 32 big-endian bytes), or the hash of a code key.</summary>
    public Hash256 Word => _word;

    /// <summary>Length in bytes of this key.</summary>
    public int SizeBytes => Kind switch
    {
        StateKeyKind.Account => 1 + Address.SizeBytes,
        StateKeyKind.Storage => MaxSizeBytes,
        _ => 1 + Hash256.SizeBytes,
    };

    /// <summary>Compares for equality.</summary>
    public static bool operator ==(in StateKey left, in StateKey right) => left.Equals(right);

    /// <summary>Compares for inequality.</summary>
    public static bool operator !=(in StateKey left, in StateKey right) => !left.Equals(right);

    /// <summary>Orders as the bytes order.</summary>
    public static bool operator <(in StateKey left, in StateKey right) => left.CompareTo(right) < 0;

    /// <summary>Orders as the bytes order.</summary>
    public static bool operator >(in StateKey left, in StateKey right) => left.CompareTo(right) > 0;

    /// <summary>Orders as the bytes order.</summary>
    public static bool operator <=(in StateKey left, in StateKey right) => left.CompareTo(right) <= 0;

    /// <summary>Orders as the bytes order.</summary>
    public static bool operator >=(in StateKey left, in StateKey right) => left.CompareTo(right) >= 0;

    /// <summary>The key of an account.</summary>
    public static StateKey ForAccount(in Address address) => new(StateKeyKind.Account, address, default);

    /// <summary>The key of a storage slot.</summary>
    public static StateKey ForStorage(in Address address, in UInt256 slot)
    {
        Span<byte> word = stackalloc byte[UInt256.SizeBytes];
        slot.WriteBigEndian(word);
        return new StateKey(StateKeyKind.Storage, address, new Hash256(word));
    }

    /// <summary>The key of code.</summary>
    public static StateKey ForCode(in Hash256 codeHash) => new(StateKeyKind.Code, default, codeHash);

    /// <summary>Reads the bytes of a key; strict and total.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out StateKey key)
    {
        const int WordAt = 1 + Address.SizeBytes;
        key = default;
        switch (bytes.Length)
        {
            case WordAt when bytes[0] == (byte)StateKeyKind.Account:
                key = ForAccount(new Address(bytes[1..]));
                return true;
            case MaxSizeBytes when bytes[0] == (byte)StateKeyKind.Storage:
                key = new StateKey(StateKeyKind.Storage, new Address(bytes[1..WordAt]), new Hash256(bytes[WordAt..]));
                return true;
            case 1 + Hash256.SizeBytes when bytes[0] == (byte)StateKeyKind.Code:
                key = ForCode(new Hash256(bytes[1..]));
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes <see cref="SizeBytes"/> bytes.</summary>
    public void Write(Span<byte> destination)
    {
        destination[0] = (byte)Kind;
        switch (Kind)
        {
            case StateKeyKind.Account:
                _address.Bytes.CopyTo(destination[1..]);
                break;
            case StateKeyKind.Storage:
                _address.Bytes.CopyTo(destination[1..]);
                _word.Bytes.CopyTo(destination[(1 + Address.SizeBytes)..]);
                break;
            default:
                _word.Bytes.CopyTo(destination[1..]);
                break;
        }
    }

    /// <summary>The bytes in a new array.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[SizeBytes];
        Write(bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public bool Equals(StateKey other) =>
        Kind == other.Kind && _word.Equals(other._word) && _address.Equals(other._address);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is StateKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, _address, _word);

    /// <inheritdoc/>
    public int CompareTo(StateKey other)
    {
        int byKind = Kind.CompareTo(other.Kind);
        int byAddress = byKind != 0 ? byKind : _address.CompareTo(other._address);
        return byAddress != 0 ? byAddress : _word.CompareTo(other._word);
    }

    /// <summary>The key in words.</summary>
    public override string ToString() => Kind switch
    {
        StateKeyKind.Account => $"account {_address}",
        StateKeyKind.Storage => $"storage {_address} {_word}",
        _ => $"code {_word}",
    };
}
