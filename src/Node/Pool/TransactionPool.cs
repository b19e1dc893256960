using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;

namespace Ledger.Node.Pool;

/// <summary>Transactions that wait to be ordered: a queue of those that could run now, in the order in which they became ready, those
/// that a proposal of an open height holds, and those that wait for an earlier nonce. Thread-safe: one lock guards everything in it.</summary>
/// <param name="limits">Its limits.</param>
public sealed partial class TransactionPool(PoolLimits limits) : IPoolReader
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Hash256, PoolEntry> _entries = [];
    private readonly Dictionary<Address, SenderQueue> _senders = [];
    private readonly HashSet<UInt256> _fiscoNonces = [];
    private readonly LinkedList<PoolEntry> _ready = new();
    private readonly LinkedList<PoolEntry> _waiting = new();
    private readonly LinkedList<PoolEntry> _proposed = new();
    private readonly SortedDictionary<ulong, HashSet<PoolEntry>> _byBlockLimit = [];
    private readonly SenderNonces _executedNonces = new();
    private long _sizeBytes;
    private long _executedNumber;
    private long _sequence;
    private long _readySizeBytes;
    private long _readyGas;

    /// <inheritdoc/>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Whether a transaction could be ordered, those included that a proposal holds already: it may lose its height.</summary>
    public bool HasReady
    {
        get
        {
            lock (_gate)
            {
                return _ready.Count + _proposed.Count > 0;
            }
        }
    }

    /// <summary>Bytes of the pending transactions.</summary>
    public long SizeBytes
    {
        get
        {
            lock (_gate)
            {
                return _sizeBytes;
            }
        }
    }

    /// <summary>Takes a transaction that passed every check that needs no pool.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="committedNonce">Its sender's nonce in the store, as fresh as known.</param>
    public SubmitResult Add(VerifiedTransaction transaction, ulong committedNonce)
    {
        lock (_gate)
        {
            if (_entries.ContainsKey(transaction.Hash))
            {
                return new SubmitResult(SubmitCode.AlreadyKnown, transaction.Hash, "already known");
            }

            SubmitResult? refusal = WhyFull(transaction) ?? (transaction.Transaction.IsFisco
                ? AddFisco(transaction)
                : AddEthereum(transaction, committedNonce));
            return refusal ?? new SubmitResult(SubmitCode.Accepted, transaction.Hash, "");
        }
    }

    /// <inheritdoc/>
    public bool TryGet(in Hash256 hash, out VerifiedTransaction? transaction)
    {
        lock (_gate)
        {
            transaction = _entries.TryGetValue(hash, out PoolEntry? entry) ? entry.Transaction : null;
            return transaction is not null;
        }
    }

    /// <inheritdoc/>
    public ulong NextNonce(in Address sender, ulong committedNonce)
    {
        lock (_gate)
        {
            ulong executed = Math.Max(committedNonce, _executedNonces.Get(sender));
            return _senders.TryGetValue(sender, out SenderQueue? queue)
                ? Math.Max(executed, queue.NextNonce())
                : executed;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<VerifiedTransaction> List(int countMax)
    {
        lock (_gate)
        {
            return [.. _proposed.Concat(_ready).Concat(_waiting).Take(countMax).Select(entry => entry.Transaction)];
        }
    }

    /// <summary>Forgets what an executed block took or made impossible, and learns its senders' next nonces.</summary>
    public void OnExecuted(ExecutedBlock executed)
    {
        lock (_gate)
        {
            _executedNumber = executed.Block.Number;
            foreach (VerifiedTransaction transaction in executed.Block.Transactions)
            {
                Forget(transaction.Hash);
            }

            ReleaseUpTo(_executedNumber);

            foreach (LeftTransaction left in executed.Left)
            {
                OnLeft(left);
            }

            foreach ((Address address, Account? account) in executed.Diff.Accounts)
            {
                if (account is Account written && written.Nonce > 0)
                {
                    OnNonce(address, written.Nonce, executed.Block.Number);
                }
            }

            DropExpired();
        }
    }

    /// <summary>Whether a pending transaction waits for an earlier nonce.</summary>
    public bool IsWaiting(in Hash256 hash)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(hash, out PoolEntry? entry) && !entry.IsReady;
        }
    }

    /// <summary>Learns a sender's next nonce from the head.</summary>
    public void OnCommittedNonce(in Address sender, ulong nonce)
    {
        lock (_gate)
        {
            MoveOn(sender, nonce);
        }
    }

    /// <summary>Notes that the store holds every block up to a height.</summary>
    public void OnCommitted(long number)
    {
        lock (_gate)
        {
            _executedNonces.OnCommitted(number);
        }
    }

    private static bool IsExpired(PoolEntry entry, long number) =>
        entry.Transaction.Transaction.IsFisco && entry.Transaction.Transaction.BlockLimit < (ulong)number;

    // Only the leader packs: without this a transaction that no block can take any more would stay with all the others.
    private void DropExpired()
    {
        foreach (HashSet<PoolEntry> expired in _byBlockLimit
            .TakeWhile(item => item.Key <= (ulong)_executedNumber).Select(item => item.Value).ToList())
        {
            foreach (PoolEntry entry in expired.ToList())
            {
                Remove(entry);
            }
        }
    }

    private void OnLeft(LeftTransaction left)
    {
        if (!_entries.TryGetValue(left.Transaction.Hash, out PoolEntry? entry))
        {
            return;
        }

        if (!left.MayComeAgain)
        {
            Remove(entry);
        }
    }

    private void OnNonce(in Address address, ulong nonce, long number)
    {
        _executedNonces.Set(address, nonce, number);
        MoveOn(address, nonce);
    }

    private void MoveOn(in Address address, ulong nonce)
    {
        if (!_senders.TryGetValue(address, out SenderQueue? queue)
            || (queue.ExpectedNonce >= nonce && queue.IsInOrder))
        {
            return;
        }

        queue.ExpectedNonce = Math.Max(queue.ExpectedNonce, nonce);
        while (queue.Pending.Count > 0 && queue.Pending.Keys[0] < queue.ExpectedNonce)
        {
            Remove(queue.Pending.Values[0]);
        }

        Promote(queue);
        DropWhenEmpty(address, queue);
    }

    private void Forget(in Hash256 hash)
    {
        if (_entries.TryGetValue(hash, out PoolEntry? entry))
        {
            Take(entry);
        }
    }
}
