using Ledger.Cli.CommandLine;
using Ledger.Cli.Control;
using Ledger.Cli.Creation;
using Ledger.Cli.Layout;
using Ledger.Cli.Rpc;
using Ledger.Cli.Terminals;
using Ledger.Domain.Primitives;

namespace Ledger.Cli.Lifecycle;

/// <summary>Starts what does not run of a chain on this machine, and waits until all its nodes serve the same chain.</summary>
internal sealed class ChainStarter(ChainFolder folder, ChainDocument chain, Terminal terminal)
{
    /// <summary>How long the nodes may take until they serve.</summary>
    public static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(120);

    /// <summary>How long one question to a node may take.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How long the ports of a process that was just killed may stay taken.</summary>
    private static readonly TimeSpan DyingTimeout = TimeSpan.FromSeconds(5);

    private const int LogTailLines = 25;

    private readonly NodeProcess[] _processes = [.. chain.Nodes.Select(node => new NodeProcess(folder, node))];

    /// <summary>Starts what does not run, and waits.</summary>
    /// <exception cref="CommandFailedException">A port is taken, or something does not start.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        NodeProcess[] missing = [.. _processes.Where(process => process.FindRunning() is null)];
        await RefuseTakenPortsAsync(missing, cancellation);
        if (chain.Database == DatabaseMode.Shared)
        {
            await terminal.StepAsync("Starting PostgreSQL", StartDatabaseAsync, cancellation);
        }

        foreach (NodeProcess process in missing)
        {
            await process.StartAsync(isAlone: _processes.Length == 1, cancellation);
        }

        string what = missing.Length == 0
            ? "All nodes run already; waiting until they serve"
            : $"Starting {string.Join(", ", missing.Select(process => process.Node.Name))}";
        await terminal.StepAsync(what, WaitUntilReadyAsync, cancellation);
    }

    private static IEnumerable<(int Port, string Holder)> Taken(IEnumerable<NodeProcess> missing) => missing
        .SelectMany(process => new[] { process.Node.HttpPort, process.Node.PeerPort })
        .Select(port => (Port: port, Holder: ListeningPorts.FindHolder(port)))
        .Where(entry => entry.Holder is not null)
        .Select(entry => (entry.Port, entry.Holder!));

    /// <summary>A node that was just killed holds its ports for a moment longer, unseen.</summary>
    private static async Task RefuseTakenPortsAsync(NodeProcess[] missing, CancellationToken cancellation)
    {
        await Poll.UntilAsync(
            () => !Taken(missing).Any(entry => entry.Holder == ListeningPorts.Unseen), DyingTimeout, cancellation);
        string[] taken = [.. Taken(missing).Select(entry => $"  port {entry.Port} is taken by {entry.Holder}")];
        if (taken.Length > 0)
        {
            throw new CommandFailedException(
                "the nodes cannot listen:\n" + string.Join('\n', taken)
                + "\nStop that, or make the chain with other ports: --base-port P --p2p-base-port P.");
        }
    }

    private async Task StartDatabaseAsync(CancellationToken cancellation)
    {
        var database = new SharedDatabase(folder);
        string template = await database.StartAsync(
            chain.Nodes.Select(node => node.DatabaseName), cancellation);
        var builder = new ChainBuilder(folder, TimeProvider.System);
        foreach (ChainNode node in chain.Nodes)
        {
            builder.SetDatabase(node, template);
        }

        if (database.FindRunning() is Postmaster postmaster)
        {
            await File.WriteAllTextAsync(folder.DatabasePlaceFile, postmaster.DataFolder, cancellation);
        }
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = RequestTimeout };
        NodeClient[] clients = [.. chain.Nodes.Select(node => new NodeClient(http, node))];
        bool ready = await Poll.UntilAsync(
            async token =>
            {
                RefuseDeadNodes();
                bool[] answers = await Task.WhenAll(clients.Select(async client =>
                    await client.IsReadyAsync(token) || await client.IsOutsideAsync(token)));
                return answers.All(answer => answer);
            },
            ReadyTimeout,
            cancellation);
        if (!ready)
        {
            throw new CommandFailedException(await ExplainNotReadyAsync(clients, cancellation));
        }

        Hash256[] genesis = await Task.WhenAll(clients.Select(client => client.BlockHashAsync(0, cancellation)));
        if (genesis.Distinct().Count() > 1)
        {
            IEnumerable<string> lines = chain.Nodes.Select(node => $"  {node.Name}  {genesis[node.Index]}");
            throw new CommandFailedException(
                "the nodes do not serve the same chain; their block 0 differs:\n" + string.Join('\n', lines)
                + "\nA node of another chain may listen on these ports; look at 'ledger status'.");
        }
    }

    private void RefuseDeadNodes()
    {
        NodeProcess? dead = _processes.FirstOrDefault(process => process.FindRunning() is null);
        if (dead is not null)
        {
            throw new CommandFailedException(
                $"{dead.Node.Name} ended while it started. The end of {folder.NodeLog(dead.Node)}:\n"
                + string.Join('\n', dead.LogTail(LogTailLines)));
        }
    }

    private async Task<string> ExplainNotReadyAsync(NodeClient[] clients, CancellationToken cancellation)
    {
        var lines = new List<string>
        {
            $"not every node was ready within {ReadyTimeout.TotalSeconds:0} s; the others keep running:",
        };
        foreach (NodeClient client in clients)
        {
            if (!await client.IsReadyAsync(cancellation))
            {
                lines.Add($"  {client.Node.Name} at {client.Node.HttpUrl}/health/ready; its log ends with:");
                lines.AddRange(_processes[client.Node.Index].LogTail(LogTailLines));
            }
        }

        return string.Join('\n', lines);
    }
}
