using Ledger.Domain.Encoding;

namespace Ledger.Node.Wire;

/// <summary>Asks a leader for its read index, RLP [id], and answers, RLP [id, height]; an answer without a height is a refusal.</summary>
/// <param name="Id">Chosen by the one who asks; it comes back.</param>
/// <param name="Number">The height.</param>
internal readonly record struct ReadIndexMessage(long Id, long? Number)
{
    public byte[] Encode()
    {
        using var writer = new RlpWriter(32);
        int list = writer.BeginList();
        writer.WriteInteger(Id);
        if (Number is long number)
        {
            writer.WriteInteger(number);
        }

        writer.EndList(list);
        return writer.ToArray();
    }

    public static bool TryDecode(ReadOnlySpan<byte> payload, out ReadIndexMessage message)
    {
        message = default;
        var reader = new RlpReader(payload);
        if (!reader.TryReadOnlyList(out RlpReader items) || !items.TryReadInt64(out long id))
        {
            return false;
        }

        long number = 0;
        bool hasNumber = !items.IsAtEnd;
        if (hasNumber && (!items.TryReadInt64(out number) || !items.IsAtEnd))
        {
            return false;
        }

        message = new ReadIndexMessage(id, hasNumber ? number : null);
        return true;
    }
}
