using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Raft;

/// <summary>The fields of each kind of message, in order. A reader answers <see langword="null"/> for anything malformed.</summary>
internal readonly struct RaftPayload(IHashFunction hash)
{
    public static void Write(RlpWriter writer, RaftMessage message)
    {
        switch (message)
        {
            case RaftMessage.RequestPreVote request:
                WriteAll(writer, request.Term, request.LastIndex, request.LastTerm);
                break;
            case RaftMessage.PreVoteAnswer answer:
                WriteAll(writer, answer.Term, answer.Asked, answer.IsGranted ? 1 : 0);
                break;
            case RaftMessage.RequestVote request:
                WriteAll(writer, request.Term, request.LastIndex, request.LastTerm);
                break;
            case RaftMessage.VoteAnswer answer:
                WriteAll(writer, answer.Term, answer.IsGranted ? 1 : 0);
                break;
            case RaftMessage.AppendEntries append:
                WriteAll(writer, append.Term, append.Round, append.PreviousIndex, append.PreviousTerm, append.Committed);
                EntryCodec.Write(writer, append.Entries);
                break;
            case RaftMessage.AppendAnswer answer:
                WriteAll(writer, answer.Term, answer.Round, answer.IsAccepted ? 1 : 0);
                WriteAll(writer, answer.PreviousIndex, answer.Index, answer.IndexTerm);
                break;
            case RaftMessage.InstallHint hint:
                WriteAll(writer, hint.Term, hint.Round, hint.Index, hint.EntryTerm);
                CertificateCodec.Write(writer, hint.Final);
                break;
            case RaftMessage.Checkpoint checkpoint:
                writer.WriteBytes(HeaderCodec.Encode(checkpoint.Header));
                break;
            case RaftMessage.Status status:
                CertificateCodec.Write(writer, status.LastFinal);
                break;
            default:
                throw new ArgumentException($"{message.GetType().Name} is not a message of Raft.", nameof(message));
        }
    }

    public RaftMessage? Read(RaftMessageKind kind, ref RlpReader fields) => kind switch
    {
        RaftMessageKind.RequestPreVote => ReadRequest(ref fields) is { } request
            ? new RaftMessage.RequestPreVote(request.Term, request.LastIndex, request.LastTerm)
            : null,
        RaftMessageKind.PreVoteAnswer => ReadPreVoteAnswer(ref fields),
        RaftMessageKind.RequestVote => ReadRequest(ref fields) is { } request
            ? new RaftMessage.RequestVote(request.Term, request.LastIndex, request.LastTerm)
            : null,
        RaftMessageKind.VoteAnswer => TryReadTerm(ref fields, out long term) && TryReadFlag(ref fields, out bool isGranted)
            ? new RaftMessage.VoteAnswer(term, isGranted)
            : null,
        RaftMessageKind.AppendEntries => ReadAppend(ref fields),
        RaftMessageKind.AppendAnswer => ReadAppendAnswer(ref fields),
        RaftMessageKind.InstallHint => ReadHint(ref fields),
        RaftMessageKind.Checkpoint => CertificateCodec.ReadHeader(ref fields, hash, out Hash256 blockHash) is BlockHeader header
            ? new RaftMessage.Checkpoint(header, blockHash)
            : null,
        RaftMessageKind.Status => CertificateCodec.ReadFinal(ref fields, hash) is CertifiedHeader lastFinal
            ? new RaftMessage.Status(lastFinal)
            : null,
        _ => null,
    };

    internal static bool TryReadTerm(ref RlpReader fields, out long term) =>
        fields.TryReadInt64(out term) && term <= RaftLimits.TermMax;

    private static void WriteAll(RlpWriter writer, params ReadOnlySpan<long> numbers)
    {
        foreach (long number in numbers)
        {
            writer.WriteInteger(number);
        }
    }

    private static bool TryReadIndex(ref RlpReader fields, out long index) =>
        fields.TryReadInt64(out index) && index <= RaftLimits.IndexMax;

    internal static bool TryReadFlag(ref RlpReader fields, out bool flag)
    {
        bool isRead = fields.TryReadInt32(out int value) && value is 0 or 1;
        flag = isRead && value == 1;
        return isRead;
    }

    private static (long Term, long LastIndex, long LastTerm)? ReadRequest(ref RlpReader fields) =>
        TryReadTerm(ref fields, out long term)
        && TryReadIndex(ref fields, out long lastIndex)
        && TryReadTerm(ref fields, out long lastTerm)
        && lastTerm < term
            ? (term, lastIndex, lastTerm)
            : null;

    private static RaftMessage.PreVoteAnswer? ReadPreVoteAnswer(ref RlpReader fields) =>
        TryReadTerm(ref fields, out long term)
        && TryReadTerm(ref fields, out long asked)
        && TryReadFlag(ref fields, out bool isGranted)
            ? new RaftMessage.PreVoteAnswer(term, asked, isGranted)
            : null;

    private static RaftMessage.AppendAnswer? ReadAppendAnswer(ref RlpReader fields) =>
        TryReadTerm(ref fields, out long term)
        && TryReadIndex(ref fields, out long round)
        && TryReadFlag(ref fields, out bool isAccepted)
        && TryReadIndex(ref fields, out long previousIndex)
        && TryReadIndex(ref fields, out long index)
        && TryReadTerm(ref fields, out long indexTerm)
            ? new RaftMessage.AppendAnswer(term, round, isAccepted, previousIndex, index, indexTerm)
            : null;

    private RaftMessage.AppendEntries? ReadAppend(ref RlpReader fields) =>
        TryReadTerm(ref fields, out long term)
        && TryReadIndex(ref fields, out long round)
        && TryReadIndex(ref fields, out long previousIndex)
        && TryReadTerm(ref fields, out long previousTerm)
        && previousTerm <= term
        && TryReadIndex(ref fields, out long committed)
        && EntryCodec.Read(ref fields, previousIndex, previousTerm, hash) is RaftEntry[] entries
        && (entries.Length == 0 || entries[^1].Term <= term)
            ? new RaftMessage.AppendEntries(term, round, previousIndex, previousTerm, committed, entries)
            : null;

    private RaftMessage.InstallHint? ReadHint(ref RlpReader fields) =>
        TryReadTerm(ref fields, out long term)
        && TryReadIndex(ref fields, out long round)
        && TryReadIndex(ref fields, out long index)
        && TryReadTerm(ref fields, out long entryTerm)
        && entryTerm <= term
        && CertificateCodec.ReadFinal(ref fields, hash) is CertifiedHeader final
            ? new RaftMessage.InstallHint(term, round, index, entryTerm, final)
            : null;
}
