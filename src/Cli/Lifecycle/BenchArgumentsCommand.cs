using Ledger.Cli.CommandLine;
using Ledger.Cli.Control;
using Ledger.Cli.Layout;
using Ledger.Cli.Terminals;

namespace Ledger.Cli.Lifecycle;

/// <summary><c>ledger bench-arguments</c>: what the load generator must know of a chain, one word a line.</summary>
internal static class BenchArgumentsCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new(
        "bench-arguments",
        "Prints the load generator's arguments for a running chain.",
        [ChainOptions.Folder],
        RunAsync)
    {
        IsHidden = true,
    };

    private static Task<int> RunAsync(Arguments arguments, Terminal terminal, CancellationToken cancellation)
    {
        ChainFolder folder = ChainOptions.FolderOf(arguments);
        ChainDocument chain = folder.Read();
        foreach (ChainNode node in chain.Nodes)
        {
            terminal.Line($"--url\n{node.HttpUrl}");
            if (new NodeProcess(folder, node).FindRunning() is int id)
            {
                terminal.Line($"--pid\n{node.Name}={id}");
            }
        }

        if (new SharedDatabase(folder).FindRunning() is Postmaster database)
        {
            terminal.Line($"--pid\npostgres={database.ProcessId}");
        }

        return Task.FromResult(ExitCode.Success);
    }
}
