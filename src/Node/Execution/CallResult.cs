using Ledger.Domain.Transactions;

namespace Ledger.Node.Execution;

/// <summary>The outcome of a call.</summary>
/// <param name="Status">Success, revert, or an exceptional halt.</param>
/// <param name="GasUsed">Gas used, the intrinsic cost included.</param>
/// <param name="Output">Returned bytes or revert bytes.</param>
public sealed record CallResult(TransactionStatus Status, long GasUsed, ReadOnlyMemory<byte> Output);
