using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Ledger.Evm.State;

/// <summary>Entries found by key or by index, reused between transactions: after warm-up an addition allocates nothing.</summary>
internal sealed class EntryTable<TKey, TEntry>
    where TKey : struct, IEquatable<TKey>
    where TEntry : struct
{
    private const int FirstCapacity = 64;

    /// <summary>Entries above which the table is made anew instead of cleared: clearing costs as much as the largest use.</summary>
    private const int KeptEntriesMax = 4096;

    private Dictionary<TKey, int> _indexes = new(FirstCapacity);
    private TEntry[] _entries = new TEntry[FirstCapacity];

    /// <summary>Number of entries.</summary>
    public int Count { get; private set; }

    /// <summary>The entry at an index; valid until the next addition.</summary>
    [SuppressMessage("Design", "CA1043", Justification = "Entries are numbered.")]
    public ref TEntry this[int index] => ref _entries[index];

    /// <summary>Finds or adds.</summary>
    /// <param name="key">The key.</param>
    /// <param name="added">Whether the entry is new: then it holds rubbish and the caller fills it.</param>
    /// <returns>The entry's index.</returns>
    public int FindOrAdd(in TKey key, out bool added)
    {
        ref int index = ref CollectionsMarshal.GetValueRefOrAddDefault(_indexes, key, out bool exists);
        added = !exists;
        if (exists)
        {
            return index;
        }

        index = Count++;
        if (index == _entries.Length)
        {
            Array.Resize(ref _entries, _entries.Length * 2);
        }

        return index;
    }

    /// <summary>Finds.</summary>
    /// <returns>The entry's index, or -1.</returns>
    public int Find(in TKey key) => _indexes.TryGetValue(key, out int index) ? index : -1;

    /// <summary>Forgets all entries.</summary>
    public void Clear()
    {
        if (Count > KeptEntriesMax)
        {
            _indexes = new Dictionary<TKey, int>(FirstCapacity);
            _entries = new TEntry[FirstCapacity];
        }
        else if (Count > 0)
        {
            _indexes.Clear();
        }

        Count = 0;
    }
}
