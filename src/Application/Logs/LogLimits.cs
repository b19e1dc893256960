namespace Ledger.Application.Logs;

/// <summary>How much one question for logs may read.</summary>
public static class LogLimits
{
    /// <summary>The most blocks of a question that names no contract and no topic.</summary>
    public const int BlocksMaxUnfiltered = 2_000;

    /// <summary>The most blocks of a question that names a contract or a topic, which the log index then serves.</summary>
    public const int BlocksMaxFiltered = 100_000;

    /// <summary>The most logs of one answer without paging.</summary>
    public const int ResultsMax = 10_000;
}
