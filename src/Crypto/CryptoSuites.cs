using Ledger.Crypto.Hashing;
using Ledger.Crypto.Signatures;
using Ledger.Crypto.Vrf;
using Ledger.Domain.Cryptography;

namespace Ledger.Crypto;

/// <summary>The suites that a chain's genesis can choose from.</summary>
public static class CryptoSuites
{
    /// <summary>Keccak-256 and secp256k1, as Ethereum and normal FISCO chains use them.</summary>
    public static CryptoSuite Secp256k1 { get; } = new(new Keccak256Hash(), new Secp256k1Signatures())
    {
        VerifiableRandom = new Secp256k1VerifiableRandom(),
    };
}
