using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Ordering;

/// <summary>The nodes' own signatures as ever, but an entry's sender is read from its signature and not recovered from it: who may write
/// what is a question of the state machine, and there is none here.</summary>
/// <param name="signatures">Makes and checks the nodes' signatures.</param>
internal sealed class EntrySignatures(ISignatureScheme signatures) : ISignatureScheme
{
    /// <inheritdoc/>
    public int SignatureSizeBytes => signatures.SignatureSizeBytes;

    /// <summary>The seal that names a sender.</summary>
    public static byte[] SealOf(in Address sender)
    {
        byte[] seal = new byte[65];
        sender.Bytes.CopyTo(seal.AsSpan(UInt256.SizeBytes - Address.SizeBytes));
        seal[63] = 1; // s
        return seal;
    }

    /// <inheritdoc/>
    public bool Verify(in NodeId signer, in Hash256 digest, ReadOnlySpan<byte> signature) =>
        signatures.Verify(signer, digest, signature);

    /// <inheritdoc/>
    public bool TryRecover(in Hash256 digest, ReadOnlySpan<byte> signature, out Address signer)
    {
        signer = new Address(signature[(UInt256.SizeBytes - Address.SizeBytes)..UInt256.SizeBytes]);
        return true;
    }
}
