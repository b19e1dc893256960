using System.Diagnostics;

namespace Ledger.Infrastructure.EmbeddedServer;

/// <summary>What a finished program said.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error);

/// <summary>Runs short programs to their end.</summary>
internal static class ProgramRunner
{
    public static async Task<ProgramResult> RunAsync(ProcessStartInfo start, CancellationToken cancellation)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;
        using var process = new Process { StartInfo = start };
        process.Start();
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
        Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return new ProgramResult(process.ExitCode, (await output).Trim(), (await error).Trim());
    }
}
