using System.Globalization;
using Ledger.Testing;

namespace Ledger.Evm.Tests.StateTests;

/// <summary>Ethereum's own state tests (ethereum/tests and execution-spec-tests): equal state root, logs and acceptance.</summary>
/// <remarks>A part of them runs by default, with every case of set-code transactions and of the floor of call data; <c>LEDGER_STATETEST_STEP=1</c> runs every case, slow files included.</remarks>
public sealed class EthereumStateTests(ITestOutputHelper output)
{
    private const int DefaultStep = 12;

    private static readonly string[] AlwaysRun = ["/eip7702_set_code_tx/", "/eip7623_increase_calldata_cost/"];

    [Theory]
    [InlineData("cancun.tar.gz")]
    [InlineData("oldforks.tar.gz")]
    [InlineData("eest.tar.gz")]
    public void Every_chosen_case_gives_the_expected_state_root_logs_and_acceptance(string archive)
    {
        if (TestData.Folder is null)
        {
            Assert.Skip("The conformance data is not on this machine.");
        }

        string? named = Environment.GetEnvironmentVariable("LEDGER_STATETEST_STEP");
        int step = named is null ? DefaultStep : int.Parse(named, CultureInfo.InvariantCulture);
        var runner = new StateTestRunner();
        int position = 0;
        foreach (StateTestCase test in StateTestArchive.Read(archive, withSlow: step == 1))
        {
            if (position++ % step == 0 || AlwaysRun.Any(folder => test.Name.Contains(folder, StringComparison.Ordinal)))
            {
                runner.Run(test);
            }
        }

        output.WriteLine($"{archive}: {position} cases, every {step}th: {runner.Summary}");
        Assert.True(runner.Failures.Count == 0, runner.Summary + "\n" + string.Join("\n", runner.Failures.Take(40)));
        Assert.True(runner.Passed > 0);
    }

    [Theory]
    [InlineData("main")]
    [InlineData("micro")]
    public void The_benchmark_programs_give_the_expected_state_root(string folder)
    {
        if (TestData.Folder is null)
        {
            Assert.Skip("The conformance data is not on this machine.");
        }

        var runner = new StateTestRunner();
        foreach (string file in Directory.EnumerateFiles(TestData.Locate("evm", "bench", folder), "*.json").Order())
        {
            foreach (StateTestCase test in StateTestArchive.ReadFile(file))
            {
                runner.Run(test);
            }
        }

        Assert.True(runner.Failures.Count == 0, string.Join("\n", runner.Failures));
        Assert.True(runner.Passed > 0);
    }
}
