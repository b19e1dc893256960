using Ledger.Domain.Blocks;
using Ledger.Domain.Encoding;

namespace Ledger.Node.Wire;

/// <summary>Consecutive headers, ascending: RLP [first number asked for, [header…]]; none when the peer does not keep the first.</summary>
internal sealed record HeaderResponseMessage(long From, IReadOnlyList<BlockHeader> Headers)
{
    public byte[] Encode()
    {
        using var writer = new RlpWriter(64 * 1024);
        int list = writer.BeginList();
        writer.WriteInteger(From);
        int headers = writer.BeginList();
        foreach (BlockHeader header in Headers)
        {
            writer.WriteBytes(HeaderCodec.Encode(header));
        }

        writer.EndList(headers);
        writer.EndList(list);
        return writer.ToArray();
    }

    public static bool TryDecode(ReadOnlySpan<byte> payload, out HeaderResponseMessage? response)
    {
        response = null;
        var reader = new RlpReader(payload);
        if (!reader.TryReadOnlyList(out RlpReader items)
            || !items.TryReadInt64(out long from)
            || !items.TryReadList(out RlpReader list)
            || !items.IsAtEnd)
        {
            return false;
        }

        var headers = new List<BlockHeader>();
        while (!list.IsAtEnd)
        {
            if (headers.Count == WireLimits.HeadersMax
                || !list.TryReadBytes(out ReadOnlySpan<byte> encoded)
                || !HeaderCodec.TryDecode(encoded, out BlockHeader? header))
            {
                return false;
            }

            headers.Add(header!);
        }

        response = new HeaderResponseMessage(from, headers);
        return true;
    }
}
