using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Transactions;

/// <summary>The access list of EIP-2930: [[address, [slot as 32 bytes, ...]], ...].</summary>
internal static class AccessListCodec
{
    private const int SlotItemBytes = 1 + UInt256.SizeBytes;

    /// <summary>The most entries that fit the longest transaction: an entry takes at least 23 bytes.</summary>
    private const int EntriesMax = TransactionCodec.MaxSizeBytes / 23;

    internal static bool TryRead(ref RlpReader fields, out AccessListEntry[] entries)
    {
        entries = [];
        if (!fields.TryReadList(out RlpReader items) || !items.TryCount(EntriesMax, out int count))
        {
            return false;
        }

        if (count == 0)
        {
            return true;
        }

        entries = new AccessListEntry[count];
        for (int i = 0; i < count; i++)
        {
            if (!items.TryReadList(out RlpReader entry)
                || !entry.TryReadAddress(out Address address)
                || !TryReadSlots(ref entry, out UInt256[] slots)
                || !entry.IsAtEnd)
            {
                return false;
            }

            entries[i] = new AccessListEntry(address, slots);
        }

        return true;
    }

    internal static void Write(RlpWriter writer, IReadOnlyList<AccessListEntry> entries)
    {
        Span<byte> word = stackalloc byte[UInt256.SizeBytes];
        int list = writer.BeginList();
        for (int i = 0; i < entries.Count; i++)
        {
            int entry = writer.BeginList();
            writer.WriteBytes(entries[i].Address.Bytes);
            int slots = writer.BeginList();
            foreach (UInt256 slot in entries[i].StorageKeys)
            {
                slot.WriteBigEndian(word);
                writer.WriteBytes(word);
            }

            writer.EndList(slots);
            writer.EndList(entry);
        }

        writer.EndList(list);
    }

    private static bool TryReadSlots(ref RlpReader entry, out UInt256[] slots)
    {
        slots = [];
        if (!entry.TryReadList(out RlpReader items) || items.RemainingBytes % SlotItemBytes != 0)
        {
            return false;
        }

        slots = new UInt256[items.RemainingBytes / SlotItemBytes];
        for (int i = 0; i < slots.Length; i++)
        {
            if (!items.TryReadFixed(UInt256.SizeBytes, out ReadOnlySpan<byte> word))
            {
                return false;
            }

            slots[i] = UInt256.FromBigEndian(word);
        }

        return true;
    }
}
