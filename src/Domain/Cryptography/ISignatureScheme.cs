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

    /// <summary>Recovers the accounts that signed many digests; a scheme may take less time for them together than one by one.</summary>
    /// <param name="digests">What was signed.</param>
    /// <param name="signatures">A seal of <see cref="SignatureSizeBytes"/> bytes for each digest, one behind the other.</param>
    /// <param name="signers">Takes the account for each digest, <see langword="null"/> when the signature is not valid.</param>
    void RecoverEach(ReadOnlySpan<Hash256> digests, ReadOnlySpan<byte> signatures, Span<Address?> signers)
    {
        for (int i = 0; i < digests.Length; i++)
        {
            ReadOnlySpan<byte> signature = signatures.Slice(i * SignatureSizeBytes, SignatureSizeBytes);
            signers[i] = TryRecover(digests[i], signature, out Address signer) ? signer : null;
        }
    }
}
