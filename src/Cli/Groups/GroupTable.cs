using System.Text.Json;
using Ledger.Cli.Rpc;
using Ledger.Cli.Terminals;

namespace Ledger.Cli.Groups;

/// <summary>The groups of every node as rows, and whether anything is wrong with them.</summary>
internal static class GroupTable
{
    private const int HashShown = 18;
    private const string Running = "Running";

    /// <summary>Prints one group, or all of them.</summary>
    /// <returns>Whether every node answers, and each group that a node knows runs on it or was stopped by its operator.</returns>
    public static async Task<bool> PrintAsync(
        IReadOnlyList<GroupClient> nodes, int? only, Terminal terminal, CancellationToken cancellation)
    {
        var table = new TextTable("group", "node", "status", "chain id", "height", "genesis", "problem");
        var down = new List<string>();
        var rows = new List<(int Group, string Node, JsonElement Row)>();
        foreach (GroupClient node in nodes)
        {
            try
            {
                rows.AddRange((await node.ListAsync(cancellation)).Select(row => (row.GetProperty("groupId").GetInt32(), node.Node.Name, row)));
            }
            catch (JsonRpcException problem)
            {
                down.Add($"{node.Node.Name}: {problem.Message}");
            }
        }

        bool isWell = down.Count == 0;
        foreach ((int group, string node, JsonElement row) in rows.Where(row => only is null || row.Group == only).OrderBy(row => row.Group))
        {
            string hash = Text(row, "genesisHash");
            string problem = Text(row, "problem");
            isWell &= problem.Length == 0 && (only is null || Text(row, "status") == Running);
            table.Add(
                $"{group}", node, Text(row, "status"), Text(row, "chainId"), Text(row, "blockNumber"),
                hash[..Math.Min(HashShown, hash.Length)], problem);
        }

        terminal.Text(table.ToString());
        down.ForEach(terminal.Line);
        return isWell && (only is null || rows.Any(row => row.Group == only));
    }

    private static string Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : "";
}
