using System.Runtime.InteropServices;
using Ledger.Cli.CommandLine;
using Ledger.Cli.Terminals;

namespace Ledger.Cli;

/// <summary><c>ledger version</c>.</summary>
internal static class VersionCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("version", "Prints the versions of Ledger and .NET.", [], RunAsync);

    private static Task<int> RunAsync(Arguments arguments, Terminal terminal, CancellationToken cancellation)
    {
        Version? version = typeof(VersionCommand).Assembly.GetName().Version;
        terminal.Line($"ledger {version?.ToString(3)} on {RuntimeInformation.FrameworkDescription}");
        return Task.FromResult(ExitCode.Success);
    }
}
