namespace Ledger.Node.Pool;

/// <summary>One sender's pending Ethereum transactions.</summary>
internal sealed class SenderQueue
{
    /// <summary>The nonce that execution expects next, as far as the pool knows.</summary>
    public ulong ExpectedNonce { get; set; }

    /// <summary>Pending transactions by nonce; each at or above <see cref="ExpectedNonce"/>.</summary>
    public SortedList<ulong, PoolEntry> Pending { get; } = [];

    /// <summary>Pending transactions of the FISCO lane, which have no order.</summary>
    public int FiscoPending { get; set; }

    public int Count => Pending.Count + FiscoPending;

    /// <summary>Whether the lowest pending nonce is not used yet and, when it is the expected one, ready. A block that orders
    /// transactions which never came to this node, rivals or predecessors of those that did, can leave it otherwise.</summary>
    public bool IsInOrder => Pending.Count == 0
        || Pending.Keys[0] > ExpectedNonce
        || (Pending.Keys[0] == ExpectedNonce && Pending.Values[0].IsReady);

    /// <summary>The nonce after the consecutive pending ones.</summary>
    public ulong NextNonce()
    {
        ulong next = ExpectedNonce;
        foreach (ulong nonce in Pending.Keys)
        {
            if (nonce != next)
            {
                break;
            }

            next++;
        }

        return next;
    }
}
