using Ledger.Domain.Primitives;

namespace Ledger.Node.Sync;

/// <summary>The blocks between the last one that was imported and the farthest that are asked for, in order: some held, some asked for,
/// some neither. Used under the lock of block sync.</summary>
internal sealed class SyncWindow
{
    private readonly Dictionary<long, CheckedBlock> _held = [];
    private readonly HashSet<long> _asked = [];
    private long _releasing;
    private long _heldBytes;
    private long _blocksSeen;
    private long _bytesSeen;

    /// <summary>The lowest height that was not taken out yet.</summary>
    public long Next { get; private set; } = 1;

    /// <summary>Bytes of the blocks that wait here or were taken out and not let go.</summary>
    public long HeldBytes => _heldBytes + _releasing;

    /// <summary>Whether nothing is held or asked for.</summary>
    public bool IsIdle => _held.Count == 0 && _asked.Count == 0;

    /// <summary>Whether the next block is held.</summary>
    public bool HasNext => _held.ContainsKey(Next);

    /// <summary>Forgets everything below a height: it came another way.</summary>
    public void SkipTo(long number)
    {
        if (number <= Next)
        {
            return;
        }

        Next = number;
        _asked.RemoveWhere(asked => asked < number);
        foreach (long below in _held.Keys.Where(held => held < number).ToList())
        {
            Remove(below);
        }
    }

    /// <summary>Begins again at a height, with nothing held: what was taken out from there on is worth nothing.</summary>
    public void ResetTo(long number)
    {
        _held.Clear();
        _heldBytes = 0;
        Next = number;
    }

    /// <summary>Finds the lowest heights that are neither held nor asked for.</summary>
    /// <param name="last">The highest height that there is.</param>
    /// <param name="countMax">How many at most.</param>
    /// <param name="from">The first of them.</param>
    /// <returns>How many there are from there on; 0 when there are none or they do not fit.</returns>
    public int FindGap(long last, int countMax, out long from)
    {
        long end = Math.Min(last, Next + SyncLimits.WindowBlocks - 1);
        from = Next;
        while (from <= end && !IsMissing(from))
        {
            from++;
        }

        int count = 0;
        long bytesPerBlock = _blocksSeen == 0 ? 0 : _bytesSeen / _blocksSeen;
        long expected = HeldBytes + (_asked.Count * bytesPerBlock);
        while (count < countMax
            && from + count <= end
            && IsMissing(from + count)
            && (from + count == Next || expected + ((count + 1) * bytesPerBlock) <= SyncLimits.HeldBytesMax))
        {
            count++;
        }

        return count;
    }

    /// <summary>Marks the heights of a question as asked for.</summary>
    public void Ask(SyncRequest request)
    {
        for (long number = request.From; number < request.End; number++)
        {
            _asked.Add(number);
        }
    }

    /// <summary>Lets others be asked for the heights of a question.</summary>
    public void Reopen(SyncRequest request) => _asked.RemoveWhere(number => number >= request.From && number < request.End);

    /// <summary>Holds a block, unless its height is held or past.</summary>
    public void Hold(CheckedBlock block)
    {
        if (block.Number < Next || !_held.TryAdd(block.Number, block))
        {
            return;
        }

        _heldBytes += block.SizeBytes;
        _blocksSeen++;
        _bytesSeen += block.SizeBytes;
        while (HeldBytes > SyncLimits.HeldBytesMax && _held.Count > 1)
        {
            Remove(_held.Keys.Max());
        }
    }

    /// <summary>Takes out the next blocks in order, up to a number of transactions, at least one block when the next is held. They count
    /// as held until they are let go.</summary>
    public List<CheckedBlock> Take(int blocksMax, int transactionsMax)
    {
        var taken = new List<CheckedBlock>();
        int transactions = 0;
        while (taken.Count < blocksMax
            && _held.TryGetValue(Next, out CheckedBlock? block)
            && (taken.Count == 0 || transactions + block.Transactions.Count <= transactionsMax))
        {
            Remove(Next);
            _releasing += block.SizeBytes;
            transactions += block.Transactions.Count;
            taken.Add(block);
            Next++;
        }

        return taken;
    }

    /// <summary>Lets go of a block that was taken out.</summary>
    public void Release(CheckedBlock block) => _releasing -= block.SizeBytes;

    /// <summary>Lets go of everything that a peer gave and that waits here.</summary>
    public void Forget(NodeId source)
    {
        foreach (long number in _held.Where(held => held.Value.Source == source).Select(held => held.Key).ToList())
        {
            Remove(number);
        }
    }

    private bool IsMissing(long number) => !_held.ContainsKey(number) && !_asked.Contains(number);

    private void Remove(long number)
    {
        if (_held.Remove(number, out CheckedBlock? block))
        {
            _heldBytes -= block.SizeBytes;
        }
    }
}
