using System.Text.Json;
using Ledger.Cli.CommandLine;
using Ledger.Cli.Control;
using Ledger.Cli.Layout;
using Ledger.Cli.Rpc;
using Ledger.Cli.Terminals;
using Ledger.Domain.Primitives;

namespace Ledger.Cli.Demo;

/// <summary>Asks every node the same and refuses any difference.</summary>
internal sealed class DemoComparison(ChainFolder folder, IReadOnlyList<NodeClient> nodes, Terminal terminal)
{
    private const int BalancesShown = 5;

    /// <summary>How long the slowest node may take to reach the others.</summary>
    public static readonly TimeSpan CatchUpTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Waits until every node has a block.</summary>
    /// <exception cref="CommandFailedException">One does not reach it in time.</exception>
    public async Task WaitForBlockAsync(long number, CancellationToken cancellation)
    {
        bool reached = await Poll.UntilAsync(
            async token =>
            {
                long[] heights = await Task.WhenAll(nodes.Select(node => node.HeightAsync(token)));
                return heights.All(height => height >= number);
            },
            CatchUpTimeout,
            cancellation);
        if (!reached)
        {
            throw new CommandFailedException(
                $"not every node reached block {number} within {CatchUpTimeout.TotalSeconds:0} s; see 'ledger status'.");
        }
    }

    /// <summary>Shows one block as every node has it.</summary>
    /// <exception cref="CommandFailedException">Two nodes differ.</exception>
    public async Task CompareBlockAsync(long number, CancellationToken cancellation)
    {
        JsonElement[] blocks = await Task.WhenAll(nodes.Select(node => node.BlockAsync(number, cancellation)));
        var table = new TextTable("node", "block", "block hash", "state root");
        for (int i = 0; i < nodes.Count; i++)
        {
            table.Add(nodes[i].Node.Name, $"{number}", Text(blocks[i], "hash"), Text(blocks[i], "stateRoot"));
        }

        terminal.Text(table.ToString());
        bool isEqual = blocks.Select(block => (Text(block, "hash"), Text(block, "stateRoot"))).Distinct().Count() == 1;
        if (!isEqual)
        {
            throw new CommandFailedException($"the nodes differ at block {number}: this must never happen.");
        }
    }

    /// <summary>Compares every account's balance on every node, by <c>eth_call</c> and by SQL, with the expected one.</summary>
    /// <param name="token">The token.</param>
    /// <param name="holders">The accounts.</param>
    /// <param name="expected">What each must own.</param>
    /// <param name="number">As of which block.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="CommandFailedException">One differs.</exception>
    public async Task CompareBalancesAsync(
        Address token,
        IReadOnlyList<Address> holders,
        IReadOnlyList<ulong> expected,
        long number,
        CancellationToken cancellation)
    {
        UInt256[][] called = await Task.WhenAll(nodes.Select(node => CallAsync(node, token, holders, number, cancellation)));
        UInt256[][] queried = await Task.WhenAll(nodes.Select(node => QueryAsync(node, token, holders, number, cancellation)));
        var table = new TextTable("account", "expected", "eth_call", "SQL", "");
        int differences = 0;
        for (int i = 0; i < holders.Count; i++)
        {
            UInt256[] answers = [.. called.Select(row => row[i]), .. queried.Select(row => row[i])];
            bool isEqual = answers.All(answer => answer == expected[i]);
            differences += isEqual ? 0 : 1;
            if (i < BalancesShown || !isEqual)
            {
                table.Add(
                    holders[i].ToString(), $"{expected[i]}", Several(called, i), Several(queried, i), isEqual ? "equal" : "DIFFERS");
            }
        }

        terminal.Text(table.ToString());
        if (differences > 0)
        {
            throw new CommandFailedException($"{differences} of {holders.Count} balances differ at block {number}.");
        }

        terminal.Line(
            $"All {holders.Count} balances agree: {Plural.Of(nodes.Count, "node")} by eth_call, {Plural.Of(nodes.Count, "database")} by SQL, and the arithmetic here.");
    }

    private static string Several(UInt256[][] answers, int holder) =>
        string.Join('/', answers.Select(row => row[holder].ToDecimalString()).Distinct());

    private static string Text(JsonElement block, string name) => block.GetProperty(name).GetString()!;

    private static async Task<UInt256[]> CallAsync(
        NodeClient node, Address token, IReadOnlyList<Address> holders, long number, CancellationToken cancellation)
    {
        IReadOnlyList<JsonElement> answers = await node.Rpc.BatchAsync(
            [.. holders.Select(holder => new RpcCall(
                "eth_call",
                new { to = token.ToString(), data = TokenAbi.BalanceOf(holder) },
                Quantity.Of(number)))],
            cancellation);
        return [.. answers.Select(answer => UInt256.Parse(answer.GetString()!))];
    }

    private async Task<UInt256[]> QueryAsync(
        NodeClient node, Address token, IReadOnlyList<Address> holders, long number, CancellationToken cancellation)
    {
        string connection = JsonFile.Read<NodeDocument>(folder.NodeConfiguration(node.Node)).Node.Database;
        IReadOnlyList<string[]> rows = await new PsqlSession(connection).QueryAsync(
            AuditSql.Balances(token, holders, number), cancellation);
        return [.. rows.Select(row => UInt256.Parse(row[0]))];
    }
}
