using Ledger.Domain.State;
using Ledger.Infrastructure.Copying;

namespace Ledger.Infrastructure.State;

/// <summary>The rows of <c>state_versions</c> that a block adds.</summary>
internal static class StateRows
{
    public static CopyTable Table { get; } = new("state_versions", "key", "block_number", "value");

    public static void Add(CopyBuffer rows, long number, IReadOnlyList<StateWrite> writes)
    {
        Span<byte> key = stackalloc byte[StateKey.MaxSizeBytes];
        for (int i = 0; i < writes.Count; i++)
        {
            StateWrite write = writes[i];
            write.Key.Write(key);
            rows.StartRow((short)Table.Columns.Count);
            rows.Write(key[..write.Key.SizeBytes]);
            rows.Write(number);
            rows.Write(write.Value.Span);
        }
    }
}
