using System.Globalization;
using System.Text.Json;
using Ledger.Cli.CommandLine;
using Ledger.Cli.Layout;
using Ledger.Cli.Lifecycle;
using Ledger.Cli.Rpc;
using Ledger.Cli.Terminals;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Cli.Governance;

/// <summary><c>ledger member</c> and <c>ledger parameter</c>: who seals and observes, and the group's limits, changed by transaction.</summary>
internal static class GovernanceCommands
{
    private const string NodeOperand = "node";
    private const string PairOperand = "key=value";

    private static readonly Option Group = new("--group", "N", "The group.", "the chain's first");
    private static readonly Option Key = new(
        "--key", "FILE", "The key of a governor, as made by 'chain create'.", "governor.key in the chain's folder");

    /// <summary>The commands.</summary>
    public static IReadOnlyList<Command> Create() =>
    [
        new("member list", "Shows the sealers and observers of a group.", [ChainOptions.Folder, Group], ListMembersAsync),
        Member("add-sealer", "Lets a node vote; it should observe, and have caught up, before.", "addSealer(string)", "seals"),
        Member("add-observer", "Lets a node get every block without a vote; takes a sealer's vote away.", "addObserver(string)", "observes"),
        Member("remove", "Takes a node out of the group.", "remove(string)", "is out of the group"),
        new("parameter list", "Shows a group's limits and timeouts.", [ChainOptions.Folder, Group], ListParametersAsync),
        new("parameter set", "Changes one limit or timeout of a group.", [ChainOptions.Folder, Group, Key], SetParameterAsync)
        {
            Operand = PairOperand,
        },
    ];

    private static Command Member(string verb, string summary, string function, string outcome) =>
        new($"member {verb}", summary, [ChainOptions.Folder, Group, Key], async (arguments, terminal, cancellation) =>
        {
            ChainFolder folder = ChainOptions.FolderOf(arguments);
            NodeId node = NodeOf(folder.Read(), arguments.Operand);
            return await ChangeAsync(
                arguments,
                terminal,
                new GovernanceChange(GovernanceRecord.ConsensusAddress, function, [node.ToString()], $"Node {Short(node)} {outcome}"),
                cancellation);
        })
        {
            Operand = NodeOperand,
        };

    private static async Task<int> SetParameterAsync(
        Arguments arguments, Terminal terminal, CancellationToken cancellation)
    {
        string[] pair = (arguments.Operand ?? "").Split('=', 2);
        if (pair.Length != 2 || !ParameterKeys.All.Contains(pair[0], StringComparer.Ordinal))
        {
            throw new UsageException(
                $"name what shall be what, such as tx_count_limit=1000. The keys are {string.Join(", ", ParameterKeys.All)}.");
        }

        return await ChangeAsync(
            arguments,
            terminal,
            new GovernanceChange(
                GovernanceRecord.SystemConfigAddress, "setValueByKey(string,string)", pair, $"{pair[0]} is {pair[1]}"),
            cancellation);
    }

    private static async Task<int> ChangeAsync(
        Arguments arguments, Terminal terminal, GovernanceChange change, CancellationToken cancellation)
    {
        ChainFolder folder = ChainOptions.FolderOf(arguments);
        ChainDocument chain = folder.Read();
        using var http = new HttpClient { Timeout = ChainStarter.RequestTimeout };
        var sender = new GovernanceSender(new GroupRpc(http, chain, GroupOf(arguments, chain)), KeyFileOf(arguments, folder));
        long number = await sender.SendAsync(change, cancellation);
        long from = number + folder.ReadGenesis(chain.Nodes[0]).ActivationDelay;
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture, $"{change.Outcome} from block {from} on, decided in block {number}."));
        return ExitCode.Success;
    }

    private static async Task<int> ListMembersAsync(
        Arguments arguments, Terminal terminal, CancellationToken cancellation)
    {
        ChainDocument chain = ChainOptions.FolderOf(arguments).Read();
        using var http = new HttpClient { Timeout = ChainStarter.RequestTimeout };
        var group = new GroupRpc(http, chain, GroupOf(arguments, chain));
        var table = new TextTable("role", "name", "node id");
        foreach ((string role, string method) in ((string, string)[])[("sealer", "getSealerList"), ("observer", "getObserverList")])
        {
            JsonElement nodes = await group.CallAsync(new RpcCall(method, group.Number), cancellation);
            foreach (JsonElement node in nodes.EnumerateArray())
            {
                var id = NodeId.Parse(node.GetString()!);
                table.Add(role, chain.Nodes.FirstOrDefault(known => known.Id == id)?.Name ?? "", id.ToString());
            }
        }

        terminal.Text(table.ToString());
        return ExitCode.Success;
    }

    private static async Task<int> ListParametersAsync(
        Arguments arguments, Terminal terminal, CancellationToken cancellation)
    {
        ChainDocument chain = ChainOptions.FolderOf(arguments).Read();
        using var http = new HttpClient { Timeout = ChainStarter.RequestTimeout };
        var group = new GroupRpc(http, chain, GroupOf(arguments, chain));
        var table = new TextTable("key", "value");
        foreach (string key in ParameterKeys.All)
        {
            JsonElement value = await group.CallAsync(
                new RpcCall("getSystemConfigByKey", group.Number, key), cancellation);
            table.Add(key, value.GetString()!);
        }

        terminal.Text(table.ToString());
        return ExitCode.Success;
    }

    private static int GroupOf(Arguments arguments, ChainDocument chain) => arguments.Has(Group.Name)
        ? (int)arguments.Number(Group.Name, 1, GenesisLimits.GroupIdMax)
        : chain.GroupId;

    private static string KeyFileOf(Arguments arguments, ChainFolder folder) =>
        arguments.Has(Key.Name) ? arguments.Required(Key.Name) : folder.GovernorKeyFile;

    private static NodeId NodeOf(ChainDocument chain, string? text)
    {
        if (chain.Nodes.FirstOrDefault(node => node.Name == text) is ChainNode known)
        {
            return known.Id;
        }

        return NodeId.TryParse(text, CultureInfo.InvariantCulture, out NodeId id)
            ? id
            : throw new UsageException(
                $"name a node: one of {string.Join(", ", chain.Nodes.Select(node => node.Name))}, or a node id of "
                + $"{2 * NodeId.SizeBytes} hexadecimal digits, which stands in the node's log when it starts.");
    }

    private static string Short(in NodeId node) => node.ToString()[..10];
}
