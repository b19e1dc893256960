using Ledger.Domain.Primitives;

namespace Ledger.Domain.Cryptography;

/// <summary>The chain's 256-bit hash: Keccak-256, or SM3 on a guomi chain. Thread-safe.</summary>
public interface IHashFunction
{
    /// <summary>Hashes <paramref name="data"/>.</summary>
    Hash256 Hash(ReadOnlySpan<byte> data);

    /// <summary>Hashes many messages, which a function may do several at a time.</summary>
    /// <param name="messages">The messages, one after another.</param>
    /// <param name="ends">Where each of them ends in <paramref name="messages"/>; never falling.</param>
    /// <param name="digests">Receives the hash of each; as long as <paramref name="ends"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An end lies outside the messages or before the one before it.</exception>
    void HashEach(ReadOnlySpan<byte> messages, ReadOnlySpan<int> ends, Span<Hash256> digests)
    {
        int start = 0;
        for (int i = 0; i < ends.Length; i++)
        {
            digests[i] = Hash(messages[start..ends[i]]);
            start = ends[i];
        }
    }
}
