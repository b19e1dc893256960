namespace Ledger.Consensus.Raft;

/// <summary>The entries of a node above the last one that it no longer needs.</summary>
internal sealed class RaftLog(long baseNumber)
{
    private readonly List<RaftEntry> _entries = [];

    /// <summary>Index of the last entry that is cut off: committed, and its height stored. 0 before any.</summary>
    public long BaseIndex { get; private set; }

    public long BaseTerm { get; private set; }

    /// <summary>The height reached with the entry at <see cref="BaseIndex"/>.</summary>
    public long BaseNumber { get; private set; } = baseNumber;

    public long LastIndex => BaseIndex + _entries.Count;

    public long LastTerm => _entries.Count == 0 ? BaseTerm : _entries[^1].Term;

    public long LastNumber => _entries.Count == 0 ? BaseNumber : _entries[^1].Number;

    /// <summary>The entries above the base.</summary>
    public IReadOnlyList<RaftEntry> Entries => _entries;

    /// <summary>Whether an entry may stand behind one that reached a height.</summary>
    public static bool Continues(long number, RaftEntry entry) => entry.Number == (entry.IsNoOp ? number : number + 1);

    /// <summary>The term of the entry at an index; none when the log has no such entry, or no longer.</summary>
    public long? TermAt(long index) =>
        index == BaseIndex ? BaseTerm : index > BaseIndex && index <= LastIndex ? At(index).Term : null;

    /// <summary>The height reached with the entry at an index that the log has.</summary>
    public long NumberAt(long index) => index == BaseIndex ? BaseNumber : At(index).Number;

    /// <summary>The entry at an index above the base.</summary>
    public RaftEntry At(long index) => _entries[(int)(index - BaseIndex - 1)];

    public bool Has(long index, long term) => TermAt(index) == term;

    /// <summary>Puts entries behind the one before the first of them, in place of what stood there.</summary>
    public void Replace(IReadOnlyList<RaftEntry> entries)
    {
        int at = (int)(entries[0].Index - BaseIndex - 1);
        _entries.RemoveRange(at, _entries.Count - at);
        _entries.AddRange(entries);
    }

    /// <summary>Cuts off everything up to an entry that the log has.</summary>
    public void CompactTo(long index)
    {
        (BaseTerm, BaseNumber) = (TermAt(index)!.Value, NumberAt(index));
        _entries.RemoveRange(0, (int)(index - BaseIndex));
        BaseIndex = index;
    }

    /// <summary>Drops everything: the log begins behind an entry that it does not have.</summary>
    public void Reset(long index, long term, long number)
    {
        _entries.Clear();
        (BaseIndex, BaseTerm, BaseNumber) = (index, term, number);
    }

    /// <summary>The entry that fills a height; none when the log has it not, or no longer.</summary>
    public RaftEntry? Fill(long number)
    {
        // Heights never fall along the log, and the first entry of a height above the base is the one that makes its block.
        int low = 0;
        int high = _entries.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_entries[middle].Number < number)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low < _entries.Count && _entries[low].Number == number && !_entries[low].IsNoOp ? _entries[low] : null;
    }

    /// <summary>Entries from an index on, as many as the limits allow and at least one.</summary>
    public IReadOnlyList<RaftEntry> Slice(long from, int countMax, long sizeBytesMax)
    {
        var slice = new List<RaftEntry>();
        long sizeBytes = 0;
        for (long index = from; index <= LastIndex && slice.Count < countMax; index++)
        {
            RaftEntry entry = At(index);
            sizeBytes += 64 + (33L * entry.Proposal.Transactions.Count);
            if (slice.Count > 0 && sizeBytes > sizeBytesMax)
            {
                break;
            }

            slice.Add(entry);
        }

        return slice;
    }

    /// <summary>The highest index not above <paramref name="index"/> whose term is not above <paramref name="term"/>: where another log
    /// that has those could still agree with this one. One below the base when nothing here can.</summary>
    public long LastNotAbove(long index, long term)
    {
        long candidate = Math.Min(index, LastIndex);
        while (candidate >= BaseIndex && TermAt(candidate) > term)
        {
            candidate--;
        }

        return candidate;
    }
}
