using System.Globalization;
using Ledger.EvmConformance.Running;

namespace Ledger.EvmConformance.CommandLine;

/// <summary>What people read: failures, reasons of skipping, folders, and the line of totals.</summary>
internal static class Report
{
    /// <summary>Writes the report.</summary>
    public static void Write(Tally tally, RunOptions options, TextWriter output)
    {
        WriteFailures(tally, options.ListedFailuresMax, output);
        foreach ((string reason, int count) in tally.SkipReasons)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"skipped {count}: {reason}"));
        }

        if (options.ShowsFolders)
        {
            WriteFolders(tally, output);
        }

        output.WriteLine(Totals(tally));
    }

    /// <summary>The last line.</summary>
    public static string Totals(Tally tally) => string.Create(
        CultureInfo.InvariantCulture,
        $"{tally.Passed} passed, {tally.Failed} failed{(tally.Skipped > 0 ? $", {tally.Skipped} skipped" : "")}");

    private static void WriteFailures(Tally tally, int listedMax, TextWriter output)
    {
        foreach (CaseResult failure in tally.Failures.Take(listedMax))
        {
            output.WriteLine($"FAILED {failure.Test.FullName}: {failure.Verdict.Reason}");
            foreach (string line in failure.Verdict.Details)
            {
                output.WriteLine("    " + line);
            }
        }

        if (listedMax > 0 && tally.Failures.Count > listedMax)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"and {tally.Failures.Count - listedMax} more; --list-failures N lists more of them"));
        }
    }

    private static void WriteFolders(Tally tally, TextWriter output)
    {
        output.WriteLine($"{"passed",8} {"failed",8} {"skipped",8}  folder");
        foreach ((string folder, FolderCounts counts) in tally.Folders)
        {
            output.WriteLine($"{counts.Passed,8} {counts.Failed,8} {counts.Skipped,8}  {folder}");
        }
    }
}
