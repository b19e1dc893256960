using Ledger.Cli.CommandLine;
using Ledger.Cli.Control;
using Ledger.Cli.Layout;
using Ledger.Cli.Lifecycle;
using Ledger.Cli.Terminals;

namespace Ledger.Cli.Creation;

/// <summary><c>ledger chain create</c>: the files of a chain whose nodes run on several machines.</summary>
internal static class CreateCommand
{
    private const string AnyAddress = "0.0.0.0";

    private static readonly Option Nodes = new("--nodes", "N", "How many nodes.", "as many as hosts");
    private static readonly Option Hosts = new(
        "--hosts", "A,B,C", "Where peers find the nodes, in order; a host named for several nodes gets ports in a row.");

    private static readonly Option Template = new(
        "--database-template",
        "TEXT",
        $"A PostgreSQL connection string in which {SharedDatabase.Placeholder} stands for the node's database. "
        + "Without it every node runs a private PostgreSQL of its own.");

    private static readonly Option ChainId = new("--chain-id", "ID", "The chain id that transactions sign.");
    private static readonly Option Consensus = new("--consensus", "NAME", "pbft, rpbft or raft.", "pbft");

    /// <summary>The command.</summary>
    public static Command Create() => new(
        "chain create",
        "Makes keys, authority, certificates, genesis and configurations for nodes on several machines; starts nothing.",
        [ChainOptions.Folder, Nodes, Hosts, Template, ChainId, Consensus, ForkOption.Option],
        RunAsync);

    private static Task<int> RunAsync(Arguments arguments, Terminal terminal, CancellationToken cancellation)
    {
        if (!arguments.Has(ChainOptions.Folder.Name))
        {
            throw new UsageException("--dir is missing: name the folder in which the chain's files shall be.");
        }

        ChainFolder folder = ChainOptions.FolderOf(arguments);
        using (folder.Lock())
        {
            if (folder.HasChain)
            {
                throw new CommandFailedException($"{folder.Path} holds a chain already; choose another --dir.");
            }

            ChainPlan plan = PlanOf(arguments);
            ChainDocument chain = new ChainBuilder(folder, TimeProvider.System).Build(plan);
            Report(folder, chain, terminal);
        }

        return Task.FromResult(ExitCode.Success);
    }

    private static ChainPlan PlanOf(Arguments arguments)
    {
        IReadOnlyList<string> hosts = arguments.List(Hosts.Name);
        if (hosts.Count == 0)
        {
            throw new UsageException("--hosts is missing: name where peers find the nodes, such as --hosts a.example,b.example.");
        }

        int nodes = arguments.Has(Nodes.Name) ? (int)arguments.Number(Nodes.Name, 1, ChainPlan.NodesMax) : hosts.Count;
        if (hosts.Count != nodes && hosts.Count != 1)
        {
            throw new UsageException($"{nodes} nodes need {nodes} hosts, or one for all; --hosts names {hosts.Count}.");
        }

        string template = arguments.Text(Template.Name) ?? "";
        if (template.Length > 0 && !template.Contains(SharedDatabase.Placeholder, StringComparison.Ordinal))
        {
            throw new UsageException($"--database-template must contain {SharedDatabase.Placeholder}: one database a node.");
        }

        return new ChainPlan(
            arguments.Number(ChainId.Name, 1, long.MaxValue),
            DevelopmentChain.GroupId,
            UpCommand.ConsensusOf(arguments, Consensus),
            template.Length > 0 ? DatabaseMode.External : DatabaseMode.PerNode,
            template,
            FundsDevelopmentAccounts: false,
            PlacesOf(hosts, nodes))
        {
            Fork = ForkOption.Of(arguments),
        };
    }

    private static List<NodePlace> PlacesOf(IReadOnlyList<string> hosts, int nodes)
    {
        var places = new List<NodePlace>(nodes);
        for (int i = 0; i < nodes; i++)
        {
            string host = hosts.Count == 1 ? hosts[0] : hosts[i];
            int sameHost = places.Count(place => place.Host == host);
            int peerPort = DevelopmentChain.PeerPort + sameHost;
            // HTTP stays closed to other machines until its operator opens it.
            places.Add(new NodePlace(
                host, $"http://127.0.0.1:{DevelopmentChain.HttpPort + sameHost}", $"{AnyAddress}:{peerPort}", peerPort));
        }

        return places;
    }

    private static void Report(ChainFolder folder, ChainDocument chain, Terminal terminal)
    {
        terminal.Line($"Chain {chain.ChainId} with {Plural.Of(chain.Nodes.Count, "node")} is ready in {folder.Path}:");
        foreach (ChainNode node in chain.Nodes)
        {
            terminal.Line($"  {folder.NodeFolder(node)}  for {node.PeerAddress}");
        }

        terminal.Line("Carry each folder to its machine and start the node there:");
        terminal.Line($"  dotnet {ServerProgram.FileName} --config <folder>/node.json");
        terminal.Line($"Keep {folder.AuthorityFolder}/ca.key safe: who holds it can let nodes onto the wire.");
        terminal.Line($"Keep {folder.GovernorKeyFile} safe: who holds it can change the group's members and parameters.");
    }
}
