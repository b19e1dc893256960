using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.Evm.Tests.Conformance;

/// <summary>A case over its time limit has failed, and the run goes on without it.</summary>
public sealed class TimeLimitTests
{
    [Fact]
    public void An_endless_transaction_is_given_up_and_the_next_case_runs()
    {
        using var folder = new CaseFolder();
        CommandResult result = folder.With("a.json", OwnCase.File(OwnCase.Endless)).Run("--jobs", "1", "--timeout-ms", "20");
        Assert.Equal((1, "0 passed, 1 failed"), (result.ExitCode, result.Totals));
        Assert.Contains("took longer than 20 ms", result.Output[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_that_never_looks_up_loses_its_worker_and_another_takes_its_place()
    {
        using var release = new ManualResetEventSlim();
        using var ended = new ManualResetEventSlim();
        var tally = new Tally(countsSkippedAsFailed: false);
        var options = new RunOptions { Paths = [], Jobs = 1, TimeLimit = TimeSpan.FromMilliseconds(20) };
        using (var pool = new WorkerPool(options, result => tally.Add(result)))
        {
            pool.Add(0, Case("stuck", _ =>
            {
                release.Wait(TestContext.Current.CancellationToken);
                ended.Set();
                return Verdict.Pass;
            }));
            pool.Add(1, Case("next", _ => Verdict.Fail("as it should")));
            pool.Finish();
        }

        Assert.Equal(["stuck", "next"], tally.Failures.Select(failure => failure.Test.Name));
        release.Set();
        ended.Wait(TestContext.Current.CancellationToken);
        Assert.Equal((0, 2), (tally.Passed, tally.Failed));
    }

    [Fact]
    public void A_case_is_told_that_it_was_given_up()
    {
        var tally = new Tally(countsSkippedAsFailed: false);
        using var ended = new ManualResetEventSlim();
        var options = new RunOptions { Paths = [], Jobs = 2, TimeLimit = TimeSpan.FromMilliseconds(20) };
        using var pool = new WorkerPool(options, result => tally.Add(result));
        pool.Add(0, Case("waiting", context =>
        {
            _ = context.GivenUp.WaitHandle.WaitOne();
            ended.Set();
            return Verdict.Pass;
        }));
        pool.Finish();
        ended.Wait(TestContext.Current.CancellationToken);
        Assert.Equal((0, 1), (tally.Passed, tally.Failed));
    }

    private static ConformanceCase Case(string name, Func<CaseContext, Verdict> run) =>
        new(new CaseFile("folder/file.json", []), "state", name, run);
}
