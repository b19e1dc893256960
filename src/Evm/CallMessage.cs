using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Evm;

/// <summary>A message without a signature.</summary>
/// <param name="From">The caller.</param>
/// <param name="To">The callee; <see langword="null"/> runs the data as init code.</param>
/// <param name="Data">Call data or init code.</param>
/// <param name="Value">Amount in wei.</param>
/// <param name="GasLimit">Gas, the intrinsic cost included.</param>
/// <param name="GasPrice">What GASPRICE answers.</param>
/// <param name="AccessList">Addresses and slots that are warm from the start.</param>
public sealed record CallMessage(
    Address From,
    Address? To,
    ReadOnlyMemory<byte> Data,
    UInt256 Value,
    long GasLimit,
    UInt256 GasPrice,
    IReadOnlyList<AccessListEntry> AccessList)
{
    /// <summary>Delegations to set first (EIP-7702), as a set-code transaction would. Default none.</summary>
    public IReadOnlyList<Authorization> AuthorizationList { get; init; } = [];
}
