using System.Text.Json;
using Ledger.Cli.Creation;
using Ledger.Cli.Layout;
using Ledger.Domain.Governance;
using Npgsql;

namespace Ledger.EndToEnd.Kit;

/// <summary>Three sealers that make snapshots often, and one node that follows.</summary>
public sealed class SnapshotNodes : FourNodes
{
    /// <summary>The node that only follows at first.</summary>
    internal const int Joiner = 3;

    /// <summary>A snapshot is made at so many blocks.</summary>
    internal const int SnapshotBlocks = 5;

    /// <summary>Gives a stopped node an empty database and an empty data folder, as on a new machine, and lets it start from a snapshot.</summary>
    /// <param name="node">The node.</param>
    /// <param name="trustedBlock">The block that its operator vouches for, NUMBER:HASH; none when empty.</param>
    /// <param name="cancellation">Ends the wait.</param>
    internal async Task RenewAsync(int node, string trustedBlock, CancellationToken cancellation)
    {
        string path = Folder.NodeConfiguration(Chain.Nodes[node]);
        NodeDocument document = JsonFile.Read<NodeDocument>(path);
        NodeSettings settings = document.Node with
        {
            Sync = "snapshot",
            Others = new Dictionary<string, JsonElement> { ["TrustedBlock"] = JsonSerializer.SerializeToElement(trustedBlock) },
        };
        JsonFile.Write(path, document with { Node = settings });
        var server = new NpgsqlConnectionStringBuilder(settings.Database);
        string name = server.Database!;
        (server.Database, server.Pooling) = ("postgres", false);
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(cancellation);
        foreach (string sql in new[] { $"drop database {name} with (force)", $"create database {name}" })
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancellation);
        }

        string data = Path.Combine(Folder.NodeFolder(Chain.Nodes[node]), settings.DataFolder);
        foreach (string witness in Directory.Exists(data) ? Directory.GetFiles(data, "promises-*") : [])
        {
            File.Delete(witness);
        }
    }

    private protected override void Prepare(int firstPort)
    {
        ChainDocument chain = new ChainBuilder(Folder, TimeProvider.System).Build(
            DevelopmentChain.Plan(Count, ConsensusAlgorithm.Pbft, firstPort, firstPort + Count));
        Genesis genesis = Folder.ReadGenesis(chain.Nodes[0]);
        string agreed = GenesisFile.Write(genesis with
        {
            Sealers = [.. chain.Nodes.Take(Joiner).Select(node => node.Id)],
            Observers = [chain.Nodes[Joiner].Id],
            SnapshotBlocks = SnapshotBlocks,
        });
        foreach (ChainNode node in chain.Nodes)
        {
            File.WriteAllText(Folder.NodeGenesis(node), agreed);
        }
    }
}
