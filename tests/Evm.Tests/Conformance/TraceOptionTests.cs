namespace Ledger.Evm.Tests.Conformance;

/// <summary><c>--trace</c> names one case.</summary>
public sealed class TraceOptionTests
{
    [Theory]
    [InlineData("nowhere", "no case has a name")]
    [InlineData("t", "both match")]
    public void A_name_that_is_not_of_one_case_ends_with_2(string name, string complaint)
    {
        using var folder = new CaseFolder();
        CommandResult result = folder
            .With("a.json", OwnCase.File(new OwnCase { Name = "two" }, new OwnCase { Name = "three" }))
            .Run("--trace", name);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(complaint, result.Error, StringComparison.Ordinal);
    }
}
