using Ledger.Domain.Encoding;

namespace Ledger.Node.Wire;

/// <summary>Asks for a part of a certified snapshot: RLP [number, part]. Number 0 is the newest; part 0 is the proof with the hashes
/// of the chunks, part i is chunk i - 1.</summary>
internal readonly record struct SnapshotRequestMessage(long Number, int Part)
{
    public byte[] Encode()
    {
        using var writer = new RlpWriter(32);
        int list = writer.BeginList();
        writer.WriteInteger(Number);
        writer.WriteInteger((long)Part);
        writer.EndList(list);
        return writer.ToArray();
    }

    public static bool TryDecode(ReadOnlySpan<byte> payload, out SnapshotRequestMessage request)
    {
        request = default;
        var reader = new RlpReader(payload);
        if (!reader.TryReadOnlyList(out RlpReader items)
            || !items.TryReadInt64(out long number)
            || !items.TryReadInt32(out int part)
            || !items.IsAtEnd)
        {
            return false;
        }

        request = new SnapshotRequestMessage(number, part);
        return true;
    }
}
