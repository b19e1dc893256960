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

    /// <summary>The most bytes of one answer. Default 32 MB.</summary>
    public long OutputBytesMax { get; init; } = 32 * 1024 * 1024;

    /// <summary>How many traces run at the same time; one more is refused at once. Default 2.</summary>
    public int ConcurrentMax { get; init; } = 2;
}
