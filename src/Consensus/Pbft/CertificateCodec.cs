using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Pbft;

/// <summary>The parts that several kinds of message share: proposals, headers and the two kinds of certificate.</summary>
internal static class CertificateCodec
{
    public static void Write(RlpWriter writer, CertifiedHeader value)
    {
        int list = writer.BeginList();
        writer.WriteBytes(HeaderCodec.Encode(value.Header));
        int seals = writer.BeginList();
        foreach (BlockSeal seal in value.Certificate.Seals)
        {
            WriteSignature(writer, seal.Sealer, seal.Signature.Span);
        }

        writer.EndList(seals);
        writer.EndList(list);
    }

    public static void Write(RlpWriter writer, PreparedCertificate value)
    {
        int list = writer.BeginList();
        writer.WriteInteger(value.View);
        writer.WriteBytes(ProposalCodec.Encode(value.Proposal));
        int prepares = writer.BeginList();
        foreach (SealerSignature prepare in value.Prepares)
        {
            WriteSignature(writer, prepare.Sealer, prepare.Signature.Span);
        }

        writer.EndList(prepares);
        writer.EndList(list);
    }

    public static Proposal? ReadProposal(ref RlpReader fields) =>
        fields.TryReadBytes(out ReadOnlySpan<byte> bytes)
        && ProposalCodec.TryDecode(bytes, out Proposal? proposal)
        && proposal!.Number <= PbftLimits.NumberMax
            ? proposal
            : null;

    public static BlockHeader? ReadHeader(ref RlpReader fields, IHashFunction hash, out Hash256 blockHash)
    {
        blockHash = default;
        if (!fields.TryReadBytes(out ReadOnlySpan<byte> bytes)
            || !HeaderCodec.TryDecode(bytes, out BlockHeader? header)
            || header!.Number > PbftLimits.NumberMax)
        {
            return null;
        }

        blockHash = hash.Hash(bytes);
        return header;
    }

    public static CertifiedHeader? ReadFinal(ref RlpReader fields, IHashFunction hash)
    {
        if (!fields.TryReadList(out RlpReader items)
            || ReadHeader(ref items, hash, out Hash256 blockHash) is not BlockHeader header
            || ReadSignatures(ref items) is not SealerSignature[] signatures
            || !items.IsAtEnd)
        {
            return null;
        }

        BlockSeal[] seals = Array.ConvertAll(signatures, item => new BlockSeal(item.Sealer, item.Signature));
        return new CertifiedHeader(header, blockHash, new BlockCertificate(seals));
    }

    public static PreparedCertificate? ReadPrepared(ref RlpReader fields, IHashFunction hash)
    {
        if (!fields.TryReadList(out RlpReader items)
            || !items.TryReadInt64(out long view)
            || view > PbftLimits.ViewMax
            || ReadProposal(ref items) is not Proposal proposal
            || ReadSignatures(ref items) is not SealerSignature[] prepares
            || !items.IsAtEnd)
        {
            return null;
        }

        return new PreparedCertificate(view, proposal, ProposalCodec.Digest(proposal, hash), prepares);
    }

    private static void WriteSignature(RlpWriter writer, int sealer, ReadOnlySpan<byte> signature)
    {
        int item = writer.BeginList();
        writer.WriteInteger(sealer);
        writer.WriteBytes(signature);
        writer.EndList(item);
    }

    /// <summary>Reads signatures of distinct sealers in ascending order: one form for each set, and no signer twice.</summary>
    private static SealerSignature[]? ReadSignatures(ref RlpReader fields)
    {
        if (!fields.TryReadList(out RlpReader items) || !items.TryCount(PbftLimits.SealersMax, out int count))
        {
            return null;
        }

        var signatures = new SealerSignature[count];
        int above = -1;
        for (int i = 0; i < count; i++)
        {
            if (!items.TryReadList(out RlpReader item)
                || !item.TryReadInt32(out int sealer)
                || sealer <= above
                || sealer >= PbftLimits.SealersMax
                || !item.TryReadBytes(out ReadOnlySpan<byte> signature)
                || signature.Length > PbftLimits.SignatureSizeBytesMax
                || !item.IsAtEnd)
            {
                return null;
            }

            signatures[i] = new SealerSignature(sealer, signature.ToArray());
            above = sealer;
        }

        return signatures;
    }
}
