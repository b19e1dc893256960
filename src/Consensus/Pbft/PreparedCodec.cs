using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;

namespace Ledger.Consensus.Pbft;

/// <summary>The RLP of a prepared certificate.</summary>
internal static class PreparedCodec
{
    public static void Write(RlpWriter writer, PreparedCertificate value)
    {
        int list = writer.BeginList();
        writer.WriteInteger(value.View);
        writer.WriteBytes(ProposalCodec.Encode(value.Proposal));
        int prepares = writer.BeginList();
        foreach (SealerSignature prepare in value.Prepares)
        {
            CertificateCodec.WriteSignature(writer, prepare.Sealer, prepare.Signature.Span);
        }

        writer.EndList(prepares);
        writer.EndList(list);
    }

    public static PreparedCertificate? Read(ref RlpReader fields, IHashFunction hash)
    {
        if (!fields.TryReadList(out RlpReader items)
            || !items.TryReadInt64(out long view)
            || view > PbftLimits.ViewMax
            || CertificateCodec.ReadProposal(ref items) is not Proposal proposal
            || CertificateCodec.ReadSignatures(ref items) is not SealerSignature[] prepares
            || !items.IsAtEnd)
        {
            return null;
        }

        return new PreparedCertificate(view, proposal, ProposalCodec.Digest(proposal, hash), prepares);
    }
}
