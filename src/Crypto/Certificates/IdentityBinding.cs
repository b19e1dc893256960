using System.Formats.Asn1;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Certificates;

/// <summary>
/// What ties a TLS key to a node: <c>SEQUENCE { nodeId OCTET STRING, signature OCTET STRING }</c>, the signature made by the
/// node's own consensus key over the TLS public key. An authority can therefore not speak in the name of a node.
/// </summary>
internal sealed record IdentityBinding(NodeId Id, ReadOnlyMemory<byte> Signature)
{
    /// <summary>
    /// The extension's object identifier, under 2.25: the arc of identifiers made from a UUID, which needs no registration
    /// (ITU-T X.667, clause 7). The UUID is 6f0f2f4e-2a53-4d57-9c0c-3a8e5b1d7c41.
    /// </summary>
    public const string Oid = "2.25.147623151451150808541733648189374692417";

    /// <summary>The longest encoding that is looked at; a seal is 65 or 128 bytes.</summary>
    private const int MaxEncodedBytes = 512;

    /// <summary>Signs <paramref name="subjectPublicKey"/> in the name of <paramref name="node"/>.</summary>
    public static IdentityBinding Create(ISigner node, IHashFunction hash, ReadOnlySpan<byte> subjectPublicKey) =>
        new(node.Id, node.Sign(Digest(hash, subjectPublicKey)));

    /// <summary>Reads the extension's value; only the one canonical encoding is taken.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> encoded, out IdentityBinding? binding)
    {
        binding = null;
        if (encoded.Length > MaxEncodedBytes)
        {
            return false;
        }

        try
        {
            var reader = new AsnReader(encoded, AsnEncodingRules.DER);
            AsnReader fields = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            byte[] id = fields.ReadOctetString();
            byte[] signature = fields.ReadOctetString();
            fields.ThrowIfNotEmpty();
            binding = id.Length == NodeId.SizeBytes ? new IdentityBinding(new NodeId(id), signature) : null;
            return binding is not null;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    /// <summary>The extension's value, in DER.</summary>
    public byte[] Encode()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteOctetString(Id.Bytes);
            writer.WriteOctetString(Signature.Span);
        }

        return writer.Encode();
    }

    /// <summary>Whether the node named here signed <paramref name="subjectPublicKey"/>.</summary>
    public bool IsSignedFor(CryptoSuite suite, ReadOnlySpan<byte> subjectPublicKey) =>
        suite.Signatures.Verify(Id, Digest(suite.Hash, subjectPublicKey), Signature.Span);

    /// <summary>The tag keeps this signature from ever meaning anything else that a node key signs.</summary>
    private static Hash256 Digest(IHashFunction hash, ReadOnlySpan<byte> subjectPublicKey) =>
        hash.Hash([.. "Ledger TLS identity v1\n"u8, .. subjectPublicKey]);
}
