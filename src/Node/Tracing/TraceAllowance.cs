namespace Ledger.Node.Tracing;

/// <summary>What the traces of one request may cost together.</summary>
/// <param name="StepsMax">The most instructions.</param>
/// <param name="OutputBytesMax">The most bytes of traces.</param>
/// <param name="TimeUp">Cancelled when the time is over.</param>
public sealed record TraceAllowance(long StepsMax, long OutputBytesMax, CancellationToken TimeUp);
