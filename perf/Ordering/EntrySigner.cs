using System.Buffers.Binary;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Ordering;

/// <summary>One of the senders of entries: its signature is its name.</summary>
internal sealed class EntrySigner : ISigner
{
    private readonly byte[] _seal;

    /// <summary>A sender by its number.</summary>
    public EntrySigner(int number)
    {
        Span<byte> name = stackalloc byte[Address.SizeBytes];
        BinaryPrimitives.WriteInt32BigEndian(name[^sizeof(int)..], number + 1);
        Address = new Address(name);
        _seal = EntrySignatures.SealOf(Address);
    }

    /// <inheritdoc/>
    public NodeId Id => default;

    /// <inheritdoc/>
    public Address Address { get; }

    /// <inheritdoc/>
    public byte[] Sign(in Hash256 digest) => [.. _seal];
}
