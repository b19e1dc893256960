using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus;

/// <summary>The parts that messages of every algorithm share: proposals, headers, lists of signatures and the proof that a height is
/// final.</summary>
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

    public static Proposal? ReadProposal(ref RlpReader fields) =>
        fields.TryReadBytes(out ReadOnlySpan<byte> bytes)
        && ProposalCodec.TryDecode(bytes, out Proposal? proposal)
        && proposal!.Number <= MessageLimits.NumberMax
            ? proposal
            : null;

    public static BlockHeader? ReadHeader(ref RlpReader fields, IHashFunction hash, out Hash256 blockHash)
    {
        blockHash = default;
        if (!fields.TryReadBytes(out ReadOnlySpan<byte> bytes)
            || !HeaderCodec.TryDecode(bytes, out BlockHeader? header)
            || header!.Number > MessageLimits.NumberMax)
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

    public static void WriteSignature(RlpWriter writer, int sealer, ReadOnlySpan<byte> signature)
    {
        int item = writer.BeginList();
        writer.WriteInteger(sealer);
        writer.WriteBytes(signature);
        writer.EndList(item);
    }

    /// <summary>Reads signatures of distinct sealers in ascending order: one form for each set, and no signer twice.</summary>
    public static SealerSignature[]? ReadSignatures(ref RlpReader fields)
    {
        if (!fields.TryReadList(out RlpReader items) || !items.TryCount(MessageLimits.SealersMax, out int count))
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
                || sealer >= MessageLimits.SealersMax
                || !item.TryReadBytes(out ReadOnlySpan<byte> signature)
                || signature.Length > MessageLimits.SignatureSizeBytesMax
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
