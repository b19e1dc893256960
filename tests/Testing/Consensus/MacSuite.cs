using System.Security.Cryptography;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Testing.Consensus;

/// <summary>Hash and signatures for protocol tests, cheap and deterministic. A signature is a hash over signer and digest: anyone
/// could forge one, so it tells honest nodes apart and nothing more.</summary>
public sealed class MacSuite : IHashFunction, ISignatureScheme
{
    /// <summary>The suite.</summary>
    public static CryptoSuite Suite { get; } = new(new MacSuite(), new MacSuite());

    /// <inheritdoc/>
    public int SignatureSizeBytes => 32;

    /// <inheritdoc/>
    public Hash256 Hash(ReadOnlySpan<byte> data)
    {
        Span<byte> digest = stackalloc byte[Hash256.SizeBytes];
        SHA256.HashData(data, digest);
        return new Hash256(digest);
    }

    /// <inheritdoc/>
    public bool Verify(in NodeId signer, in Hash256 digest, ReadOnlySpan<byte> signature)
    {
        Span<byte> expected = stackalloc byte[32];
        Sign(signer, digest, expected);
        return signature.SequenceEqual(expected);
    }

    /// <inheritdoc/>
    public bool TryRecover(in Hash256 digest, ReadOnlySpan<byte> signature, out Address signer)
    {
        signer = default;
        return false;
    }

    /// <summary>A signer whose node id starts with its number, so that sealers sort by it.</summary>
    public static ISigner Signer(int number)
    {
        byte[] id = new byte[NodeId.SizeBytes];
        id[0] = (byte)(number + 1);
        return new MacSigner(new NodeId(id));
    }

    private static void Sign(in NodeId signer, in Hash256 digest, Span<byte> signature)
    {
        Span<byte> input = stackalloc byte[NodeId.SizeBytes + Hash256.SizeBytes];
        signer.Bytes.CopyTo(input);
        digest.Bytes.CopyTo(input[NodeId.SizeBytes..]);
        SHA256.HashData(input, signature);
    }

    private sealed class MacSigner(NodeId id) : ISigner
    {
        public NodeId Id => id;

        public Address Address => default;

        public byte[] Sign(in Hash256 digest)
        {
            byte[] signature = new byte[32];
            MacSuite.Sign(id, digest, signature);
            return signature;
        }
    }
}
