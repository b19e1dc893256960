using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Signatures;

/// <summary>secp256k1 as the signature scheme of a chain: seals r ‖ s ‖ v, each with exactly one valid form.</summary>
/// <remarks>A high s is refused (EIP-2), so that nobody can turn a valid seal into a second one. Verifying recovers the
/// key and compares it, although a plain verification takes a quarter less time: it would not look at v, and a seal
/// with a wrong v would enter block certificates that FISCO clients, who recover, then cannot check.</remarks>
public sealed class Secp256k1Signatures : ISignatureScheme
{
    /// <inheritdoc/>
    public int SignatureSizeBytes => Secp256k1.RecoverableSignatureBytes;

    /// <summary>Half of the group's order n, rounded down, big-endian: the highest s that is accepted (EIP-2).</summary>
    private static ReadOnlySpan<byte> HalfOrder =>
    [
        0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0x5d, 0x57, 0x6e, 0x73, 0x57, 0xa4, 0x50, 0x1d, 0xdf, 0xe9, 0x2f, 0x46, 0x68, 0x1b, 0x20, 0xa0,
    ];

    /// <inheritdoc/>
    public bool Verify(in NodeId signer, in Hash256 digest, ReadOnlySpan<byte> signature) =>
        TryRecoverKey(digest, signature, out NodeId recovered) && recovered == signer;

    /// <inheritdoc/>
    public bool TryRecover(in Hash256 digest, ReadOnlySpan<byte> signature, out Address signer)
    {
        bool isValid = TryRecoverKey(digest, signature, out NodeId key);
        signer = isValid ? Secp256k1.AddressOf(key) : Address.Zero;
        return isValid;
    }

    private static bool TryRecoverKey(in Hash256 digest, ReadOnlySpan<byte> signature, out NodeId key)
    {
        key = NodeId.Zero;
        return signature.Length == Secp256k1.RecoverableSignatureBytes
            && signature[32..64].SequenceCompareTo(HalfOrder) <= 0
            && Secp256k1.TryRecover(digest, signature[..64], signature[64], out key);
    }
}
