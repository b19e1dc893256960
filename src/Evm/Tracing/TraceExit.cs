using Ledger.Evm.Machine;

namespace Ledger.Evm.Tracing;

/// <summary>A message as a tracer hears of its end.</summary>
/// <param name="exit">How it ended.</param>
/// <param name="gasUsed">What of its gas did not come back.</param>
/// <param name="output">What it returned, or its revert data.</param>
internal readonly ref struct TraceExit(ExitCode exit, long gasUsed, ReadOnlySpan<byte> output)
{
    /// <summary>How it ended.</summary>
    public ExitCode Exit { get; } = exit;

    /// <summary>What of its gas did not come back.</summary>
    public long GasUsed { get; } = gasUsed;

    /// <summary>What it returned, or its revert data.</summary>
    public ReadOnlySpan<byte> Output { get; } = output;

    /// <summary>Code that init code returned and that was not deployed.</summary>
    public ReadOnlySpan<byte> Refused { get; init; }
}
