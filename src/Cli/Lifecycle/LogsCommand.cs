using Ledger.Cli.CommandLine;
using Ledger.Cli.Control;
using Ledger.Cli.Layout;
using Ledger.Cli.Terminals;

namespace Ledger.Cli.Lifecycle;

/// <summary><c>ledger logs</c>: what the nodes wrote.</summary>
internal static class LogsCommand
{
    private const int LinesMax = 1_000_000;

    private static readonly Option Follow = new("-f", null, "Goes on printing what is written, until Ctrl-C.");
    private static readonly Option Lines = new("--lines", "N", "How many lines of each node.", "20");

    /// <summary>The command.</summary>
    public static Command Create() => new(
        "logs", "Prints what the nodes wrote; name one, such as node2, for its log alone.",
        [ChainOptions.Folder, Lines, Follow], RunAsync)
    {
        Operand = "node",
    };

    private static async Task<int> RunAsync(Arguments arguments, Terminal terminal, CancellationToken cancellation)
    {
        ChainFolder folder = ChainOptions.FolderOf(arguments);
        ChainDocument chain = folder.Read();
        ChainNode[] nodes = [.. chain.Nodes.Where(node => arguments.Operand is null || node.Name == arguments.Operand)];
        if (nodes.Length == 0)
        {
            throw new UsageException(
                $"there is no node '{arguments.Operand}'; there are {string.Join(", ", chain.Nodes.Select(node => node.Name))}.");
        }

        int count = (int)arguments.Number(Lines.Name, 1, LinesMax);
        LogTail[] tails = [.. nodes.Select(node => new LogTail(folder.NodeLog(node), nodes.Length > 1 ? node.Name : ""))];
        foreach (LogTail tail in tails)
        {
            tail.PrintLast(count, terminal);
        }

        if (arguments.Has(Follow.Name))
        {
            using var timer = new PeriodicTimer(Poll.Interval);
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                Array.ForEach(tails, tail => tail.PrintNew(terminal));
            }
        }

        return ExitCode.Success;
    }
}
