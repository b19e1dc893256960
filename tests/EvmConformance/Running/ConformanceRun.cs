using Ledger.EvmConformance.CommandLine;

namespace Ledger.EvmConformance.Running;

/// <summary>Runs every chosen case and counts: what the command and the gate's test share.</summary>
internal static class ConformanceRun
{
    /// <summary>Runs.</summary>
    /// <exception cref="IOException">The file of <see cref="RunOptions.OutputPath"/> cannot be made.</exception>
    public static Tally Execute(RunOptions options)
    {
        var tally = new Tally(options.CountsSkippedAsFailed);
        using var lines = new JsonLines(options.OutputPath);
        using var pool = new WorkerPool(options, result => lines.Write(tally.Add(result)));
        foreach ((int position, ConformanceCase test) in CaseSource.Read(options).Index())
        {
            pool.Add(position, test);
        }

        pool.Finish();
        return tally;
    }
}
