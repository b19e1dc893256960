using Ledger.Domain.Transactions;

namespace Ledger.Node.Pool;

/// <summary>One pending transaction and its place in the pool's queues.</summary>
internal sealed class PoolEntry(VerifiedTransaction transaction, ulong nonce)
{
    public VerifiedTransaction Transaction { get; } = transaction;

    /// <summary>The account nonce; 0 on the FISCO lane, whose nonces are no sequence.</summary>
    public ulong Nonce { get; } = nonce;

    public int SizeBytes => Transaction.Transaction.Raw.Length;

    /// <summary>What it counts towards a block's gas.</summary>
    public long Gas { get; } = BlockLimits.GasOf(transaction.Transaction);

    /// <summary>Its place in the queue that <see cref="IsReady"/> and <see cref="ProposedAt"/> say; none once it has left the pool.</summary>
    public LinkedListNode<PoolEntry>? Node { get; set; }

    public bool IsReady { get; set; }

    /// <summary>When it became ready, among all: the order of the ready queue.</summary>
    public long Sequence { get; set; }

    /// <summary>The open height whose proposal holds it; 0 when none does.</summary>
    public long ProposedAt { get; set; }
}
