using Ledger.Domain.Encoding;

namespace Ledger.Consensus;

/// <summary>The canonical RLP around a signed message of any algorithm: [kind, sender, payload, signature].</summary>
internal static class MessageFrame
{
    /// <summary>Reads the payload of a kind; <see langword="null"/> when it is none. What is left unread is refused.</summary>
    public delegate TMessage? PayloadReader<TMessage>(int kind, ref RlpReader payload);

    /// <summary>Frames a payload.</summary>
    public static byte[] Encode(int kind, int sender, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> signature)
    {
        using var writer = new RlpWriter(payload.Length + signature.Length + 32);
        int list = writer.BeginList();
        writer.WriteInteger((ulong)kind);
        writer.WriteInteger(sender);
        writer.WriteRaw(payload);
        writer.WriteBytes(signature);
        writer.EndList(list);
        return writer.ToArray();
    }

    /// <summary>Decodes a whole message; strict and total.</summary>
    public static bool TryDecode<TMessage>(
        ReadOnlyMemory<byte> bytes, PayloadReader<TMessage> read, out MessageEnvelope<TMessage>? envelope)
        where TMessage : ConsensusMessage
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
            || read(kind, ref payload) is not TMessage message
            || !payload.IsAtEnd)
        {
            return false;
        }

        envelope = new MessageEnvelope<TMessage>(message, sender, signed, signature.ToArray());
        return true;
    }
}
