using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Hashing;

/// <summary>Keccak-256 as Ethereum uses it: the original submission's padding, not that of SHA3-256 (FIPS 202).</summary>
public static class Keccak256
{
    /// <summary>The first padding byte; SHA3-256 has 0x06 here, the only difference between the two.</summary>
    internal const byte FirstPadding = 0x01;

    /// <summary>The last padding bit, in the last byte of the block.</summary>
    internal const byte LastPadding = 0x80;

    /// <summary>Hashes <paramref name="data"/> without allocating.</summary>
    public static Hash256 Hash(ReadOnlySpan<byte> data)
    {
        KeccakState state = default;
        while (data.Length >= KeccakState.RateBytes)
        {
            KeccakState.Absorb(ref state, data);
            data = data[KeccakState.RateBytes..];
        }

        Span<byte> last = stackalloc byte[KeccakState.RateBytes];
        last.Clear();
        data.CopyTo(last);
        last[data.Length] = FirstPadding;
        last[^1] |= LastPadding;
        KeccakState.Absorb(ref state, last);
        return KeccakState.Digest(state);
    }

    /// <summary>Hashes many messages, eight at a time on processors with AVX-512, without allocating.</summary>
    /// <param name="messages">The messages, one after another.</param>
    /// <param name="ends">Where each of them ends in <paramref name="messages"/>; never falling.</param>
    /// <param name="digests">Receives the hash of each; as long as <paramref name="ends"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An end lies outside the messages or before the one before it.</exception>
    public static void HashEach(ReadOnlySpan<byte> messages, ReadOnlySpan<int> ends, Span<Hash256> digests)
    {
        if (KeccakLanes.IsSupported && ends.Length >= KeccakLanes.MessagesMin)
        {
            KeccakLanes.Hash(messages, ends, digests);
            return;
        }

        int start = 0;
        for (int i = 0; i < ends.Length; i++)
        {
            digests[i] = Hash(messages[start..ends[i]]);
            start = ends[i];
        }
    }
}
