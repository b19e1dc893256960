namespace Ledger.Cli.Checks;

/// <summary>What one check found.</summary>
/// <param name="Verdict">Whether it is good.</param>
/// <param name="Subject">What was looked at.</param>
/// <param name="Text">What was found, and what to do when it is not good.</param>
internal sealed record Finding(Verdict Verdict, string Subject, string Text)
{
    /// <summary>All is well.</summary>
    public static Finding Good(string subject, string text) => new(Verdict.Good, subject, text);

    /// <summary>It works, but look at it.</summary>
    public static Finding Warning(string subject, string text) => new(Verdict.Warning, subject, text);

    /// <summary>It does not work.</summary>
    public static Finding Bad(string subject, string text) => new(Verdict.Bad, subject, text);
}
