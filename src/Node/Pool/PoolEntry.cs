using Ledger.Domain.Transactions;

namespace Ledger.Node.Pool;

/// <summary>One pending transaction and its place in the pool's queues.</summary>
internal sealed class PoolEntry(VerifiedTransaction transaction, ulong nonce)
{
    public VerifiedTransaction Transaction { get; } = transaction;

    /// <summary>The account nonce; 0 on the FISCO lane, whose nonces are no sequence.</summary>
    public ulong Nonce { get; } = nonce;

    public int SizeBytes => Transaction.Transaction.Raw.Length;

    /// <summary>Its place in the ready queue, or in the queue of those that wait for an earlier nonce.</summary>
    public LinkedListNode<PoolEntry>? Node { get; set; }

    public bool IsReady { get; set; }

    /// <summary>The height of the last proposal that contains it; 0 when none does.</summary>
    public long ProposedAt { get; set; }
}
