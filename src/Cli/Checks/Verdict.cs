namespace Ledger.Cli.Checks;

/// <summary>How a check ended.</summary>
internal enum Verdict
{
    /// <summary>All is well.</summary>
    Good,

    /// <summary>It works, but look at it.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Bad,
}
