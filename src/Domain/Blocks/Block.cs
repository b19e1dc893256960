using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Domain.Blocks;

/// <summary>An executed block: header, its transactions and their receipts, pairwise.</summary>
/// <param name="Hash">The hash of the header's encoding.</param>
/// <param name="Header">The header.</param>
/// <param name="Transactions">The transactions in order.</param>
/// <param name="Receipts">The receipt of each transaction, in the same order.</param>
public sealed record Block(
    Hash256 Hash,
    BlockHeader Header,
    IReadOnlyList<VerifiedTransaction> Transactions,
    IReadOnlyList<Receipt> Receipts)
{
    /// <summary>The block number.</summary>
    public long Number => Header.Number;
}
