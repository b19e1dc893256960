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

    /// <summary>Who may call the chain's own contracts for what. None: there are no such contracts.</summary>
    public GovernanceRules? Governance { get; init; }
}
