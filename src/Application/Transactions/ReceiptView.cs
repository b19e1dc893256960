using Ledger.Application.Contracts;
using Ledger.Application.Ports;
using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;

namespace Ledger.Application.Transactions;

/// <summary>A final transaction with all that receipts of either lane show.</summary>
/// <param name="Transaction">The transaction with its place and receipt.</param>
/// <param name="LogsBloom">The bloom of its logs.</param>
/// <param name="StateRoot">The state root of its block.</param>
public sealed record ReceiptView(TransactionView Transaction, LogsBloom LogsBloom, Hash256 StateRoot)
{
    /// <summary>Why it reverted; <see langword="null"/> when it did not, or this node cannot tell.</summary>
    public RevertReason? Revert { get; init; }

    /// <summary>Place and receipt.</summary>
    public StoredTransaction Stored => Transaction.Stored
        ?? throw new InvalidOperationException($"Transaction {Transaction.Transaction.Hash} has a receipt but no place.");
}
