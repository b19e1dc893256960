using Ledger.Domain.State;
using Ledger.Domain.Transactions;

namespace Ledger.Evm;

/// <summary>The outcome of running one transaction or call.</summary>
/// <param name="Refusal">Why it cannot be part of a block; then the receipt is <see langword="null"/> and the diff empty.</param>
/// <param name="Receipt">The receipt.</param>
/// <param name="Diff">The changes against the view it read.</param>
public sealed record TransactionOutcome(TransactionRefusal Refusal, Receipt? Receipt, StateDiff Diff);
