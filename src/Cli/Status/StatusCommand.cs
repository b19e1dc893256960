using Ledger.Cli.CommandLine;
using Ledger.Cli.Layout;
using Ledger.Cli.Lifecycle;
using Ledger.Cli.Terminals;

namespace Ledger.Cli.Status;

/// <summary><c>ledger status</c>: every node, and one sentence on the whole.</summary>
internal static class StatusCommand
{
    private const int HashShown = 18;

    /// <summary>The command.</summary>
    public static Command Create() => new(
        "status",
        "Shows every node's height, view, leader, peers, pool and store, and says whether the chain is healthy.",
        [ChainOptions.Folder],
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, Terminal terminal, CancellationToken cancellation)
    {
        ChainDocument chain = ChainOptions.FolderOf(arguments).Read();
        using var http = new HttpClient { Timeout = ChainStarter.RequestTimeout };
        IReadOnlyList<NodeSnapshot> nodes = await new SnapshotReader(chain, http).ReadAsync(cancellation);
        var table = new TextTable("node", "height", "hash", "view", "leader", "phase", "peers", "pool", "store position", "version");
        foreach (NodeSnapshot node in nodes)
        {
            table.Add(node.Problem is null
                ?
                [
                    node.Name, $"{node.Height}", node.Hash[..Math.Min(HashShown, node.Hash.Length)], $"{node.View}",
                    node.Leader, node.Phase, $"{node.Peers}", $"{node.Pool}", node.StorePosition, node.Versions,
                ]
                : [node.Name, "DOWN", "", "", "", "", "", "", "", ""]);
        }

        terminal.Text(table.ToString());
        foreach (NodeSnapshot node in nodes.Where(node => node.Problem is not null))
        {
            terminal.Line($"{node.Name}: {node.Problem}");
        }

        foreach (NodeSnapshot node in nodes.Where(node => node.Stall is not null))
        {
            terminal.Line($"{node.Name}: {node.Stall}");
        }

        foreach (NodeSnapshot node in nodes.Where(node => node.LowestBlock > 1))
        {
            terminal.Line($"{node.Name}: started from a snapshot; it keeps blocks from {node.LowestBlock} on");
        }

        var verdict = ChainVerdict.Of(nodes);
        terminal.Line(verdict.Sentence);
        return verdict.IsHealthy ? ExitCode.Success : ExitCode.Failure;
    }
}
