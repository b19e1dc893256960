using System.Globalization;
using System.Text;
using System.Text.Json;
using Ledger.Cli.CommandLine;
using Ledger.Cli.Layout;
using Ledger.Cli.Lifecycle;
using Ledger.Cli.Rpc;
using Ledger.Cli.Terminals;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Cli.Contracts;

/// <summary><c>ledger abi</c>: which interfaces of contracts the nodes of a chain of this machine know.</summary>
internal static class AbiCommands
{
    private const string Contract = "contract";

    private static readonly Option Group = new("--group", "N", "The group.", "the chain's first");
    private static readonly Option AbiJson = new("--file", "FILE", "The JSON ABI, or a compiler's artifact that has it as \"abi\".");

    /// <summary>The commands.</summary>
    public static IReadOnlyList<Command> Create() =>
    [
        new("abi list", "Shows the contracts whose errors each node can put into words.", [ChainOptions.Folder, Group], ListAsync),
        new("abi add", "Tells every node the interface of a contract.", [ChainOptions.Folder, Group, AbiJson], AddAsync) { Operand = Contract },
        new("abi remove", "Makes every node forget the interface of a contract.", [ChainOptions.Folder, Group], RemoveAsync)
        {
            Operand = Contract,
        },
    ];

    private static async Task<int> ListAsync(Arguments arguments, Terminal terminal, CancellationToken cancellation)
    {
        ChainDocument chain = ChainOptions.FolderOf(arguments).Read();
        using var http = new HttpClient { Timeout = ChainStarter.RequestTimeout };
        var table = new TextTable("contract", "node", "functions", "events", "errors");
        foreach (ChainNode node in chain.Nodes)
        {
            var client = new NodeClient(http, node);
            string? cursor = "";
            while (cursor is not null)
            {
                JsonElement page = await client.GetAsync($"{PathOf(arguments, chain)}/abis?limit=500{cursor}", cancellation);
                foreach (JsonElement abi in page.GetProperty("items").EnumerateArray())
                {
                    table.Add(
                        abi.GetProperty("address").GetString()!,
                        node.Name,
                        abi.GetProperty("functions").GetRawText(),
                        abi.GetProperty("events").GetRawText(),
                        string.Join(" ", abi.GetProperty("errors").EnumerateArray().Select(error => error.GetString())));
                }

                cursor = page.GetProperty("next").GetString() is string next ? "&cursor=" + next : null;
            }
        }

        terminal.Text(table.ToString());
        return ExitCode.Success;
    }

    private static Task<int> AddAsync(Arguments arguments, Terminal terminal, CancellationToken cancellation)
    {
        Address contract = ContractOf(arguments);
        byte[] json = Encoding.UTF8.GetBytes(AbiFile.Read(arguments.Required(AbiJson.Name)));
        return EachAsync(arguments, terminal, HttpMethod.Put, contract, json, $"knows the interface of {contract}", cancellation);
    }

    private static Task<int> RemoveAsync(Arguments arguments, Terminal terminal, CancellationToken cancellation)
    {
        Address contract = ContractOf(arguments);
        return EachAsync(arguments, terminal, HttpMethod.Delete, contract, null, $"forgot the interface of {contract}", cancellation);
    }

    /// <summary>Asks every node and prints what each says: each has a registry of its own, so what one refuses the others may have done.</summary>
    private static async Task<int> EachAsync(
        Arguments arguments, Terminal terminal, HttpMethod method, Address contract, byte[]? body, string done, CancellationToken cancellation)
    {
        ChainFolder folder = ChainOptions.FolderOf(arguments);
        ChainDocument chain = folder.Read();
        using var http = new HttpClient { Timeout = ChainStarter.RequestTimeout };
        string path = $"{PathOf(arguments, chain)}/contracts/{contract}/abi";
        bool isDone = true;
        foreach (ChainNode node in chain.Nodes)
        {
            string? problem = await AskAsync(new AdminRest(http, new Uri(node.HttpUrl), folder.ReadAdminToken(node)), method, path, body, cancellation);
            terminal.Line($"{node.Name}: {problem ?? done}");
            isDone &= problem is null;
        }

        return isDone ? ExitCode.Success : ExitCode.Failure;
    }

    private static async Task<string?> AskAsync(
        AdminRest rest, HttpMethod method, string path, byte[]? body, CancellationToken cancellation)
    {
        try
        {
            return await rest.SendAsync(method, path, body, cancellation);
        }
        catch (JsonRpcException silence)
        {
            return silence.Message;
        }
    }

    private static string PathOf(Arguments arguments, ChainDocument chain)
    {
        long group = arguments.Has(Group.Name) ? arguments.Number(Group.Name, 1, GenesisLimits.GroupIdMax) : chain.GroupId;
        return string.Create(CultureInfo.InvariantCulture, $"/api/v1/groups/{group}");
    }

    private static Address ContractOf(Arguments arguments) =>
        Address.TryParse(arguments.Operand, CultureInfo.InvariantCulture, out Address contract)
            ? contract
            : throw new UsageException("name the contract by its address: 0x and 40 hexadecimal digits.");
}
