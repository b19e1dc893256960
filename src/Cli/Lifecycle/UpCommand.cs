using Ledger.Cli.CommandLine;
using Ledger.Cli.Creation;
using Ledger.Cli.Layout;
using Ledger.Cli.Terminals;
using Ledger.Domain.Governance;

namespace Ledger.Cli.Lifecycle;

/// <summary><c>ledger up</c>: a running chain on this machine, made when there is none.</summary>
internal static class UpCommand
{
    private const int PortMax = 65535;

    private static readonly Option Nodes = new("--nodes", "N", "How many nodes a new chain has.", "4");
    private static readonly Option Consensus = new("--consensus", "NAME", "How a new chain agrees: pbft, rpbft or raft.", "pbft");
    private static readonly Option HttpPort = new(
        "--base-port", "P", "The HTTP port of node 0; node i takes P+i.", $"{DevelopmentChain.HttpPort}");

    private static readonly Option PeerPort = new(
        "--p2p-base-port", "P", "The port of node 0 for its peers; node i takes P+i.", $"{DevelopmentChain.PeerPort}");

    /// <summary>The command.</summary>
    public static Command Create() => new(
        "up",
        "Starts a chain on this machine, and makes it first when there is none; what runs already stays.",
        [Nodes, Consensus, ForkOption.Option, ChainOptions.Folder, HttpPort, PeerPort],
        RunAsync);

    /// <summary>The consensus algorithm that the user named.</summary>
    /// <exception cref="UsageException">There is no such algorithm.</exception>
    public static ConsensusAlgorithm ConsensusOf(Arguments arguments, Option option)
    {
        string name = arguments.Required(option.Name);
        return ConsensusAlgorithmNames.TryParse(name, out ConsensusAlgorithm algorithm)
            ? algorithm
            : throw new UsageException($"{option.Name} knows {string.Join(", ", ConsensusAlgorithmNames.All)}, not '{name}'.");
    }

    private static async Task<int> RunAsync(Arguments arguments, Terminal terminal, CancellationToken cancellation)
    {
        ChainFolder folder = ChainOptions.FolderOf(arguments);
        using IDisposable held = folder.Lock();
        ChainDocument chain;
        if (folder.HasChain)
        {
            chain = folder.Read();
            RefuseOtherShape(arguments, folder, chain);
        }
        else
        {
            ChainPlan plan = PlanOf(arguments);
            chain = new ChainBuilder(folder, TimeProvider.System).Build(plan);
            terminal.Note($"Made a chain of {Plural.Of(chain.Nodes.Count, "node")} in {folder.Path}: keys, certificates, genesis.");
        }

        await new ChainStarter(folder, chain, terminal).StartAsync(cancellation);
        terminal.Text(Welcome.Text(folder, chain));
        return ExitCode.Success;
    }

    private static ChainPlan PlanOf(Arguments arguments)
    {
        int nodes = (int)arguments.Number(Nodes.Name, 1, ChainPlan.NodesMax);
        long last = PortMax - nodes + 1;
        return DevelopmentChain.Plan(
            nodes,
            ConsensusOf(arguments, Consensus),
            (int)arguments.Number(HttpPort.Name, 1, last),
            (int)arguments.Number(PeerPort.Name, 1, last)) with
        {
            Fork = ForkOption.Of(arguments),
        };
    }

    private static string ForkOf(ChainFolder folder, ChainDocument chain) =>
        ForkOption.NameOf(folder.ReadGenesis(chain.Nodes[0]).Fork);

    private static void RefuseOtherShape(Arguments arguments, ChainFolder folder, ChainDocument chain)
    {
        if (chain.Nodes.Any(node => !new Uri(node.HttpUrl).IsLoopback))
        {
            throw new CommandFailedException(
                $"the chain in {folder.Path} has nodes on other machines; start each node on its own machine.");
        }

        (Option Option, string Actual)[] shape =
        [
            (Nodes, $"{chain.Nodes.Count}"),
            (Consensus, chain.Consensus),
            (ForkOption.Option, arguments.Has(ForkOption.Option.Name) ? ForkOf(folder, chain) : ""),
            (HttpPort, $"{chain.Nodes[0].HttpPort}"),
            (PeerPort, $"{chain.Nodes[0].PeerPort}"),
        ];
        foreach ((Option option, string actual) in shape)
        {
            if (arguments.Has(option.Name) && arguments.Required(option.Name) != actual)
            {
                throw new CommandFailedException(
                    $"the chain in {folder.Path} was made with {option.Name} {actual}. "
                    + "Give another --dir for a second chain, or remove this one with 'ledger reset'.");
            }
        }
    }
}
