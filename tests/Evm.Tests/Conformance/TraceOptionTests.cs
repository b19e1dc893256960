using System.Text.Json;

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

    [Fact]
    public void The_trace_of_the_case_stands_before_its_report()
    {
        using var folder = new CaseFolder();
        CommandResult result = folder
            .With("a.json", OwnCase.File(new OwnCase { Name = "two", Code = "0x5b00", GasLimit = "0x6000" }, new OwnCase()))
            .Run("--trace", "two");
        Assert.Equal((1, "0 passed, 1 failed"), (result.ExitCode, result.Totals));
        Assert.Equal(["JUMPDEST", "STOP"], result.Output
            .Where(line => line.StartsWith("{\"pc\"", StringComparison.Ordinal))
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("opName").GetString()));
        Assert.StartsWith("{\"stateRoot\"", result.Output[2], StringComparison.Ordinal);
        Assert.StartsWith("FAILED", result.Output[3], StringComparison.Ordinal);
    }
}
