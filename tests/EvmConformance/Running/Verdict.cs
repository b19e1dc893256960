namespace Ledger.EvmConformance.Running;

/// <summary>How a case ended and why.</summary>
internal sealed record Verdict
{
    private Verdict(Outcome outcome, string reason, IReadOnlyList<string> details)
    {
        Outcome = outcome;
        Reason = reason;
        Details = details;
    }

    /// <summary>The case passed.</summary>
    public static Verdict Pass { get; } = new(Outcome.Passed, "", []);

    /// <summary>How it ended.</summary>
    public Outcome Outcome { get; }

    /// <summary>Why, in a sentence; empty for a case that passed.</summary>
    public string Reason { get; }

    /// <summary>More about it, a line each.</summary>
    public IReadOnlyList<string> Details { get; }

    /// <summary>The case failed.</summary>
    public static Verdict Fail(string reason, IReadOnlyList<string>? details = null) => new(Outcome.Failed, reason, details ?? []);

    /// <summary>The case was not judged.</summary>
    public static Verdict Skip(string reason) => new(Outcome.Skipped, reason, []);

    /// <summary>The case passed when nothing is wrong with it.</summary>
    /// <param name="wrong">The first thing that is wrong, or <see langword="null"/>.</param>
    public static Verdict Of(string? wrong) => wrong is null ? Pass : Fail(wrong);
}
