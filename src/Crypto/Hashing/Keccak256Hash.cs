using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Hashing;

/// <summary>Keccak-256 as the hash function of a chain.</summary>
public sealed class Keccak256Hash : IHashFunction
{
    /// <inheritdoc/>
    public Hash256 Hash(ReadOnlySpan<byte> data) => Keccak256.Hash(data);

    /// <inheritdoc/>
    public void HashEach(ReadOnlySpan<byte> messages, ReadOnlySpan<int> ends, Span<Hash256> digests) =>
        Keccak256.HashEach(messages, ends, digests);
}
