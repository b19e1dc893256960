using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Domain.Primitives;

namespace Ledger.EvmConformance.Formats;

/// <summary>Checks Keccak-256 by every way that the product has to compute it.</summary>
internal static class Hashes
{
    /// <summary>What is wrong, or <see langword="null"/>.</summary>
    public static string? Judge(byte[] message, in Hash256 expected)
    {
        Hash256 direct = Keccak256.Hash(message);
        IncrementalKeccak256 incremental = default;
        incremental.Append(message.AsSpan(0, message.Length / 2));
        incremental.Append(message.AsSpan(message.Length / 2));
        Hash256 asSuite = CryptoSuites.Secp256k1.Hash.Hash(message);
        return direct != expected ? $"Keccak-256 is {direct}, expected {expected}"
            : incremental.ToHash() != expected ? $"in two parts it is {incremental.ToHash()}, expected {expected}"
            : asSuite != expected ? $"the suite's hash is {asSuite}, expected {expected}"
            : null;
    }
}
