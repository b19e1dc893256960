using System.Collections.Concurrent;
using Ledger.Crypto.Signatures.Lanes;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Signatures;

/// <summary>secp256k1 as the signature scheme of a chain: seals r ‖ s ‖ v, each with exactly one valid form.</summary>
/// <remarks>A high s is refused (EIP-2), so that nobody can turn a valid seal into a second one. Verifying recovers the
/// key and compares it, although a plain verification takes a quarter less time: it would not look at v, and a seal
/// with a wrong v would enter block certificates that FISCO clients, who recover, then cannot check.</remarks>
public sealed class Secp256k1Signatures : ISignatureScheme
{
    // A group of lanes costs as much as two signatures one by one, whether all its lanes are used or not
    // (perf/results/2026-11-26-batch-recovery.md).
    private const int LanesMin = 3;

    private readonly ConcurrentBag<LaneRecovery> _idle = [];

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

    /// <inheritdoc/>
    /// <remarks>Where the processor has AVX-512, eight at once.</remarks>
    public void RecoverEach(ReadOnlySpan<Hash256> digests, ReadOnlySpan<byte> signatures, Span<Address?> signers)
    {
        int rest = digests.Length % LaneRecovery.LaneCount;
        int inLanes = !LaneRecovery.IsSupported ? 0 : rest < LanesMin ? digests.Length - rest : digests.Length;
        if (inLanes > 0)
        {
            RecoverInLanes(digests[..inLanes], signatures, signers);
        }

        for (int i = inLanes; i < digests.Length; i++)
        {
            signers[i] = TryRecover(digests[i], SealAt(signatures, i), out Address signer) ? signer : null;
        }
    }

    private static ReadOnlySpan<byte> SealAt(ReadOnlySpan<byte> signatures, int i) =>
        signatures.Slice(i * Secp256k1.RecoverableSignatureBytes, Secp256k1.RecoverableSignatureBytes);

    private static bool HasLowS(ReadOnlySpan<byte> signature) => signature[32..64].SequenceCompareTo(HalfOrder) <= 0;

    private void RecoverInLanes(ReadOnlySpan<Hash256> digests, ReadOnlySpan<byte> signatures, Span<Address?> signers)
    {
        LaneRecovery lanes = _idle.TryTake(out LaneRecovery? idle) ? idle : new LaneRecovery();
        var keys = new NodeId?[Math.Min(digests.Length, LaneRecovery.BatchMax)];
        for (int start = 0; start < digests.Length; start += keys.Length)
        {
            int count = Math.Min(keys.Length, digests.Length - start);
            ReadOnlySpan<byte> seals = signatures[(start * Secp256k1.RecoverableSignatureBytes)..];
            lanes.Recover(digests.Slice(start, count), seals, keys);
            for (int i = 0; i < count; i++)
            {
                signers[start + i] = keys[i] is NodeId key && HasLowS(SealAt(seals, i)) ? Secp256k1.AddressOf(key) : null;
            }
        }

        _idle.Add(lanes);
    }

    private static bool TryRecoverKey(in Hash256 digest, ReadOnlySpan<byte> signature, out NodeId key)
    {
        key = NodeId.Zero;
        return signature.Length == Secp256k1.RecoverableSignatureBytes
            && HasLowS(signature)
            && Secp256k1.TryRecover(digest, signature[..64], signature[64], out key);
    }
}
