namespace Ledger.Node.Pool;

/// <content>What nobody has ordered for a while.</content>
public sealed partial class TransactionPool
{
    private long _lookedUpTo;

    /// <summary>The transactions that were ready when this was asked last, and wait still: who leads may not have them. Peers are told once, and
    /// what is told may be lost with a session, or dropped where too much comes at once.</summary>
    /// <param name="countMax">How many at most, the oldest.</param>
    /// <param name="sizeBytesMax">Their bytes at most.</param>
    public IReadOnlyList<ReadOnlyMemory<byte>> TakeOverdue(int countMax, int sizeBytesMax)
    {
        List<ReadOnlyMemory<byte>> overdue = [];
        lock (_gate)
        {
            int sizeBytes = 0;
            for (LinkedListNode<PoolEntry>? node = _ready.First;
                node is not null && node.Value.Sequence <= _lookedUpTo && overdue.Count < countMax;
                node = node.Next)
            {
                sizeBytes += node.Value.SizeBytes;
                if (sizeBytes > sizeBytesMax)
                {
                    break;
                }

                overdue.Add(node.Value.Transaction.Transaction.Raw);
            }

            _lookedUpTo = _sequence;
        }

        return overdue;
    }
}
