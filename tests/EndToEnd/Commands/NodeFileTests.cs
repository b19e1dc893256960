using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Cli.Creation;
using Ledger.Cli.Layout;
using Ledger.Domain.Governance;

namespace Ledger.EndToEnd.Commands;

/// <summary>What the command line does to a <c>node.json</c> that an operator edited.</summary>
public sealed class NodeFileTests : IDisposable
{
    private readonly ChainFolder _folder = new(Directory.CreateTempSubdirectory("ledger-nodefile").FullName);

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Fact]
    public void Only_the_connection_string_changes_when_the_database_moves()
    {
        var builder = new ChainBuilder(_folder, TimeProvider.System);
        ChainNode node = builder.Build(DevelopmentChain.Plan(1, ConsensusAlgorithm.Pbft, 21_900, 21_950)).Nodes[0];
        string path = _folder.NodeConfiguration(node);
        JsonNode edited = JsonNode.Parse(File.ReadAllText(path))!;
        edited["Node"]!["Sync"] = "snapshot";
        edited["Node"]!["TrustedBlock"] = "7:0x01";
        edited["Logging"] = JsonNode.Parse("""{"LogLevel":{"Default":"Debug"}}""");
        File.WriteAllText(path, "// edited by hand\n" + edited.ToJsonString());

        builder.SetDatabase(node, "Host=elsewhere;Database={database}");

        JsonNode written = JsonNode.Parse(File.ReadAllText(path))!;
        Assert.StartsWith("Host=elsewhere", written["Node"]!["Database"]!.GetValue<string>(), StringComparison.Ordinal);
        edited["Node"]!["Database"] = written["Node"]!["Database"]!.GetValue<string>();
        Assert.True(JsonNode.DeepEquals(edited, written), written.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }
}
