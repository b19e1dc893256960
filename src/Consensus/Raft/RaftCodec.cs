using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;

namespace Ledger.Consensus.Raft;

/// <summary>The canonical RLP of Raft messages: [kind, sender, payload, signature] with a payload list for each kind.</summary>
/// <remarks>Decoding is strict and total: bytes give the one message that encodes to them, or nothing. Hashes that follow from
/// the content are computed here and never read.</remarks>
/// <param name="hash">The chain's hash function.</param>
public sealed class RaftCodec(IHashFunction hash)
{
    /// <summary>The kind of a message.</summary>
    public static RaftMessageKind KindOf(RaftMessage message) => message switch
    {
        RaftMessage.RequestPreVote => RaftMessageKind.RequestPreVote,
        RaftMessage.PreVoteAnswer => RaftMessageKind.PreVoteAnswer,
        RaftMessage.RequestVote => RaftMessageKind.RequestVote,
        RaftMessage.VoteAnswer => RaftMessageKind.VoteAnswer,
        RaftMessage.AppendEntries => RaftMessageKind.AppendEntries,
        RaftMessage.AppendAnswer => RaftMessageKind.AppendAnswer,
        RaftMessage.InstallHint => RaftMessageKind.InstallHint,
        RaftMessage.Checkpoint => RaftMessageKind.Checkpoint,
        RaftMessage.Status => RaftMessageKind.Status,
        _ => throw new ArgumentException($"{message.GetType().Name} is not a message of Raft.", nameof(message)),
    };

    /// <summary>Encodes what a message says: the bytes that its signature covers.</summary>
    public static byte[] EncodePayload(RaftMessage message)
    {
        using var writer = new RlpWriter();
        int list = writer.BeginList();
        RaftPayload.Write(writer, message);
        writer.EndList(list);
        return writer.ToArray();
    }

    /// <summary>Encodes a whole message.</summary>
    /// <param name="message">What it says.</param>
    /// <param name="sender">Index of the sealer that signs it.</param>
    /// <param name="payload">The encoding of <paramref name="message"/>.</param>
    /// <param name="signature">The signature.</param>
    public static byte[] Encode(
        RaftMessage message, int sender, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> signature)
    {
        using var writer = new RlpWriter(payload.Length + signature.Length + 32);
        int list = writer.BeginList();
        writer.WriteInteger((ulong)KindOf(message));
        writer.WriteInteger(sender);
        writer.WriteRaw(payload);
        writer.WriteBytes(signature);
        writer.EndList(list);
        return writer.ToArray();
    }

    /// <summary>Decodes a whole message; strict and total.</summary>
    public bool TryDecode(ReadOnlyMemory<byte> bytes, out RaftEnvelope? envelope)
    {
        envelope = null;
        var reader = new RlpReader(bytes.Span);
        if (bytes.Length > MessageLimits.MessageSizeBytesMax
            || !reader.TryReadOnlyList(out RlpReader fields)
            || !fields.TryReadInt32(out int kind)
            || !fields.TryReadInt32(out int sender)
            || sender >= MessageLimits.SealersMax)
        {
            return false;
        }

        int start = fields.Position;
        if (!fields.TryReadList(out RlpReader payload))
        {
            return false;
        }

        ReadOnlyMemory<byte> signed = bytes[start..fields.Position];
        if (!fields.TryReadBytes(out ReadOnlySpan<byte> signature)
            || signature.Length > MessageLimits.SignatureSizeBytesMax
            || !fields.IsAtEnd
            || new RaftPayload(hash).Read((RaftMessageKind)kind, ref payload) is not RaftMessage message
            || !payload.IsAtEnd)
        {
            return false;
        }

        envelope = new RaftEnvelope(message, sender, signed, signature.ToArray());
        return true;
    }
}
