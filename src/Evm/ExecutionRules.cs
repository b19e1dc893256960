using Ledger.Domain.Governance;

namespace Ledger.Evm;

/// <summary>What a group's genesis says about execution.</summary>
public sealed record ExecutionRules
{
    /// <summary>The EVM revision.</summary>
    public required Fork Fork { get; init; }

    /// <summary>Whether gas is metered and limited but never paid: then balances are never compared with fees, nothing is
    /// charged and GASPRICE answers the sender's price. Default true.</summary>
    public bool GasIsFree { get; init; } = true;

    /// <summary>The gas limit of one transaction; what a FISCO transaction gets, since FISCO ignores the sender's.</summary>
    public long TransactionGasLimit { get; init; } = 300_000_000;
}
