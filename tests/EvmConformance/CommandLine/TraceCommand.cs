using Ledger.EvmConformance.Running;

namespace Ledger.EvmConformance.CommandLine;

/// <summary><c>--trace</c>: finds the one case and runs it with a trace of every instruction (EIP-3155).</summary>
/// <remarks>The EVM has no tracer to hand over yet. What it needs is here: the case that was named, whose
/// <see cref="ConformanceCase.Run"/> takes a context that makes the executors (<see cref="CaseContext.Executor"/>).</remarks>
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

        output.WriteLine(found[0].FullName);
        error.WriteLine("--trace: this build of the EVM cannot trace its instructions; run the case without --trace to judge it.");
        return Command.NothingRun;
    }
}
