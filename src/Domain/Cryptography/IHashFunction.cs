using Ledger.Domain.Primitives;

namespace Ledger.Domain.Cryptography;

/// <summary>The chain's 256-bit hash: Keccak-256, or SM3 on a guomi chain. Thread-safe.</summary>
public interface IHashFunction
{
    /// <summary>Hashes <paramref name="data"/>.</summary>
    Hash256 Hash(ReadOnlySpan<byte> data);
}
