using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;

namespace Ledger.Consensus.Raft;

/// <summary>The canonical RLP of Raft messages: [kind, sender, payload, signature] with a payload list for each kind.</summary>
/// <remarks>Decoding is strict and total: bytes give the one message that encodes to them, or nothing. Hashes that follow from
/// the content are computed here and never read.</remarks>
/// <param name="hash">The chain's hash function.</param>
public sealed class RaftCodec(IHashFunction hash)
{
    private readonly MessageFrame.PayloadReader<RaftMessage> _payload =
        (int kind, ref RlpReader payload) => new RaftPayload(hash).Read((RaftMessageKind)kind, ref payload);

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
        RaftMessage message, int sender, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> signature) =>
        MessageFrame.Encode((int)KindOf(message), sender, payload, signature);

    /// <summary>Decodes a whole message; strict and total.</summary>
    public bool TryDecode(ReadOnlyMemory<byte> bytes, out MessageEnvelope<RaftMessage>? envelope) =>
        MessageFrame.TryDecode(bytes, _payload, out envelope);
}
