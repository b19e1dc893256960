using System.Text;
using Ledger.Cli.Demo;
using Ledger.Cli.Layout;
using Ledger.Cli.Terminals;

namespace Ledger.Cli.Lifecycle;

/// <summary>What <c>ledger up</c> prints at its end: where everything is and what to try next.</summary>
internal static class Welcome
{
    /// <summary>The text.</summary>
    public static string Text(ChainFolder folder, ChainDocument chain)
    {
        var table = new TextTable("node", "JSON-RPC, REST, health, metrics", "Swagger", "peers");
        foreach (ChainNode node in chain.Nodes)
        {
            table.Add(node.Name, node.HttpUrl, node.HttpUrl + "/swagger", node.PeerAddress);
        }

        string url = chain.Nodes[0].HttpUrl;
        string where = ChainOptions.IsDefault(folder) ? "" : $" --dir {folder.Path}";
        StringBuilder text = new StringBuilder()
            .AppendLine()
            .AppendLine($"Chain {chain.ChainId}, group {chain.GroupId}, {chain.Consensus}, {Plural.Of(chain.Nodes.Count, "node")}. Files: {folder.Path}")
            .AppendLine()
            .Append(table)
            .AppendLine()
            .AppendLine("Try next:")
            .AppendLine($"  ./ledger demo{where}")
            .AppendLine($$"""  curl -s -H 'Content-Type: application/json' -d '{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber","params":[]}' {{url}}""")
            .AppendLine($"  cast send --rpc-url {url} --mnemonic '{Creation.DevelopmentChain.Mnemonic}' --value 1ether 0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
        string connection = JsonFile.Read<NodeDocument>(folder.NodeConfiguration(chain.Nodes[0])).Node.Database;
        if (connection.Length > 0)
        {
            text.AppendLine($"  {PsqlSession.CommandLine(connection)} -c 'SELECT block_number, transactions, block_time FROM audit.blocks ORDER BY block_number DESC LIMIT 5'");
        }

        return text.AppendLine($"  ./ledger status{where}").ToString();
    }
}
