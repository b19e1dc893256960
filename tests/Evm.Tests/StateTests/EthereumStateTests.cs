using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.Testing;

namespace Ledger.Evm.Tests.StateTests;

/// <summary>Ethereum's own state tests (ethereum/tests and execution-spec-tests), by the runner that the command
/// <c>tests/EvmConformance</c> is: equal state root, logs and acceptance.</summary>
/// <remarks>A part of them runs by default, with every case of set-code transactions and of the floor of call data; <c>LEDGER_STATETEST_STEP=1</c> runs every case, slow files included.</remarks>
public sealed class EthereumStateTests(ITestOutputHelper output)
{
    private const int DefaultStep = 12;

    private static readonly Regex AlwaysRun = new("/eip7702_set_code_tx/|/eip7623_increase_calldata_cost/");

    [Theory]
    [InlineData("cancun.tar.gz")]
    [InlineData("oldforks.tar.gz")]
    [InlineData("eest.tar.gz")]
    public void Every_chosen_case_gives_the_expected_state_root_logs_and_acceptance(string archive)
    {
        Assert.SkipWhen(TestData.Folder is null, "The conformance data is not on this machine.");
        string? named = Environment.GetEnvironmentVariable("LEDGER_STATETEST_STEP");
        int step = named is null ? DefaultStep : int.Parse(named, CultureInfo.InvariantCulture);
        Tally tally = Run(new RunOptions
        {
            Paths = [TestData.Locate("evm", "statetests", archive)],
            Every = step,
            Always = AlwaysRun,
            Exclude = step == 1 ? null : SlowFiles(),
        });
        Assert.True(tally.Passed > 0);
    }

    [Theory]
    [InlineData("main")]
    [InlineData("micro")]
    public void The_benchmark_programs_give_the_expected_state_root(string folder)
    {
        Assert.SkipWhen(TestData.Folder is null, "The conformance data is not on this machine.");
        Tally tally = Run(new RunOptions { Paths = [TestData.Locate("evm", "bench", folder)] });
        Assert.True(tally.Passed > 0);
    }

    private Tally Run(RunOptions options)
    {
        Tally tally = ConformanceRun.Execute(options);
        using var report = new StringWriter();
        Report.Write(tally, options, report);
        output.WriteLine(report.ToString());
        Assert.True(tally.Failed == 0, report.ToString());
        return tally;
    }

    // A line is: milliseconds, set, folder.file.
    private static Regex SlowFiles() => new(string.Join('|', File
        .ReadLines(TestData.Locate("evm", "statetests", "SLOW.txt"))
        .Where(line => line.Length > 0 && !line.StartsWith('#'))
        .Select(line => Regex.Escape($"/{line.Split('\t', ' ')[^1].Replace('.', '/')}.json:"))));
}
