namespace Ledger.Domain.Events;

/// <summary>What a chain counts from block 0 up to a block.</summary>
/// <param name="Transactions">Transactions.</param>
/// <param name="Failed">Of these, the ones that did not succeed.</param>
public sealed record AdoptedTotals(long Transactions, long Failed);
