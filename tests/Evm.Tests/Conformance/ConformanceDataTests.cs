using Ledger.Testing;

namespace Ledger.Evm.Tests.Conformance;

/// <summary>The runner on the conformance data that are not state tests, and on the mutants that prove that it can fail.</summary>
public sealed class ConformanceDataTests(ITestOutputHelper output)
{
    [Fact]
    public void No_mutant_passes()
    {
        Assert.SkipWhen(TestData.Folder is null, "The conformance data is not on this machine.");
        var result = CommandResult.Of(TestData.Locate("evm", "selftest", "mutants.tar.gz"));
        Assert.Equal((1, "0 passed, 40 failed"), (result.ExitCode, result.Totals));
    }

    [Theory]
    [InlineData("vectors")]
    [InlineData("precompiles")]
    public void Every_vector_that_is_not_skipped_passes(string folder)
    {
        Assert.SkipWhen(TestData.Folder is null, "The conformance data is not on this machine.");
        var result = CommandResult.Of(TestData.Locate("evm", folder), "--list-failures", "40");
        string report = string.Join('\n', result.Output);
        output.WriteLine(report);
        Assert.True(result.ExitCode == 0, report);
    }
}
