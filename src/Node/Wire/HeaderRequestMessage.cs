using Ledger.Domain.Encoding;

namespace Ledger.Node.Wire;

/// <summary>Asks for consecutive headers: RLP [first number, count].</summary>
internal readonly record struct HeaderRequestMessage(long From, int Count)
{
    public byte[] Encode()
    {
        using var writer = new RlpWriter(32);
        int list = writer.BeginList();
        writer.WriteInteger(From);
        writer.WriteInteger((long)Count);
        writer.EndList(list);
        return writer.ToArray();
    }

    public static bool TryDecode(ReadOnlySpan<byte> payload, out HeaderRequestMessage request)
    {
        request = default;
        var reader = new RlpReader(payload);
        if (!reader.TryReadOnlyList(out RlpReader items)
            || !items.TryReadInt64(out long from)
            || !items.TryReadInt32(out int count)
            || !items.IsAtEnd
            || count is < 1 or > WireLimits.HeadersMax)
        {
            return false;
        }

        request = new HeaderRequestMessage(from, count);
        return true;
    }
}
