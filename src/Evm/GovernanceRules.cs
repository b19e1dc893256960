using Ledger.Domain.Primitives;

namespace Ledger.Evm;

/// <summary>Who may change a group's members and parameters, and when a change takes effect.</summary>
/// <param name="Governors">The accounts, or contracts, that may.</param>
/// <param name="ActivationDelay">How many blocks after its own block a change takes effect.</param>
public sealed record GovernanceRules(IReadOnlyList<Address> Governors, int ActivationDelay);
