using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Ports;

namespace Ledger.Node.Sync;

/// <summary>A peer's block whose seals and transactions fit its header.</summary>
/// <remarks>The seals were checked against the sealers that the header names. Whether those are the sealers of that height is known
/// when the blocks before it are executed, and asked then.</remarks>
/// <param name="Source">The peer that gave it.</param>
/// <param name="Block">The block.</param>
/// <param name="Hash">The hash of its header.</param>
/// <param name="Transactions">Its transactions, decoded.</param>
/// <param name="CheckedBy">The set whose seals were checked; none where the header names sealers that nobody here knows.</param>
internal sealed record CheckedBlock(
    NodeId Source, CertifiedBlock Block, Hash256 Hash, IReadOnlyList<Transaction> Transactions, SealerSet? CheckedBy)
{
    /// <summary>The height.</summary>
    public long Number => Block.Header.Number;

    /// <summary>Bytes of its transactions, and some for what lies around them.</summary>
    public long SizeBytes { get; } = 1_024 + Transactions.Sum(transaction => (long)transaction.Raw.Length);

    /// <summary>Which beginning of sync took it out of the window; one of an earlier beginning is worth nothing.</summary>
    public int Run { get; init; }

    /// <summary>The transactions with their senders, once recovered.</summary>
    public IReadOnlyList<VerifiedTransaction> Bodies { get; init; } = [];
}
