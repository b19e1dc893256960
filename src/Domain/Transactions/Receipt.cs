using Ledger.Domain.Primitives;

namespace Ledger.Domain.Transactions;

/// <summary>The outcome of one executed transaction.</summary>
/// <remarks>The state root that FISCO's receipt encoding carries is the block's and is given to the encoder.</remarks>
/// <param name="Status">Success, or why it failed.</param>
/// <param name="GasUsed">Gas used by this transaction alone.</param>
/// <param name="ContractAddress">The contract created, or <see langword="null"/>.</param>
/// <param name="Output">Returned bytes; revert bytes when <paramref name="Status"/> is <see cref="TransactionStatus.Revert"/>;
/// empty after a successful creation.</param>
/// <param name="Logs">Events in order; empty unless successful.</param>
/// <param name="RemainingGas">Gas limit less gas used.</param>
public sealed record Receipt(
    TransactionStatus Status,
    long GasUsed,
    Address? ContractAddress,
    ReadOnlyMemory<byte> Output,
    IReadOnlyList<LogEntry> Logs,
    long RemainingGas)
{
    /// <summary>Whether the transaction succeeded.</summary>
    public bool Succeeded => Status == TransactionStatus.Success;
}
