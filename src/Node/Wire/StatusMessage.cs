using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Node.Wire;

/// <summary>How far a node is: RLP [last committed block, its hash, view], and of a node that started from a snapshot also the lowest block
/// that it keeps.</summary>
internal static class StatusMessage
{
    public static byte[] Encode(PeerProgress progress)
    {
        using var writer = new RlpWriter(64);
        int list = writer.BeginList();
        writer.WriteInteger(progress.Number);
        writer.WriteBytes(progress.Hash.Bytes);
        writer.WriteInteger(progress.View);
        if (progress.Lowest > 1)
        {
            writer.WriteInteger(progress.Lowest);
        }

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
            || !items.TryReadInt64(out long view))
        {
            return false;
        }

        long lowest = 1;
        if (!items.IsAtEnd && (!items.TryReadInt64(out lowest) || lowest <= 1 || !items.IsAtEnd))
        {
            return false;
        }

        progress = new PeerProgress(number, hash, view) { Lowest = lowest };
        return true;
    }
}
