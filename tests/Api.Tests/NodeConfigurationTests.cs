using Ledger.Api.Configuration;
using Microsoft.Extensions.Configuration;

namespace Ledger.Api.Tests;

public sealed class NodeConfigurationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-config-").FullName;

    [Fact]
    public void Paths_start_at_the_folder_of_the_file()
    {
        (NodeOptions? options, IReadOnlyList<string> errors) = Load("""{"Node":{"Name":"node0","Peers":["127.0.0.1:1"],"DataFolder":"d"}}""");

        Assert.Empty(errors);
        Assert.Equal(Path.Combine(_folder, "genesis.json"), options?.GenesisFile);
        Assert.Equal(Path.Combine(_folder, "d"), options?.DataFolder);
        Assert.Equal(["127.0.0.1:1"], options?.Peers);
    }

    [Theory]
    [InlineData("{\"Node\":{\"HttpUrl\":\"http://127.0.0.1:1\"}}", "Node:Name is missing")]
    [InlineData("{}", "there is no section \"Node\"")]
    [InlineData("{\"Node\":{\"Name\":\"a\",\"HttpUrl\":\"ftp://x\"}}", "Node:HttpUrl 'ftp://x' is not an http URL")]
    [InlineData("{\"Node\":{\"Name\":\"a\",\"PeerListen\":\"x\"}}", "Node:PeerListen 'x' is not host:port")]
    [InlineData("{\"Node\":{\"Name\":\"a\",\"Peers\":[\"x:99999\"]}}", "Node:Peers: 'x:99999' is not host:port")]
    [InlineData("{\"Node\":{\"Name\":\"a\",\"Sync\":\"fast\"}}", "Node:Sync 'fast' is neither full nor snapshot")]
    [InlineData("{\"Node\":{\"Name\":\"a\",\"Sync\":\"snapshot\",\"TrustedBlock\":\"7\"}}", "Node:TrustedBlock '7' is not NUMBER:HASH")]
    [InlineData(
        "{\"Node\":{\"Name\":\"a\",\"TrustedBlock\":\"7:0x0000000000000000000000000000000000000000000000000000000000000001\"}}",
        "Node:Sync is full")]
    [InlineData("{", "node.json")]
    public void A_wrong_file_is_explained(string text, string expected)
    {
        (NodeOptions? options, IReadOnlyList<string> errors) = Load(text);

        Assert.Null(options);
        Assert.Contains(errors, error => error.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void A_node_takes_the_whole_chain_unless_it_is_told_to_start_from_a_snapshot()
    {
        Assert.Equal("full", Load("""{"Node":{"Name":"a"}}""").Options?.Sync);
        Assert.Equal("snapshot", Load("""{"Node":{"Name":"a","Sync":"snapshot"}}""").Options?.Sync);
        const string Trusted = "7:0x0000000000000000000000000000000000000000000000000000000000000001";
        File.WriteAllText(Path.Combine(_folder, "node.json"), """{"Node":{"Name":"a","Sync":"snapshot"}}""");
        using var configuration = new ConfigurationManager();
        configuration["config"] = Path.Combine(_folder, "node.json");
        configuration["trusted-block"] = Trusted;
        Assert.Equal(Trusted, NodeConfiguration.Load(configuration).Options?.TrustedBlock);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using var configuration = new ConfigurationManager();
        configuration["config"] = Path.Combine(_folder, "none.json");

        Assert.Contains("none.json", NodeConfiguration.Load(configuration).Errors.Single(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private (NodeOptions? Options, IReadOnlyList<string> Errors) Load(string text)
    {
        string file = Path.Combine(_folder, "node.json");
        File.WriteAllText(file, text);
        using var configuration = new ConfigurationManager();
        configuration["config"] = file;
        return NodeConfiguration.Load(configuration);
    }
}
