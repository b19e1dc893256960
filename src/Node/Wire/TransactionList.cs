using Ledger.Domain.Encoding;

namespace Ledger.Node.Wire;

/// <summary>Signed transactions one after another: RLP list of byte strings.</summary>
internal static class TransactionList
{
    public static byte[] Encode(IReadOnlyList<ReadOnlyMemory<byte>> transactions)
    {
        using var writer = new RlpWriter(64 + transactions.Sum(raw => raw.Length + 8));
        Write(writer, transactions);
        return writer.ToArray();
    }

    public static void Write(RlpWriter writer, IReadOnlyList<ReadOnlyMemory<byte>> transactions)
    {
        int list = writer.BeginList();
        foreach (ReadOnlyMemory<byte> raw in transactions)
        {
            writer.WriteBytes(raw.Span);
        }

        writer.EndList(list);
    }

    public static bool TryDecode(ReadOnlySpan<byte> payload, out List<ReadOnlyMemory<byte>> transactions)
    {
        var reader = new RlpReader(payload);
        return TryRead(ref reader, out transactions) && reader.IsAtEnd;
    }

    public static bool TryRead(ref RlpReader reader, out List<ReadOnlyMemory<byte>> transactions)
    {
        transactions = [];
        if (!reader.TryReadList(out RlpReader items))
        {
            return false;
        }

        while (!items.IsAtEnd)
        {
            if (transactions.Count == WireLimits.TransactionsMax || !items.TryReadBytes(out ReadOnlySpan<byte> raw))
            {
                return false;
            }

            // A copy, so that one pending transaction does not keep a whole batch in memory.
            transactions.Add(raw.ToArray());
        }

        return true;
    }
}
