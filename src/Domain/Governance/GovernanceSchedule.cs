using Ledger.Domain.Encoding;

namespace Ledger.Domain.Governance;

/// <summary>Which parameters hold at which height: the current ones and those that are decided to follow. Immutable.</summary>
/// <remarks>A fold over the group's blocks, kept in the world state by the chain's own contracts, so that it is part of every
/// state root and readable at any height.</remarks>
public sealed class GovernanceSchedule
{
    /// <summary>The most entries: one that holds, and one for each height from which a decided change may take effect.</summary>
    public const int EntriesMax = GenesisLimits.ActivationDelayMax + 1;

    private readonly (long From, GroupParameters Parameters)[] _entries;

    private GovernanceSchedule((long From, GroupParameters Parameters)[] entries) => _entries = entries;

    /// <summary>Parameters that hold from block 0 on.</summary>
    public static GovernanceSchedule Of(GroupParameters parameters) => new([(0, parameters)]);

    /// <summary>The last decided parameters, in effect or not yet: what a change changes.</summary>
    public GroupParameters Latest => _entries[^1].Parameters;

    /// <summary>The entries, ascending by the height from which each holds.</summary>
    public IReadOnlyList<(long From, GroupParameters Parameters)> Entries => _entries;

    /// <summary>The parameters of a height not below the first entry's.</summary>
    public GroupParameters At(long number) => _entries.Last(entry => entry.From <= number).Parameters;

    /// <summary>The first height above one at which other parameters begin to hold, as far as decided.</summary>
    public long? NextChangeAbove(long number)
    {
        foreach ((long from, _) in _entries)
        {
            if (from > number)
            {
                return from;
            }
        }

        return null;
    }

    /// <summary>The schedule after a block decided on other parameters.</summary>
    /// <param name="number">The block; entries that no height above it needs are dropped.</param>
    /// <param name="from">The height from which they hold; not below any decided one.</param>
    /// <param name="parameters">The parameters.</param>
    public GovernanceSchedule With(long number, long from, GroupParameters parameters)
    {
        int current = Array.FindLastIndex(_entries, entry => entry.From <= number);
        return new([.. _entries[Math.Max(current, 0)..].Where(entry => entry.From != from), (from, parameters)]);
    }

    /// <summary>The stored form: an RLP list of [from, parameters].</summary>
    public byte[] Encode()
    {
        using var writer = new RlpWriter();
        int list = writer.BeginList();
        foreach ((long from, GroupParameters parameters) in _entries)
        {
            int entry = writer.BeginList();
            writer.WriteInteger(from);
            GroupParametersCodec.Write(writer, parameters);
            writer.EndList(entry);
        }

        writer.EndList(list);
        return writer.ToArray();
    }

    /// <summary>Reads the stored form; strict and total.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out GovernanceSchedule? schedule)
    {
        schedule = null;
        var reader = new RlpReader(bytes);
        if (!reader.TryReadOnlyList(out RlpReader items) || !items.TryCount(EntriesMax, out int count) || count == 0)
        {
            return false;
        }

        var entries = new (long From, GroupParameters Parameters)[count];
        for (int i = 0; i < count; i++)
        {
            if (!items.TryReadList(out RlpReader entry)
                || !entry.TryReadInt64(out long from)
                || !GroupParametersCodec.TryRead(ref entry, out GroupParameters? parameters)
                || !entry.IsAtEnd
                || (i > 0 && from <= entries[i - 1].From))
            {
                return false;
            }

            entries[i] = (from, parameters!);
        }

        schedule = new GovernanceSchedule(entries);
        return true;
    }
}
