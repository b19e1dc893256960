namespace Ledger.Application.Tracing;

/// <summary>What traces may cost the node.</summary>
public sealed record TraceLimits
{
    /// <summary>How long a trace may run when its request does not say; go-ethereum's value. Default 5 s.</summary>
    public TimeSpan TimeDefault { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time that a request may ask for. Default 60 s.</summary>
    public TimeSpan TimeMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The most instructions that the traces of one request are told of. Default 20 million.</summary>
    public long StepsMax { get; init; } = 20_000_000;

    /// <summary>The most bytes of one answer; a step with its stack takes about 1 KB. Default 64 MB.</summary>
    public long OutputBytesMax { get; init; } = 64 * 1024 * 1024;

    /// <summary>How many traces run at the same time; more wait for their turn. Default 1: all traces together take at most one core
    /// from consensus and execution.</summary>
    public int ConcurrentMax { get; init; } = 1;

    /// <summary>How many traces wait for their turn, as those of one batch do; one more is refused at once. Default 32.</summary>
    public int WaitingMax { get; init; } = 32;
}
