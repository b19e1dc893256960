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
