using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;

namespace Ledger.Consensus.Pbft;

/// <summary>The canonical RLP of PBFT messages: [kind, sender, payload, signature] with a payload list for each kind.</summary>
/// <remarks>Decoding is strict and total: bytes give the one message that encodes to them, or nothing. Hashes that follow from
/// the content are computed here and never read.</remarks>
/// <param name="hash">The chain's hash function.</param>
public sealed class PbftCodec(IHashFunction hash)
{
    private readonly MessageFrame.PayloadReader<PbftMessage> _payload =
        (int kind, ref RlpReader payload) => new PbftPayload(hash).Read((PbftMessageKind)kind, ref payload);

    /// <summary>The kind of a message.</summary>
    public static PbftMessageKind KindOf(PbftMessage message) => message switch
    {
        PbftMessage.PrePrepare => PbftMessageKind.PrePrepare,
        PbftMessage.Prepare => PbftMessageKind.Prepare,
        PbftMessage.Commit => PbftMessageKind.Commit,
        PbftMessage.Checkpoint => PbftMessageKind.Checkpoint,
        PbftMessage.ViewChange => PbftMessageKind.ViewChange,
        PbftMessage.NewView => PbftMessageKind.NewView,
        PbftMessage.Status => PbftMessageKind.Status,
        _ => throw new ArgumentException($"{message.GetType().Name} is not a message of PBFT.", nameof(message)),
    };

    /// <summary>Encodes what a message says: the bytes that its signature covers.</summary>
    public static byte[] EncodePayload(PbftMessage message)
    {
        using var writer = new RlpWriter();
        int list = writer.BeginList();
        PbftPayload.Write(writer, message);
        writer.EndList(list);
        return writer.ToArray();
    }

    /// <summary>Encodes a whole message.</summary>
    /// <param name="message">What it says.</param>
    /// <param name="sender">Index of the sealer that signs it.</param>
    /// <param name="payload">The encoding of <paramref name="message"/>.</param>
    /// <param name="signature">The signature; empty for the journal's copy of a message that is signed next.</param>
    public static byte[] Encode(
        PbftMessage message, int sender, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> signature) =>
        MessageFrame.Encode((int)KindOf(message), sender, payload, signature);

    /// <summary>Decodes a whole message; strict and total.</summary>
    public bool TryDecode(ReadOnlyMemory<byte> bytes, out MessageEnvelope<PbftMessage>? envelope) =>
        MessageFrame.TryDecode(bytes, _payload, out envelope);

    /// <summary>Encodes a prepared certificate, as the journal keeps it.</summary>
    public static byte[] EncodeCertificate(PreparedCertificate certificate)
    {
        using var writer = new RlpWriter();
        PreparedCodec.Write(writer, certificate);
        return writer.ToArray();
    }

    /// <summary>Decodes a prepared certificate; strict and total.</summary>
    public bool TryDecodeCertificate(ReadOnlySpan<byte> bytes, out PreparedCertificate? certificate)
    {
        var reader = new RlpReader(bytes);
        certificate = PreparedCodec.Read(ref reader, hash);
        return certificate is not null && reader.IsAtEnd;
    }
}
