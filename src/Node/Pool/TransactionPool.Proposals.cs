using Ledger.Domain.Primitives;

namespace Ledger.Node.Pool;

/// <content>What the proposals of open heights hold. A transaction is offered once over all of them, and comes back to its place when
/// the proposal that held it is not the one of its height any more.</content>
public sealed partial class TransactionPool
{
    private readonly SortedDictionary<long, List<PoolEntry>> _open = [];

    /// <summary>Chooses transactions for a proposal, oldest first and each sender's by nonce, without those in proposals of lower heights that
    /// are not executed yet.</summary>
    /// <param name="number">The height of the proposal.</param>
    /// <param name="limits">How much it may hold.</param>
    /// <param name="onlyFull">Whether to choose nothing unless that reaches a limit.</param>
    public IReadOnlyList<Hash256> SelectForProposal(long number, BlockLimits limits, bool onlyFull = false)
    {
        lock (_gate)
        {
            ReleaseFrom(number);
            if (onlyFull && !IsFull(limits))
            {
                return [];
            }

            var chosen = new List<PoolEntry>(Math.Min(limits.TransactionsMax, _ready.Count));
            long sizeBytes = 0;
            long gas = 0;
            for (LinkedListNode<PoolEntry>? node = _ready.First; node is not null; node = node.Next)
            {
                PoolEntry entry = node.Value;
                if (IsExpired(entry, number))
                {
                    continue;
                }

                sizeBytes += entry.SizeBytes;
                gas = checked(gas + Math.Min(entry.Gas, limits.GasMax));
                if (!limits.TakesOneMore(chosen.Count, sizeBytes, gas))
                {
                    break;
                }

                chosen.Add(entry);
            }

            Offer(number, chosen);
            return [.. chosen.Select(entry => entry.Transaction.Hash)];
        }
    }

    /// <summary>Notes what the proposal of a height holds. One that was noted for that height before has lost it: what only that one held may
    /// be offered again.</summary>
    public void MarkProposed(long number, IReadOnlyList<Hash256> hashes)
    {
        lock (_gate)
        {
            if (number <= _executedNumber)
            {
                return;
            }

            Release(number);
            var held = new List<PoolEntry>(hashes.Count);
            foreach (Hash256 hash in hashes)
            {
                if (_entries.TryGetValue(hash, out PoolEntry? entry) && (entry.ProposedAt == 0 || entry.ProposedAt > number))
                {
                    held.Add(entry);
                }
            }

            Offer(number, held);
        }
    }

    private bool IsFull(BlockLimits limits) =>
        _ready.Count >= limits.TransactionsMax || _readySizeBytes >= limits.SizeBytesMax || _readyGas >= limits.GasMax;

    private void Offer(long number, List<PoolEntry> entries)
    {
        foreach (PoolEntry entry in entries)
        {
            TakeOut(entry);
            entry.ProposedAt = number;
            PutBack(entry);
        }

        _open[number] = entries;
    }

    private void ReleaseFrom(long number)
    {
        foreach (long open in _open.Keys.Where(open => open >= number).ToList())
        {
            Release(open);
        }
    }

    private void ReleaseUpTo(long number)
    {
        foreach (long open in _open.Keys.TakeWhile(open => open <= number).ToList())
        {
            Release(open);
        }
    }

    // Those of a lost proposal go back to where they stood: the ready queue stays in the order in which its entries became ready.
    private void Release(long number)
    {
        if (!_open.Remove(number, out List<PoolEntry>? entries))
        {
            return;
        }

        LinkedListNode<PoolEntry>? place = _ready.First;
        foreach (PoolEntry entry in entries
            .Where(entry => entry.Node is not null && entry.ProposedAt == number).OrderBy(entry => entry.Sequence))
        {
            TakeOut(entry);
            entry.ProposedAt = 0;
            if (!entry.IsReady)
            {
                PutBack(entry);
                continue;
            }

            while (place is not null && place.Value.Sequence < entry.Sequence)
            {
                place = place.Next;
            }

            CountReady(entry, 1);
            entry.Node = place is null ? _ready.AddLast(entry) : _ready.AddBefore(place, entry);
        }
    }
}
