using Ledger.Cli.CommandLine;
using Ledger.Cli.Control;
using Ledger.Cli.Layout;
using Ledger.Cli.Terminals;

namespace Ledger.Cli.Lifecycle;

/// <summary><c>ledger down</c>: stops the nodes, then PostgreSQL; what the chain knows stays on disk.</summary>
internal static class DownCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new(
        "down", "Stops the nodes and their PostgreSQL; the chain stays on disk.", [ChainOptions.Folder], RunAsync);

    /// <summary>Stops everything that runs for a chain.</summary>
    public static async Task StopAsync(ChainFolder folder, Terminal terminal, CancellationToken cancellation)
    {
        ChainDocument chain = folder.Read();
        NodeProcess[] running =
        [
            .. chain.Nodes.Select(node => new NodeProcess(folder, node)).Where(process => process.FindRunning() is not null),
        ];
        foreach (NodeProcess process in running)
        {
            process.Ask();
        }

        foreach (NodeProcess process in running)
        {
            bool killed = await terminal.StepAsync($"Stopping {process.Node.Name}", process.EndAsync, cancellation);
            if (killed)
            {
                terminal.Note(
                    $"{process.Node.Name} did not stop within {NodeProcess.StopTimeout.TotalSeconds:0} s and was killed.");
            }
        }

        var database = new SharedDatabase(folder);
        if (chain.Database == DatabaseMode.Shared && database.FindRunning() is not null)
        {
            await terminal.StepAsync("Stopping PostgreSQL", database.StopAsync, cancellation);
        }
    }

    private static async Task<int> RunAsync(Arguments arguments, Terminal terminal, CancellationToken cancellation)
    {
        ChainFolder folder = ChainOptions.FolderOf(arguments);
        if (!folder.HasChain)
        {
            terminal.Line($"There is no chain in {folder.Path}: nothing to stop.");
            return ExitCode.Success;
        }

        using IDisposable held = folder.Lock();
        await StopAsync(folder, terminal, cancellation);
        terminal.Line("Nothing of the chain runs any more. 'ledger up' starts it again where it stopped.");
        return ExitCode.Success;
    }
}
