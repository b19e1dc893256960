namespace Ledger.Architecture.Tests;

/// <summary>A place that breaks a rule of the house.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Problem">What is wrong and what to do.</param>
internal sealed record Finding(string Path, int Line, string Problem)
{
    /// <summary>Fails with every finding, one a line, in a form that editors make a link of.</summary>
    public static void AssertNone(IEnumerable<Finding> findings)
    {
        string[] lines = [.. findings.Select(finding => $"{finding.Path}:{finding.Line}: {finding.Problem}")];
        Assert.True(lines.Length == 0, string.Join('\n', lines));
    }
}
