using Ledger.Domain.Primitives;

namespace Ledger.Domain.Cryptography;

/// <summary>A private key that signs digests; it never shows itself. Thread-safe.</summary>
public interface ISigner
{
    /// <summary>The public key of the signer.</summary>
    NodeId Id { get; }

    /// <summary>The account of the signer: the right-most 20 bytes of the hash of its public key.</summary>
    Address Address { get; }

    /// <summary>Signs <paramref name="digest"/> deterministically (RFC 6979) with a low s.</summary>
    /// <returns>A seal as <see cref="ISignatureScheme.SignatureSizeBytes"/> describes it.</returns>
    byte[] Sign(in Hash256 digest);
}
