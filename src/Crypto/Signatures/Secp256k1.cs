using Ledger.Crypto.Hashing;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Signatures;

/// <summary>ECDSA on secp256k1 (SEC 2) over the public library libsecp256k1; every member is thread-safe.</summary>
/// <remarks>This is the bare mathematics, which knows no rule of a chain: a high s is accepted here and refused by
/// <see cref="Secp256k1Signatures"/>.</remarks>
public static class Secp256k1
{
    /// <summary>Length of a private key.</summary>
    public const int PrivateKeyBytes = 32;

    /// <summary>Length of r ‖ s.</summary>
    public const int CompactSignatureBytes = 64;

    /// <summary>Length of r ‖ s ‖ v.</summary>
    public const int RecoverableSignatureBytes = 65;

    private const byte UncompressedPrefix = 0x04;

    /// <summary>Computes the public key of a private key.</summary>
    /// <param name="privateKey">32 bytes, a number from 1 to n - 1.</param>
    /// <param name="publicKey">x ‖ y, zero when the private key is not valid.</param>
    /// <exception cref="NativeLibraryMissingException">The library is not installed.</exception>
    public static bool TryDerivePublicKey(ReadOnlySpan<byte> privateKey, out NodeId publicKey)
    {
        publicKey = NodeId.Zero;
        if (privateKey.Length != PrivateKeyBytes)
        {
            return false;
        }

        nint context = Secp256k1Library.Context;
        Span<byte> key = stackalloc byte[Secp256k1Library.InternalPublicKeyBytes];
        if (Secp256k1Library.CreatePublicKey(context, key, privateKey) != 1)
        {
            return false;
        }

        publicKey = Export(context, key);
        return true;
    }

    /// <summary>Signs deterministically (RFC 6979 with SHA-256) with a low s.</summary>
    /// <param name="digest">What is signed.</param>
    /// <param name="privateKey">32 bytes, a number from 1 to n - 1.</param>
    /// <param name="signature">Room for r ‖ s ‖ v, v being 0 or 1.</param>
    /// <returns>Whether the private key was valid.</returns>
    public static bool TrySign(in Hash256 digest, ReadOnlySpan<byte> privateKey, Span<byte> signature)
    {
        if (privateKey.Length != PrivateKeyBytes || signature.Length != RecoverableSignatureBytes)
        {
            return false;
        }

        nint context = Secp256k1Library.Context;
        Span<byte> made = stackalloc byte[Secp256k1Library.InternalSignatureBytes];
        if (Secp256k1Library.SignRecoverable(context, made, digest.Bytes, privateKey, 0, 0) != 1
            || Secp256k1Library.SerializeRecoverable(
                context, signature[..CompactSignatureBytes], out int recoveryId, made) != 1)
        {
            return false;
        }

        // Ids 2 and 3 mean r + n < p: a chance of 2^-127 that nobody has seen, and no seal can express it.
        signature[CompactSignatureBytes] = (byte)recoveryId;
        return recoveryId is 0 or 1;
    }

    /// <summary>Recovers the public key that made a signature (SEC 1, section 4.1.6).</summary>
    /// <param name="digest">What was signed.</param>
    /// <param name="compact">r ‖ s; both must be from 1 to n - 1.</param>
    /// <param name="recoveryId">The parity of the y coordinate: 0 or 1.</param>
    /// <param name="publicKey">x ‖ y, zero when nothing can be recovered.</param>
    public static bool TryRecover(
        in Hash256 digest, ReadOnlySpan<byte> compact, int recoveryId, out NodeId publicKey)
    {
        publicKey = NodeId.Zero;
        if (compact.Length != CompactSignatureBytes || recoveryId is not (0 or 1))
        {
            return false;
        }

        nint context = Secp256k1Library.Context;
        Span<byte> signature = stackalloc byte[Secp256k1Library.InternalSignatureBytes];
        Span<byte> key = stackalloc byte[Secp256k1Library.InternalPublicKeyBytes];
        if (Secp256k1Library.ParseRecoverable(context, signature, compact, recoveryId) != 1
            || Secp256k1Library.Recover(context, key, signature, digest.Bytes) != 1)
        {
            return false;
        }

        publicKey = Export(context, key);
        return true;
    }

    /// <summary>Whether <paramref name="compact"/> is a signature of <paramref name="publicKey"/> over the digest; the
    /// library takes a low s only.</summary>
    public static bool Verify(in NodeId publicKey, in Hash256 digest, ReadOnlySpan<byte> compact)
    {
        if (compact.Length != CompactSignatureBytes)
        {
            return false;
        }

        nint context = Secp256k1Library.Context;
        Span<byte> key = stackalloc byte[Secp256k1Library.InternalPublicKeyBytes];
        Span<byte> signature = stackalloc byte[CompactSignatureBytes];
        return TryImport(context, publicKey, key)
            && Secp256k1Library.ParseSignature(context, signature, compact) == 1
            && Secp256k1Library.Verify(context, signature, digest.Bytes, key) == 1;
    }

    /// <summary>Whether <paramref name="publicKey"/> is a point of the curve.</summary>
    public static bool IsOnCurve(in NodeId publicKey)
    {
        Span<byte> key = stackalloc byte[Secp256k1Library.InternalPublicKeyBytes];
        return TryImport(Secp256k1Library.Context, publicKey, key);
    }

    /// <summary>The account of a public key: the right-most 20 bytes of its Keccak-256.</summary>
    public static Address AddressOf(in NodeId publicKey)
    {
        Hash256 hash = Keccak256.Hash(publicKey.Bytes);
        return new Address(hash.Bytes[(Hash256.SizeBytes - Address.SizeBytes)..]);
    }

    private static bool TryImport(nint context, in NodeId publicKey, Span<byte> key)
    {
        Span<byte> encoded = stackalloc byte[Secp256k1Library.UncompressedPublicKeyBytes];
        encoded[0] = UncompressedPrefix;
        publicKey.Bytes.CopyTo(encoded[1..]);
        return Secp256k1Library.ParsePublicKey(context, key, encoded, (nuint)encoded.Length) == 1;
    }

    private static NodeId Export(nint context, ReadOnlySpan<byte> key)
    {
        Span<byte> encoded = stackalloc byte[Secp256k1Library.UncompressedPublicKeyBytes];
        Secp256k1Library.SerializePublicKey(context, encoded, key);
        return new NodeId(encoded[1..]);
    }
}
