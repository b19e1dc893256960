using Ledger.Domain.Primitives;

namespace Ledger.Cli.Governance;

/// <summary>A call of one of the chain's own contracts.</summary>
/// <param name="Contract">Which one.</param>
/// <param name="Function">Its function, as a signature.</param>
/// <param name="Arguments">Texts.</param>
/// <param name="Outcome">What is the case afterwards, as the beginning of a sentence.</param>
internal sealed record GovernanceChange(Address Contract, string Function, IReadOnlyList<string> Arguments, string Outcome);
