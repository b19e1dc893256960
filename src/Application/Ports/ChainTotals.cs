namespace Ledger.Application.Ports;

/// <summary>Counts of the whole chain.</summary>
/// <param name="BlockNumber">The last committed block.</param>
/// <param name="Transactions">Transactions executed.</param>
/// <param name="FailedTransactions">Of these, the ones whose status is not success.</param>
public sealed record ChainTotals(long BlockNumber, long Transactions, long FailedTransactions);
