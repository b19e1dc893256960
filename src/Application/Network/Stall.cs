namespace Ledger.Application.Network;

/// <summary>The answer to "why is the chain stalled?", as one node sees it.</summary>
/// <param name="Kind">What it waits for.</param>
/// <param name="IsStalled">Whether that is trouble: <see langword="false"/> while nothing waits or a height is not late.</param>
/// <param name="Reason">One sentence, or two.</param>
/// <param name="Advice">What an operator can do; empty when there is nothing to do.</param>
public sealed record Stall(StallKind Kind, bool IsStalled, string Reason, string Advice)
{
    /// <summary>The sealers whose word is missing, by index.</summary>
    public IReadOnlyList<MissingSealer> Missing { get; init; } = [];

    /// <summary>How long something has waited without progress; none while nothing waits.</summary>
    public TimeSpan? Waited { get; init; }
}
