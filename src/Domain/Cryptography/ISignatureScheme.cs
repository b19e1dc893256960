using Ledger.Domain.Primitives;

namespace Ledger.Domain.Cryptography;

/// <summary>The chain's signature scheme: secp256k1 with recovery, or SM2 on a guomi chain. Thread-safe.</summary>
public interface ISignatureScheme
{
    /// <summary>Length in bytes of a seal: 65 for secp256k1 (r ‖ s ‖ v with v 0 or 1), 128 for SM2 (r ‖ s ‖ public key).</summary>
    int SignatureSizeBytes { get; }

    /// <summary>Whether <paramref name="signature"/> over <paramref name="digest"/> was made by <paramref name="signer"/>.</summary>
    /// <returns><see langword="false"/> too for a signature of another length or with a high s.</returns>
    bool Verify(in NodeId signer, in Hash256 digest, ReadOnlySpan<byte> signature);

    /// <summary>Recovers the account that signed, as a transaction does it.</summary>
    /// <param name="digest">What was signed.</param>
    /// <param name="signature">A seal of <see cref="SignatureSizeBytes"/> bytes.</param>
    /// <param name="signer">The account, zero when the signature is not valid.</param>
    bool TryRecover(in Hash256 digest, ReadOnlySpan<byte> signature, out Address signer);
}
