namespace Ledger.Node.Tracing;

/// <summary>How one request traces.</summary>
/// <param name="Settings">What it traces.</param>
/// <param name="Allowance">What that may cost.</param>
/// <param name="RevertReason">Puts revert data into words, or gives <see langword="null"/> for data it does not know.</param>
public sealed record TraceRun(
    TraceSettings Settings, TraceAllowance Allowance, Func<ReadOnlyMemory<byte>, string?> RevertReason);
