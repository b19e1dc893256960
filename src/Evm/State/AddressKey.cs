using System.Runtime.InteropServices;
using Ledger.Domain.Primitives;

namespace Ledger.Evm.State;

/// <summary>An address as a key of the journal's tables.</summary>
internal readonly struct AddressKey(in Address address) : IEquatable<AddressKey>
{
    private readonly Address _address = address;

    /// <inheritdoc/>
    public bool Equals(AddressKey other) => _address.Equals(other._address);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AddressKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        ReadOnlySpan<byte> bytes = _address.Bytes;
        ulong first = KeyMixer.Mix(MemoryMarshal.Read<ulong>(bytes), MemoryMarshal.Read<ulong>(bytes[8..]));
        return (int)KeyMixer.Mix(first, MemoryMarshal.Read<uint>(bytes[16..]));
    }
}
