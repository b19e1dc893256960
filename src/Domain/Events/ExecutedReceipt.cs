namespace Ledger.Domain.Events;

/// <summary>The stored form of a receipt.</summary>
/// <param name="Status">The number of a <see cref="Transactions.TransactionStatus"/>.</param>
/// <param name="GasUsed">Gas used by the transaction alone.</param>
/// <param name="RemainingGas">Gas limit less gas used.</param>
/// <param name="ContractAddress">The contract created, or <see langword="null"/>.</param>
/// <param name="Output">Returned or revert bytes.</param>
/// <param name="Logs">Events in order.</param>
public sealed record ExecutedReceipt(
    int Status, long GasUsed, long RemainingGas, string? ContractAddress, string Output, IReadOnlyList<ExecutedLog> Logs);
