using Ledger.Domain.Encoding;

namespace Ledger.Node.Wire;

/// <summary>Asks for consecutive heights, of blocks or of headers: RLP [first number, count].</summary>
internal readonly record struct RangeRequestMessage(long From, int Count)
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

    /// <summary>Decodes a request for at most <paramref name="countMax"/> of them; total.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> payload, int countMax, out RangeRequestMessage request)
    {
        request = default;
        var reader = new RlpReader(payload);
        if (!reader.TryReadOnlyList(out RlpReader items)
            || !items.TryReadInt64(out long from)
            || !items.TryReadInt32(out int count)
            || !items.IsAtEnd
            || count < 1
            || count > countMax)
        {
            return false;
        }

        request = new RangeRequestMessage(from, count);
        return true;
    }
}
