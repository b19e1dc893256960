using Ledger.Domain.Primitives;
using Ledger.Evm.Machine;

namespace Ledger.Evm.Tracing;

/// <summary>A message as a tracer hears of its beginning.</summary>
internal readonly ref struct TraceCall
{
    /// <summary>Which instruction asked for it; CALL or CREATE for the message of the transaction.</summary>
    public required CallKind Kind { get; init; }

    /// <summary>Nesting: 0 for the message of the transaction.</summary>
    public required int Depth { get; init; }

    /// <summary>The account whose code asked.</summary>
    public required Address From { get; init; }

    /// <summary>Whose code runs; the new contract of a creation; <see langword="null"/> for a creation that did not begin.</summary>
    public required Address? To { get; init; }

    /// <summary>Amount in wei; <see langword="null"/> where the instruction knows none.</summary>
    public required UInt256? Value { get; init; }

    /// <summary>Gas given, the stipend included.</summary>
    public required long Gas { get; init; }

    /// <summary>Call data or init code.</summary>
    public required ReadOnlySpan<byte> Input { get; init; }
}
