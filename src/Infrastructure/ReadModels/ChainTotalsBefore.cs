namespace Ledger.Infrastructure.ReadModels;

/// <summary>What the chain counted before a block.</summary>
internal readonly record struct ChainTotalsBefore(long Transactions, long FailedTransactions);
