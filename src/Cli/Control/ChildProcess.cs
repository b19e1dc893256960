using System.Diagnostics;
using System.Globalization;

namespace Ledger.Cli.Control;

/// <summary>Starts other programs in the two ways that the command line needs.</summary>
internal static class ChildProcess
{
    // setsid makes the process the leader of its own session, so that it survives the terminal and its Ctrl-C. A job
    // in the background of a shell without job control is no group leader, so setsid does not fork and $! is its id.
    private const string DetachedScript = "setsid \"$@\" >>\"$LEDGER_LOG\" 2>&1 </dev/null & echo $!";

    // Output goes to files: a server that the program leaves behind would keep a pipe open and us waiting.
    private const string FinishedScript = "\"$@\" >\"$LEDGER_OUT\" 2>\"$LEDGER_ERR\" </dev/null";

    /// <summary>Starts a program that goes on running when this one has ended.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="folder">Its working folder.</param>
    /// <param name="logFile">Where its output is appended.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Its process id.</returns>
    public static async Task<int> StartDetachedAsync(
        IReadOnlyList<string> command, string folder, string logFile, CancellationToken cancellation)
    {
        ProcessStartInfo start = Shell(DetachedScript, command, folder);
        start.Environment["LEDGER_LOG"] = logFile;
        start.RedirectStandardOutput = true;
        using Process shell = Process.Start(start)!;
        string id = await shell.StandardOutput.ReadToEndAsync(cancellation);
        await shell.WaitForExitAsync(cancellation);
        return int.Parse(id.Trim(), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">Variables that it sees besides ours.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<FinishedProcess> RunAsync(
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellation)
    {
        string output = Path.GetTempFileName();
        string errors = Path.GetTempFileName();
        try
        {
            ProcessStartInfo start = Shell(FinishedScript, command, "/");
            foreach ((string name, string value) in environment)
            {
                start.Environment[name] = value;
            }

            start.Environment["LEDGER_OUT"] = output;
            start.Environment["LEDGER_ERR"] = errors;
            using Process process = Process.Start(start)!;
            await process.WaitForExitAsync(cancellation);
            return new FinishedProcess(
                process.ExitCode,
                await File.ReadAllTextAsync(output, cancellation),
                await File.ReadAllTextAsync(errors, cancellation));
        }
        finally
        {
            File.Delete(output);
            File.Delete(errors);
        }
    }

    private static ProcessStartInfo Shell(string script, IReadOnlyList<string> command, string folder) =>
        new("/bin/sh", ["-c", script, "ledger", .. command]) { WorkingDirectory = folder };
}
