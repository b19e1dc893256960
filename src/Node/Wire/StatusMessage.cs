using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Node.Wire;

/// <summary>How far a node is: RLP [last committed block, its hash, view].</summary>
internal static class StatusMessage
{
    public static byte[] Encode(PeerProgress progress)
    {
        using var writer = new RlpWriter(64);
        int list = writer.BeginList();
        writer.WriteInteger(progress.Number);
        writer.WriteBytes(progress.Hash.Bytes);
        writer.WriteInteger(progress.View);
        writer.EndList(list);
        return writer.ToArray();
    }

    public static bool TryDecode(ReadOnlySpan<byte> payload, out PeerProgress? progress)
    {
        progress = null;
        var reader = new RlpReader(payload);
        if (!reader.TryReadOnlyList(out RlpReader items)
            || !items.TryReadInt64(out long number)
            || !items.TryReadHash(out Hash256 hash)
            || !items.TryReadInt64(out long view)
            || !items.IsAtEnd)
        {
            return false;
        }

        progress = new PeerProgress(number, hash, view);
        return true;
    }
}
