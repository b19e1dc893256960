using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ledger.Architecture.Tests;

/// <summary>Rule 59 of the house: a test that waits for a while is a test that fails now and then.</summary>
public sealed class TestCodeTests
{
    private static readonly string[] Waits = ["Thread.Sleep", "Task.Delay"];

    /// <summary>Real processes can only be asked again: their tests are the one place where time passes by itself.</summary>
    private const string RealProcesses = "tests/EndToEnd/";

    [Fact]
    public void Tests_do_not_wait_for_a_while() => Finding.AssertNone(
        from source in Repository.SourcesUnder("tests")
        where !source.Path.StartsWith(RealProcesses, StringComparison.Ordinal)
        from access in source.All<MemberAccessExpressionSyntax>()
        where Waits.Contains(access.ToString()) || Waits.Any(wait => access.ToString().EndsWith("." + wait, StringComparison.Ordinal))
        select source.At(access, $"{access} makes a test depend on time. Wait for the event itself, or move a manual clock."));
}
