using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Node.Pool;

/// <content>The queues. Every member here runs under the pool's lock.</content>
public sealed partial class TransactionPool
{
    // What one transaction counts at most, so that a sum over the whole pool stays far below the end of the arithmetic.
    private const long GasCountedMax = 1L << 40;

    private SubmitResult? WhyFull(VerifiedTransaction transaction)
    {
        int sizeBytes = transaction.Transaction.Raw.Length;
        while (_entries.Count >= limits.TransactionsMax || _sizeBytes + sizeBytes > limits.SizeBytesMax)
        {
            // One that waits for an earlier nonce may wait for ever; it must not keep out those that could run.
            if (_waiting.First is not LinkedListNode<PoolEntry> oldest)
            {
                return new SubmitResult(
                    SubmitCode.PoolFull,
                    transaction.Hash,
                    $"the pool is full ({_entries.Count} transactions, {_sizeBytes} bytes): try again after the next blocks");
            }

            Remove(oldest.Value);
        }

        return _senders.TryGetValue(transaction.Sender, out SenderQueue? queue)
            && queue.Count >= limits.SenderTransactionsMax
            ? new SubmitResult(
                SubmitCode.SenderQuota,
                transaction.Hash,
                $"{transaction.Sender} has {queue.Count} pending transactions, the most that one sender may have")
            : null;
    }

    private SubmitResult? AddFisco(VerifiedTransaction transaction)
    {
        if (!_fiscoNonces.Add(transaction.Transaction.Nonce))
        {
            return new SubmitResult(
                SubmitCode.NonceTaken, transaction.Hash, "another pending transaction has the same nonce");
        }

        QueueOf(transaction.Sender, 0).FiscoPending++;
        var entry = new PoolEntry(transaction, 0);
        Enqueue(entry, ready: true);
        ulong blockLimit = transaction.Transaction.BlockLimit.Low64;
        if (!_byBlockLimit.TryGetValue(blockLimit, out HashSet<PoolEntry>? expiring))
        {
            _byBlockLimit.Add(blockLimit, expiring = []);
        }

        expiring.Add(entry);
        return null;
    }

    private SubmitResult? AddEthereum(VerifiedTransaction transaction, ulong committedNonce)
    {
        SenderQueue queue = QueueOf(transaction.Sender, committedNonce);
        UInt256 nonce = transaction.Transaction.Nonce;
        SubmitResult? refusal = null;
        if (nonce < queue.ExpectedNonce)
        {
            refusal = new SubmitResult(
                SubmitCode.NonceUsed,
                transaction.Hash,
                $"nonce too low: {transaction.Sender} is at {queue.ExpectedNonce}, the transaction has {nonce.ToDecimalString()}");
        }
        else if (nonce - queue.ExpectedNonce >= (ulong)limits.SenderTransactionsMax)
        {
            refusal = new SubmitResult(
                SubmitCode.NonceTooHigh,
                transaction.Hash,
                $"nonce too high: {transaction.Sender} is at {queue.ExpectedNonce}, the transaction has {nonce.ToDecimalString()}");
        }
        else if (queue.Pending.ContainsKey(nonce.Low64))
        {
            refusal = new SubmitResult(
                SubmitCode.NonceTaken,
                transaction.Hash,
                $"replacement transaction underpriced: another transaction with nonce {nonce.ToDecimalString()} is pending");
        }

        if (refusal is not null)
        {
            DropWhenEmpty(transaction.Sender, queue);
            return refusal;
        }

        var entry = new PoolEntry(transaction, nonce.Low64);
        queue.Pending.Add(entry.Nonce, entry);
        Enqueue(entry, ready: false);
        Promote(queue, entry.Nonce);
        return null;
    }

    private SenderQueue QueueOf(in Address sender, ulong committedNonce)
    {
        if (!_senders.TryGetValue(sender, out SenderQueue? queue))
        {
            queue = new SenderQueue { ExpectedNonce = Math.Max(committedNonce, _executedNonces.Get(sender)) };
            _senders.Add(sender, queue);
        }

        return queue;
    }

    private void Enqueue(PoolEntry entry, bool ready)
    {
        _entries.Add(entry.Transaction.Hash, entry);
        _sizeBytes += entry.SizeBytes;
        entry.IsReady = ready;
        entry.Sequence = ++_sequence;
        PutBack(entry);
    }

    // Moves to the ready queue what became consecutive, from the newcomer's nonce on.
    private void Promote(SenderQueue queue, ulong from)
    {
        int place = queue.Pending.IndexOfKey(from);
        bool follows = place == 0
            ? from == queue.ExpectedNonce
            : queue.Pending.Keys[place - 1] == from - 1 && queue.Pending.Values[place - 1].IsReady;
        ulong expected = from;
        for (int i = place; follows && i < queue.Pending.Count && queue.Pending.Keys[i] == expected; i++, expected++)
        {
            SetReady(queue.Pending.Values[i], ready: true);
        }
    }

    // Makes ready exactly those that are consecutive from the expected nonce on.
    private void Promote(SenderQueue queue)
    {
        ulong expected = queue.ExpectedNonce;
        foreach ((ulong nonce, PoolEntry entry) in queue.Pending)
        {
            SetReady(entry, ready: nonce == expected);
            expected = nonce == expected ? expected + 1 : expected;
        }
    }

    private void SetReady(PoolEntry entry, bool ready)
    {
        if (entry.IsReady == ready || entry.Node is null)
        {
            return;
        }

        TakeOut(entry);
        entry.IsReady = ready;
        entry.Sequence = ++_sequence;
        PutBack(entry);
    }

    private LinkedList<PoolEntry> QueueOf(PoolEntry entry) =>
        !entry.IsReady ? _waiting : entry.ProposedAt > 0 ? _proposed : _ready;

    private void TakeOut(PoolEntry entry)
    {
        LinkedList<PoolEntry> queue = QueueOf(entry);
        queue.Remove(entry.Node!);
        entry.Node = null;
        if (queue == _ready)
        {
            CountReady(entry, -1);
        }
    }

    private void PutBack(PoolEntry entry)
    {
        LinkedList<PoolEntry> queue = QueueOf(entry);
        entry.Node = queue.AddLast(entry);
        if (queue == _ready)
        {
            CountReady(entry, 1);
        }
    }

    private void CountReady(PoolEntry entry, int sign)
    {
        _readySizeBytes += sign * entry.SizeBytes;
        _readyGas += sign * Math.Min(entry.Gas, GasCountedMax);
    }

    // Takes out one that was executed: its successors stay consecutive, since the expected nonce moves on with it.
    private void Take(PoolEntry entry)
    {
        _entries.Remove(entry.Transaction.Hash);
        _sizeBytes -= entry.SizeBytes;
        if (entry.Node is not null)
        {
            TakeOut(entry);
        }

        if (!_senders.TryGetValue(entry.Transaction.Sender, out SenderQueue? queue))
        {
            return;
        }

        if (entry.Transaction.Transaction.IsFisco)
        {
            _fiscoNonces.Remove(entry.Transaction.Transaction.Nonce);
            queue.FiscoPending--;
            ForgetBlockLimit(entry);
        }
        else
        {
            queue.Pending.Remove(entry.Nonce);
            queue.ExpectedNonce = Math.Max(queue.ExpectedNonce, entry.Nonce + 1);
        }

        DropWhenEmpty(entry.Transaction.Sender, queue);
    }

    // Takes out one that will not run: its successors now wait for that nonce.
    private void Remove(PoolEntry entry)
    {
        ulong expected = _senders.TryGetValue(entry.Transaction.Sender, out SenderQueue? queue)
            ? queue.ExpectedNonce
            : 0;
        Take(entry);
        if (queue is not null && !entry.Transaction.Transaction.IsFisco)
        {
            queue.ExpectedNonce = expected;
            Promote(queue);
        }
    }

    private void ForgetBlockLimit(PoolEntry entry)
    {
        ulong blockLimit = entry.Transaction.Transaction.BlockLimit.Low64;
        if (_byBlockLimit.TryGetValue(blockLimit, out HashSet<PoolEntry>? expiring)
            && expiring.Remove(entry)
            && expiring.Count == 0)
        {
            _byBlockLimit.Remove(blockLimit);
        }
    }

    private void DropWhenEmpty(in Address sender, SenderQueue queue)
    {
        if (queue.Count == 0)
        {
            _senders.Remove(sender);
        }
    }
}
