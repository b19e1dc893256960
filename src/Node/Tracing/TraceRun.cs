using Ledger.Domain.Primitives;

namespace Ledger.Node.Tracing;

/// <summary>How one request traces.</summary>
/// <param name="Settings">What it traces.</param>
/// <param name="Allowance">What that may cost.</param>
/// <param name="RevertReason">Puts revert data into words, or gives <see langword="null"/> for data it does not know; it is told whose code
/// reverted, which has no address in a creation.</param>
public sealed record TraceRun(
    TraceSettings Settings, TraceAllowance Allowance, Func<Address?, ReadOnlyMemory<byte>, string?> RevertReason);
