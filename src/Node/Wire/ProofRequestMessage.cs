using Ledger.Domain.Encoding;

namespace Ledger.Node.Wire;

/// <summary>Asks for the blocks that decided on epochs: RLP [above this block, up to that one].</summary>
internal readonly record struct ProofRequestMessage(long Above, long UpTo)
{
    public byte[] Encode()
    {
        using var writer = new RlpWriter(32);
        int list = writer.BeginList();
        writer.WriteInteger(Above);
        writer.WriteInteger(UpTo);
        writer.EndList(list);
        return writer.ToArray();
    }

    public static bool TryDecode(ReadOnlySpan<byte> payload, out ProofRequestMessage request)
    {
        request = default;
        var reader = new RlpReader(payload);
        if (!reader.TryReadOnlyList(out RlpReader items)
            || !items.TryReadInt64(out long above)
            || !items.TryReadInt64(out long upTo)
            || !items.IsAtEnd
            || above > upTo)
        {
            return false;
        }

        request = new ProofRequestMessage(above, upTo);
        return true;
    }
}
