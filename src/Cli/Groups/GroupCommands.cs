using System.Globalization;
using Ledger.Cli.CommandLine;
using Ledger.Cli.Layout;
using Ledger.Cli.Lifecycle;
using Ledger.Cli.Rpc;
using Ledger.Cli.Terminals;
using Ledger.Domain.Governance;

namespace Ledger.Cli.Groups;

/// <summary><c>ledger group</c>: makes, starts, stops, removes and recovers groups on the nodes of a chain of this machine.</summary>
internal static class GroupCommands
{
    private const string Number = "number";
    private const string Inexistent = "INEXISTENT";

    /// <summary>Opening a group makes a schema; stopping one waits for its last commit.</summary>
    private static readonly TimeSpan ChangeTimeout = TimeSpan.FromSeconds(60);

    private static readonly Option Nodes = new("--nodes", "A,B,C", "The nodes that vote in the new group.", "all");
    private static readonly Option Timestamp = new(
        "--timestamp", "MS", "The time of its block 0 in milliseconds since 1970; nodes that name another are in another group.", "now");

    private static readonly Option ChainId = new(
        "--chain-id", "ID", "The chain id that its Ethereum transactions sign.", "the chain's plus the group's number, less one");

    private static readonly Option Governors = new(
        "--governors", "A,B", "The accounts that may change its members and parameters by transaction.", "those of the chain's first group");

    private static readonly Option Consensus = new(
        "--consensus", "NAME", "How the group agrees: pbft, rpbft or raft.", "as the chain's first group");

    /// <summary>The commands.</summary>
    public static IReadOnlyList<Command> Create() =>
    [
        new("group list", "Shows the groups of every node.", [ChainOptions.Folder], ListAsync),
        new("group status", "Shows one group on every node; ends with 1 unless it runs on all that know it.", [ChainOptions.Folder], StatusAsync)
        {
            Operand = Number,
        },
        new("group create", "Makes a group on the nodes that vote in it; it is stopped.", [ChainOptions.Folder, Nodes, Timestamp, ChainId, Governors, Consensus], CreateAsync)
        {
            Operand = Number,
        },
        Change("start", "Starts a stopped group.", "startGroup"),
        Change("stop", "Stops a group; its data stays.", "stopGroup"),
        Change("remove", "Puts a stopped group aside; its data stays and it can be recovered.", "removeGroup"),
        Change("recover", "Brings a removed group back; it is stopped.", "recoverGroup"),
    ];

    private static Command Change(string verb, string summary, string method) =>
        new($"group {verb}", summary, [ChainOptions.Folder], (arguments, terminal, cancellation) =>
            ChangeAsync(method, arguments, terminal, cancellation))
        {
            Operand = Number,
        };

    private static async Task<int> ListAsync(Arguments arguments, Terminal terminal, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = ChainStarter.RequestTimeout };
        bool isWell = await GroupTable.PrintAsync(Clients(arguments, http), only: null, terminal, cancellation);
        return isWell ? ExitCode.Success : ExitCode.Failure;
    }

    private static async Task<int> StatusAsync(Arguments arguments, Terminal terminal, CancellationToken cancellation)
    {
        int group = GroupOf(arguments);
        using var http = new HttpClient { Timeout = ChainStarter.RequestTimeout };
        bool isWell = await GroupTable.PrintAsync(Clients(arguments, http), group, terminal, cancellation);
        return isWell ? ExitCode.Success : ExitCode.Failure;
    }

    private static async Task<int> CreateAsync(Arguments arguments, Terminal terminal, CancellationToken cancellation)
    {
        int group = GroupOf(arguments);
        using var http = new HttpClient { Timeout = ChangeTimeout };
        IReadOnlyList<GroupClient> members = MembersOf(arguments, Clients(arguments, http));
        await RefuseKnownAsync(members, group, cancellation);
        string timestamp = arguments.Has(Timestamp.Name)
            ? arguments.Number(Timestamp.Name, 0, GenesisLimits.TimestampMax).ToString(CultureInfo.InvariantCulture)
            : TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var values = new Dictionary<string, object>
        {
            ["timestamp"] = timestamp,
            ["sealers"] = members.Select(member => member.Node.Id.ToString()[2..]).ToArray(),
            ["governors"] = arguments.Has(Governors.Name) ? arguments.List(Governors.Name) : FirstGovernors(arguments),
        };
        if (arguments.Has(Consensus.Name))
        {
            values["consensus"] = ConsensusAlgorithmNames.Of(UpCommand.ConsensusOf(arguments, Consensus));
        }

        if (arguments.Has(ChainId.Name))
        {
            values["chain_id"] = arguments.Number(ChainId.Name, 1, GenesisLimits.ChainIdMax);
        }

        bool isDone = await EachAsync(members, new RpcCall("generateGroup", group, values), terminal, cancellation);
        terminal.Line(isDone
            ? $"Group {group} with {Plural.Of(members.Count, "node")} is made, with timestamp {timestamp}. 'ledger group start {group}' starts it."
            : $"Group {group} is not on every node; 'ledger group create {group} --timestamp {timestamp}' on the others makes the same.");
        return isDone ? ExitCode.Success : ExitCode.Failure;
    }

    private static string[] FirstGovernors(Arguments arguments)
    {
        ChainFolder folder = ChainOptions.FolderOf(arguments);
        return [.. folder.ReadGenesis(folder.Read().Nodes[0]).Governors.Select(account => account.ToString())];
    }

    private static async Task<int> ChangeAsync(
        string method, Arguments arguments, Terminal terminal, CancellationToken cancellation)
    {
        int group = GroupOf(arguments);
        using var http = new HttpClient { Timeout = ChangeTimeout };
        var known = new List<GroupClient>();
        foreach (GroupClient node in Clients(arguments, http))
        {
            if (await node.StatusAsync(group, cancellation) != Inexistent)
            {
                known.Add(node);
            }
        }

        if (known.Count == 0)
        {
            throw new CommandFailedException($"no node knows a group {group}: 'ledger group create {group}' makes it.");
        }

        return await EachAsync(known, new RpcCall(method, group), terminal, cancellation) ? ExitCode.Success : ExitCode.Failure;
    }

    /// <summary>Asks every node at once, so that none waits alone for the others, and prints what each answered.</summary>
    private static async Task<bool> EachAsync(
        IReadOnlyList<GroupClient> nodes, RpcCall call, Terminal terminal, CancellationToken cancellation)
    {
        GroupAnswer[] answers = await Task.WhenAll(nodes.Select(node => node.ManageAsync(call, cancellation)));
        foreach (GroupAnswer answer in answers)
        {
            terminal.Line($"{answer.Node}: {answer.Message}");
        }

        return answers.All(answer => answer.IsDone);
    }

    private static async Task RefuseKnownAsync(
        IReadOnlyList<GroupClient> members, int group, CancellationToken cancellation)
    {
        foreach (GroupClient member in members)
        {
            string status = await member.StatusAsync(group, cancellation);
            if (status != Inexistent)
            {
                throw new CommandFailedException($"{member.Node.Name} knows a group {group} already, which is {status}; choose another number.");
            }
        }
    }

    private static IReadOnlyList<GroupClient> MembersOf(Arguments arguments, IReadOnlyList<GroupClient> all)
    {
        if (!arguments.Has(Nodes.Name))
        {
            return all;
        }

        IReadOnlyList<string> names = arguments.List(Nodes.Name);
        string? unknown = names.FirstOrDefault(name => all.All(node => node.Node.Name != name));
        return unknown is null && names.Count > 0
            ? [.. all.Where(node => names.Contains(node.Node.Name))]
            : throw new UsageException(
                $"{Nodes.Name} names '{unknown}'; there are {string.Join(", ", all.Select(node => node.Node.Name))}.");
    }

    private static IReadOnlyList<GroupClient> Clients(Arguments arguments, HttpClient http)
    {
        ChainFolder folder = ChainOptions.FolderOf(arguments);
        return [.. folder.Read().Nodes.Select(node => new GroupClient(folder, node, http))];
    }

    private static int GroupOf(Arguments arguments) =>
        int.TryParse(arguments.Operand, NumberStyles.None, CultureInfo.InvariantCulture, out int group)
        && group is > 0 and <= GenesisLimits.GroupIdMax
            ? group
            : throw new UsageException($"name the group by its number, 1 to {GenesisLimits.GroupIdMax}.");
}
