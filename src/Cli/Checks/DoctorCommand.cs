using Ledger.Cli.CommandLine;
using Ledger.Cli.Layout;
using Ledger.Cli.Lifecycle;
using Ledger.Cli.Terminals;

namespace Ledger.Cli.Checks;

/// <summary><c>ledger doctor</c>: looks at everything that usually goes wrong and says what to do.</summary>
internal static class DoctorCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new(
        "doctor",
        "Checks prerequisites, ports, certificates, secrets, databases and clocks; says what to do.",
        [ChainOptions.Folder],
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, Terminal terminal, CancellationToken cancellation)
    {
        ChainFolder folder = ChainOptions.FolderOf(arguments);
        var findings = new List<Finding>(await MachineChecks.RunAsync(folder.Path, cancellation));
        if (folder.HasChain)
        {
            using var http = new HttpClient { Timeout = ChainStarter.RequestTimeout };
            findings.AddRange(
                await new ChainChecks(folder, folder.Read(), http, TimeProvider.System).RunAsync(cancellation));
        }
        else
        {
            findings.Add(Finding.Good("chain", $"none in {folder.Path}; './ledger up' makes one"));
        }

        var table = new TextTable("", "what", "found");
        foreach (Finding finding in findings)
        {
            table.Add(Mark(finding.Verdict), finding.Subject, finding.Text);
        }

        terminal.Text(table.ToString());
        return findings.Any(finding => finding.Verdict == Verdict.Bad) ? ExitCode.Failure : ExitCode.Success;
    }

    private static string Mark(Verdict verdict) => verdict switch
    {
        Verdict.Good => "ok",
        Verdict.Warning => "look",
        _ => "BAD",
    };
}
