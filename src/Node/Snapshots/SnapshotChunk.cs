using Ledger.Domain.Encoding;
using Ledger.Node.Ports;

namespace Ledger.Node.Snapshots;

/// <summary>Consecutive rows of a snapshot: RLP list of [key, value]. Where one ends follows from the rows alone, so that all nodes
/// cut alike.</summary>
internal static class SnapshotChunk
{
    /// <summary>A chunk ends with the row that brings it to so many bytes. Default 1 MiB.</summary>
    public const int SizeBytes = 1024 * 1024;

    /// <summary>What a row counts for beside its bytes.</summary>
    public const int RowOverheadBytes = 16;

    /// <summary>The most rows of a chunk.</summary>
    private const int RowsMax = (SizeBytes / RowOverheadBytes) + 1;

    /// <summary>What a row counts for.</summary>
    public static int CostOf(SnapshotRow row) => row.Key.Length + row.Value.Length + RowOverheadBytes;

    /// <summary>The bytes of a chunk.</summary>
    public static byte[] Encode(IReadOnlyList<SnapshotRow> rows)
    {
        using var writer = new RlpWriter(SizeBytes + (SizeBytes / 8));
        int list = writer.BeginList();
        foreach (SnapshotRow row in rows)
        {
            int pair = writer.BeginList();
            writer.WriteBytes(row.Key.Span);
            writer.WriteBytes(row.Value.Span);
            writer.EndList(pair);
        }

        writer.EndList(list);
        return writer.ToArray();
    }

    /// <summary>Reads a chunk; total.</summary>
    /// <returns>Whether it is one: rows ascending by key.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out List<SnapshotRow> rows)
    {
        rows = [];
        var reader = new RlpReader(bytes);
        if (!reader.TryReadOnlyList(out RlpReader items))
        {
            return false;
        }

        while (!items.IsAtEnd)
        {
            if (rows.Count == RowsMax
                || !items.TryReadList(out RlpReader pair)
                || !pair.TryReadBytes(out ReadOnlySpan<byte> key)
                || !pair.TryReadBytes(out ReadOnlySpan<byte> value)
                || !pair.IsAtEnd
                || (rows.Count > 0 && rows[^1].Key.Span.SequenceCompareTo(key) >= 0))
            {
                return false;
            }

            rows.Add(new SnapshotRow(key.ToArray(), value.ToArray()));
        }

        return true;
    }
}
