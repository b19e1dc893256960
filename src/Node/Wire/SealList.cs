using Ledger.Domain.Blocks;
using Ledger.Domain.Encoding;

namespace Ledger.Node.Wire;

/// <summary>The seals of a certificate: RLP list of [sealer, signature].</summary>
internal static class SealList
{
    public static void Write(RlpWriter writer, BlockCertificate certificate)
    {
        int seals = writer.BeginList();
        foreach (BlockSeal seal in certificate.Seals)
        {
            int pair = writer.BeginList();
            writer.WriteInteger((long)seal.Sealer);
            writer.WriteBytes(seal.Signature.Span);
            writer.EndList(pair);
        }

        writer.EndList(seals);
    }

    public static bool TryRead(ref RlpReader item, out BlockCertificate certificate)
    {
        var seals = new List<BlockSeal>();
        certificate = new BlockCertificate(seals);
        if (!item.TryReadList(out RlpReader list))
        {
            return false;
        }

        while (!list.IsAtEnd)
        {
            if (seals.Count == WireLimits.SealsMax
                || !list.TryReadList(out RlpReader pair)
                || !pair.TryReadInt32(out int sealer)
                || !pair.TryReadBytes(out ReadOnlySpan<byte> signature)
                || !pair.IsAtEnd)
            {
                return false;
            }

            seals.Add(new BlockSeal(sealer, signature.ToArray()));
        }

        return true;
    }
}
