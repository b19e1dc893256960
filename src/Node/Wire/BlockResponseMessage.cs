using Ledger.Domain.Blocks;
using Ledger.Domain.Encoding;
using Ledger.Node.Ports;

namespace Ledger.Node.Wire;

/// <summary>Certified blocks, ascending: RLP list of [header, [[sealer, signature]…], [transaction…]]; an empty list when the peer has
/// none of those asked for.</summary>
internal static class BlockResponseMessage
{
    public static byte[] Encode(IReadOnlyList<CertifiedBlock> blocks)
    {
        using var writer = new RlpWriter(64 * 1024);
        int list = writer.BeginList();
        foreach (CertifiedBlock block in blocks)
        {
            int item = writer.BeginList();
            writer.WriteBytes(HeaderCodec.Encode(block.Header));
            SealList.Write(writer, block.Certificate);
            TransactionList.Write(writer, block.Transactions);
            writer.EndList(item);
        }

        writer.EndList(list);
        return writer.ToArray();
    }

    public static bool TryDecode(ReadOnlySpan<byte> payload, out List<CertifiedBlock> blocks)
    {
        blocks = [];
        var reader = new RlpReader(payload);
        if (!reader.TryReadOnlyList(out RlpReader items))
        {
            return false;
        }

        while (!items.IsAtEnd)
        {
            if (blocks.Count == WireLimits.BlocksMax
                || !items.TryReadList(out RlpReader item)
                || !TryReadBlock(ref item, out CertifiedBlock? block))
            {
                return false;
            }

            blocks.Add(block!);
        }

        return true;
    }

    private static bool TryReadBlock(ref RlpReader item, out CertifiedBlock? block)
    {
        block = null;
        if (!item.TryReadBytes(out ReadOnlySpan<byte> encoded)
            || !HeaderCodec.TryDecode(encoded, out BlockHeader? header)
            || !SealList.TryRead(ref item, out BlockCertificate certificate)
            || !TransactionList.TryRead(ref item, out List<ReadOnlyMemory<byte>> transactions)
            || !item.IsAtEnd)
        {
            return false;
        }

        block = new CertifiedBlock(header!, certificate, transactions);
        return true;
    }
}
