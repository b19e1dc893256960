using Ledger.EvmConformance.Running;

namespace Ledger.EvmConformance.CommandLine;

/// <summary>The command from its arguments to its exit code.</summary>
internal static class Command
{
    /// <summary>Every case that ran passed, and at least one did.</summary>
    public const int AllPassed = 0;

    /// <summary>A case failed.</summary>
    public const int SomeFailed = 1;

    /// <summary>Nothing to run, or a command line that cannot be understood.</summary>
    public const int NothingRun = 2;

    /// <summary>What the counts mean for the exit code.</summary>
    public static int ExitCodeOf(Tally tally) =>
        tally.Failed > 0 ? SomeFailed : tally.Passed > 0 ? AllPassed : NothingRun;

    /// <summary>Runs the command.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="output">The report; its last line is the totals.</param>
    /// <param name="error">What is wrong with the command line.</param>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        RunOptions options;
        try
        {
            options = OptionParser.Parse(arguments);
        }
        catch (OptionException wrong)
        {
            error.WriteLine(wrong.Message);
            error.WriteLine();
            error.WriteLine(OptionParser.Usage);
            return NothingRun;
        }

        if (options.Trace is not null)
        {
            return TraceCommand.Run(options, output, error);
        }

        Tally tally;
        try
        {
            tally = ConformanceRun.Execute(options);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            error.WriteLine(wrong.Message);
            return NothingRun;
        }

        Report.Write(tally, options, output);
        return ExitCodeOf(tally);
    }
}
