using Ledger.Domain.Encoding;

namespace Ledger.Node.Wire;

/// <summary>A part of a certified snapshot: RLP [number, part, bytes]; no bytes when the peer has none such.</summary>
internal readonly record struct SnapshotResponseMessage(long Number, int Part, ReadOnlyMemory<byte> Bytes)
{
    public byte[] Encode()
    {
        using var writer = new RlpWriter(64 + Bytes.Length);
        int list = writer.BeginList();
        writer.WriteInteger(Number);
        writer.WriteInteger((long)Part);
        writer.WriteBytes(Bytes.Span);
        writer.EndList(list);
        return writer.ToArray();
    }

    public static bool TryDecode(ReadOnlySpan<byte> payload, out SnapshotResponseMessage response)
    {
        response = default;
        var reader = new RlpReader(payload);
        if (!reader.TryReadOnlyList(out RlpReader items)
            || !items.TryReadInt64(out long number)
            || !items.TryReadInt32(out int part)
            || !items.TryReadBytes(out ReadOnlySpan<byte> bytes)
            || !items.IsAtEnd)
        {
            return false;
        }

        response = new SnapshotResponseMessage(number, part, bytes.ToArray());
        return true;
    }
}
