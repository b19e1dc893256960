using System.Security.Cryptography;
using Ledger.Crypto.Vrf;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Signatures;

/// <summary>A secp256k1 private key that signs and proves; the key itself is never shown.</summary>
public sealed class Secp256k1Signer : ISigner, IVerifiableRandomProver
{
    private readonly byte[] _privateKey;

    /// <summary>Takes a copy of a private key.</summary>
    /// <param name="privateKey">32 bytes, a number from 1 to n - 1; the caller may wipe them afterwards.</param>
    /// <exception cref="ArgumentException">The bytes are not a private key.</exception>
    /// <exception cref="NativeLibraryMissingException">The library is not installed.</exception>
    public Secp256k1Signer(ReadOnlySpan<byte> privateKey)
    {
        if (!Secp256k1.TryDerivePublicKey(privateKey, out NodeId id))
        {
            throw new ArgumentException(
                "Not a secp256k1 private key: it must be 32 bytes, not zero, and below the order of the curve.",
                nameof(privateKey));
        }

        // Pinned, so that the garbage collector leaves no copies behind when it compacts the heap.
        _privateKey = GC.AllocateUninitializedArray<byte>(Secp256k1.PrivateKeyBytes, pinned: true);
        privateKey.CopyTo(_privateKey);
        Id = id;
        Address = Secp256k1.AddressOf(id);
    }

    /// <inheritdoc/>
    public NodeId Id { get; }

    /// <inheritdoc/>
    public Address Address { get; }

    /// <summary>Makes a new random key.</summary>
    public static Secp256k1Signer Generate()
    {
        Span<byte> privateKey = stackalloc byte[Secp256k1.PrivateKeyBytes];
        FillNewKey(privateKey);
        var signer = new Secp256k1Signer(privateKey);
        CryptographicOperations.ZeroMemory(privateKey);
        return signer;
    }

    /// <inheritdoc/>
    public byte[] Sign(in Hash256 digest)
    {
        byte[] signature = new byte[Secp256k1.RecoverableSignatureBytes];
        return Secp256k1.TrySign(digest, _privateKey, signature)
            ? signature
            : throw new CryptographicException($"libsecp256k1 could not sign {digest}.");
    }

    /// <inheritdoc/>
    public byte[] Prove(ReadOnlySpan<byte> input) => VrfProver.Prove(_privateKey, Id, input);

    /// <summary>Names the account, never the key.</summary>
    public override string ToString() => $"signer of {Address}";

    /// <summary>Fills <paramref name="privateKey"/> with a new random key.</summary>
    internal static void FillNewKey(Span<byte> privateKey)
    {
        do
        {
            RandomNumberGenerator.Fill(privateKey);
        }
        while (!Secp256k1.TryDerivePublicKey(privateKey, out _));
    }
}
