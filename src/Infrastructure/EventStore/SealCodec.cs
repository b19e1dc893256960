using Ledger.Domain.Blocks;
using Ledger.Domain.Encoding;

namespace Ledger.Infrastructure.EventStore;

/// <summary>A certificate as one value of a blocks row: RLP [[sealer, signature], ...].</summary>
internal static class SealCodec
{
    public static byte[] Encode(BlockCertificate certificate)
    {
        using RlpWriter writer = new();
        int list = writer.BeginList();
        foreach (BlockSeal seal in certificate.Seals)
        {
            int item = writer.BeginList();
            writer.WriteInteger(seal.Sealer);
            writer.WriteBytes(seal.Signature.Span);
            writer.EndList(item);
        }

        writer.EndList(list);
        return writer.ToArray();
    }

    public static bool TryDecode(ReadOnlySpan<byte> bytes, out BlockCertificate certificate)
    {
        certificate = BlockCertificate.None;
        if (!new RlpReader(bytes).TryReadOnlyList(out RlpReader items))
        {
            return false;
        }

        List<BlockSeal> seals = [];
        while (!items.IsAtEnd)
        {
            if (!items.TryReadList(out RlpReader seal)
                || !seal.TryReadInt32(out int sealer)
                || !seal.TryReadBytes(out ReadOnlySpan<byte> signature)
                || !seal.IsAtEnd)
            {
                return false;
            }

            seals.Add(new BlockSeal(sealer, signature.ToArray()));
        }

        certificate = seals.Count == 0 ? BlockCertificate.None : new BlockCertificate(seals);
        return true;
    }
}
