using Ledger.Node.Pool;

namespace Ledger.Node.Execution;

/// <summary>A rule of the chain that a transaction breaks, whatever the state.</summary>
/// <param name="Code">The refusal that its sender gets.</param>
/// <param name="Detail">One sentence with the values.</param>
public sealed record TransactionRuleViolation(SubmitCode Code, string Detail);
