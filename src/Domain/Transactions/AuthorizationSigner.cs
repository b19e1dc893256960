using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Transactions;

/// <summary>Makes authorization tuples of EIP-7702, as wallets do.</summary>
public static class AuthorizationSigner
{
    private const int SealSizeBytes = 65;

    /// <summary>Signs a delegation.</summary>
    /// <param name="chainId">The chain; 0 is every chain.</param>
    /// <param name="address">The account whose code the authority's calls shall run; zero takes a delegation back.</param>
    /// <param name="nonce">The authority's next sequence number; one more where the authority also sends the transaction.</param>
    /// <param name="authority">The authority's secp256k1 key.</param>
    /// <param name="hash">The chain's hash function.</param>
    /// <exception cref="ArgumentException">The key is not of secp256k1.</exception>
    public static Authorization Sign(
        in UInt256 chainId, in Address address, ulong nonce, ISigner authority, IHashFunction hash)
    {
        Hash256 digest = AuthorizationCodec.SigningHash(chainId, address, nonce, hash);
        byte[] seal = authority.Sign(digest);
        return seal.Length != SealSizeBytes
            ? throw new ArgumentException(
                $"An authorization is signed with secp256k1 ({SealSizeBytes} bytes); the signer made {seal.Length} bytes.",
                nameof(authority))
            : new Authorization
            {
                ChainId = chainId,
                Address = address,
                Nonce = nonce,
                YParity = seal[SealSizeBytes - 1],
                R = UInt256.FromBigEndian(seal.AsSpan(0, UInt256.SizeBytes)),
                S = UInt256.FromBigEndian(seal.AsSpan(UInt256.SizeBytes, UInt256.SizeBytes)),
                SigningHash = digest,
            };
    }
}
