using System.Diagnostics;
using Ledger.EvmConformance.Running;

namespace Ledger.EvmConformance.CommandLine;

/// <summary><c>--trace</c>: runs the one case with a line of JSON for each instruction (EIP-3155), then the report as always.</summary>
internal static class TraceCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(RunOptions options, TextWriter output, TextWriter error)
    {
        ConformanceCase[] found = [.. CaseSource.Read(options)
            .Where(test => test.FullName.Contains(options.Trace!, StringComparison.Ordinal))
            .Take(2)];
        if (found.Length != 1)
        {
            error.WriteLine(found.Length == 0
                ? $"--trace: no case has a name with {options.Trace} in it."
                : $"--trace: {found[0].FullName} and {found[1].FullName} both match; name one.");
            return Command.NothingRun;
        }

        var tally = new Tally(options.CountsSkippedAsFailed);
        tally.Add(RunTraced(found[0], options, output));
        Report.Write(tally, options, output);
        return Command.ExitCodeOf(tally);
    }

    private static CaseResult RunTraced(ConformanceCase test, RunOptions options, TextWriter output)
    {
        long started = Stopwatch.GetTimestamp();
        using var lines = new TextStream(output);
        Verdict verdict = WorkerPool.Judge(test, new CaseContext(options) { Trace = lines });
        return new CaseResult(0, test, verdict, Stopwatch.GetElapsedTime(started));
    }
}
