using Ledger.EvmConformance.CommandLine;

namespace Ledger.Evm.Tests.Conformance;

/// <summary>What a run of the command said.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its output, line by line.</param>
/// <param name="Error">What it said about its command line.</param>
internal sealed record CommandResult(int ExitCode, IReadOnlyList<string> Output, string Error)
{
    /// <summary>The last line: the totals.</summary>
    public string Totals => Output.Count > 0 ? Output[^1] : "";

    /// <summary>Runs the command.</summary>
    public static CommandResult Of(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = Command.Run(arguments, output, error);
        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new CommandResult(exitCode, lines, error.ToString());
    }
}
