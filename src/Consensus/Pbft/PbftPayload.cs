using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Pbft;

/// <summary>The fields of each kind of message, in order. A reader answers <see langword="null"/> for anything malformed.</summary>
internal readonly struct PbftPayload(IHashFunction hash)
{
    public static void Write(RlpWriter writer, PbftMessage message)
    {
        switch (message)
        {
            case PbftMessage.PrePrepare prePrepare:
                writer.WriteInteger(prePrepare.View);
                writer.WriteBytes(ProposalCodec.Encode(prePrepare.Proposal));
                break;
            case PbftMessage.Prepare prepare:
                WriteVote(writer, prepare.Number, prepare.View, prepare.Digest);
                break;
            case PbftMessage.Commit commit:
                WriteVote(writer, commit.Number, commit.View, commit.Digest);
                break;
            case PbftMessage.Checkpoint checkpoint:
                writer.WriteBytes(HeaderCodec.Encode(checkpoint.Header));
                break;
            case PbftMessage.ViewChange change:
                WriteViewChange(writer, change);
                break;
            case PbftMessage.NewView newView:
                WriteNewView(writer, newView);
                break;
            case PbftMessage.Status status:
                writer.WriteInteger(status.View);
                writer.WriteInteger(status.IsActive ? 1UL : 0UL);
                CertificateCodec.Write(writer, status.LastFinal);
                break;
            default:
                throw new ArgumentException($"{message.GetType().Name} is not a message of PBFT.", nameof(message));
        }
    }

    public PbftMessage? Read(PbftMessageKind kind, ref RlpReader fields) => kind switch
    {
        PbftMessageKind.PrePrepare => ReadPrePrepare(ref fields),
        PbftMessageKind.Prepare => TryReadVote(ref fields, out long number, out long view, out Hash256 digest)
            ? new PbftMessage.Prepare(number, view, digest)
            : null,
        PbftMessageKind.Commit => TryReadVote(ref fields, out long number, out long view, out Hash256 digest)
            ? new PbftMessage.Commit(number, view, digest)
            : null,
        PbftMessageKind.Checkpoint => ReadCheckpoint(ref fields),
        PbftMessageKind.ViewChange => ReadViewChange(ref fields),
        PbftMessageKind.NewView => ReadNewView(ref fields),
        PbftMessageKind.Status => ReadStatus(ref fields),
        _ => null,
    };

    private static void WriteVote(RlpWriter writer, long number, long view, Hash256 digest)
    {
        writer.WriteInteger(number);
        writer.WriteInteger(view);
        writer.WriteBytes(digest.Bytes);
    }

    private static void WriteViewChange(RlpWriter writer, PbftMessage.ViewChange change)
    {
        writer.WriteInteger(change.View);
        CertificateCodec.Write(writer, change.LastFinal);
        int list = writer.BeginList();
        foreach (PreparedCertificate certificate in change.Prepared)
        {
            PreparedCodec.Write(writer, certificate);
        }

        writer.EndList(list);
    }

    private static void WriteNewView(RlpWriter writer, PbftMessage.NewView newView)
    {
        writer.WriteInteger(newView.View);
        int list = writer.BeginList();
        foreach (SignedViewChange change in newView.ViewChanges)
        {
            int item = writer.BeginList();
            writer.WriteInteger(change.Sender);
            writer.WriteRaw(PbftCodec.EncodePayload(change.Message));
            writer.WriteBytes(change.Signature.Span);
            writer.EndList(item);
        }

        writer.EndList(list);
    }

    private static bool TryReadVote(ref RlpReader fields, out long number, out long view, out Hash256 digest)
    {
        view = 0;
        digest = default;
        return TryReadNumber(ref fields, out number)
            && TryReadView(ref fields, out view)
            && fields.TryReadHash(out digest);
    }

    private static bool TryReadNumber(ref RlpReader fields, out long number) =>
        fields.TryReadInt64(out number) && number <= PbftLimits.NumberMax;

    private static bool TryReadView(ref RlpReader fields, out long view) =>
        fields.TryReadInt64(out view) && view <= PbftLimits.ViewMax;

    private static PbftMessage.PrePrepare? ReadPrePrepare(ref RlpReader fields) =>
        TryReadView(ref fields, out long view) && CertificateCodec.ReadProposal(ref fields) is Proposal proposal
            ? new PbftMessage.PrePrepare(view, proposal)
            : null;

    private PbftMessage.Checkpoint? ReadCheckpoint(ref RlpReader fields) =>
        CertificateCodec.ReadHeader(ref fields, hash, out Hash256 blockHash) is BlockHeader header
            ? new PbftMessage.Checkpoint(header, blockHash)
            : null;

    private PbftMessage.ViewChange? ReadViewChange(ref RlpReader fields)
    {
        if (!TryReadView(ref fields, out long view)
            || CertificateCodec.ReadFinal(ref fields, hash) is not CertifiedHeader lastFinal
            || !fields.TryReadList(out RlpReader items)
            || !items.TryCount(PbftLimits.PreparedMax, out int count))
        {
            return null;
        }

        var prepared = new PreparedCertificate[count];
        long above = lastFinal.Number;
        for (int i = 0; i < count; i++)
        {
            if (PreparedCodec.Read(ref items, hash) is not PreparedCertificate certificate
                || certificate.Number <= above
                || certificate.View >= view)
            {
                return null;
            }

            prepared[i] = certificate;
            above = certificate.Number;
        }

        return new PbftMessage.ViewChange(view, lastFinal, prepared);
    }

    private PbftMessage.NewView? ReadNewView(ref RlpReader fields)
    {
        if (!TryReadView(ref fields, out long view)
            || !fields.TryReadList(out RlpReader items)
            || !items.TryCount(PbftLimits.SealersMax, out int count))
        {
            return null;
        }

        var changes = new SignedViewChange[count];
        int above = -1;
        for (int i = 0; i < count; i++)
        {
            if (!items.TryReadList(out RlpReader item)
                || !item.TryReadInt32(out int sender)
                || sender <= above
                || !item.TryReadList(out RlpReader payload)
                || ReadViewChange(ref payload) is not PbftMessage.ViewChange change
                || !payload.IsAtEnd
                || change.View != view
                || !item.TryReadBytes(out ReadOnlySpan<byte> signature)
                || signature.Length > PbftLimits.SignatureSizeBytesMax
                || !item.IsAtEnd)
            {
                return null;
            }

            changes[i] = new SignedViewChange(sender, change, signature.ToArray());
            above = sender;
        }

        return new PbftMessage.NewView(view, changes);
    }

    private PbftMessage.Status? ReadStatus(ref RlpReader fields) =>
        TryReadView(ref fields, out long view)
        && fields.TryReadInt32(out int isActive)
        && isActive <= 1
        && CertificateCodec.ReadFinal(ref fields, hash) is CertifiedHeader lastFinal
            ? new PbftMessage.Status(view, isActive == 1, lastFinal)
            : null;
}
