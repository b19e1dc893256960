using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Cli.Layout;

/// <summary>The section <c>Node</c> of a <c>node.json</c>, as the server reads it; paths are relative to that file.</summary>
/// <param name="Name">A name for people.</param>
/// <param name="HttpUrl">Where HTTP listens.</param>
/// <param name="PeerListen">Where peers connect, as <c>host:port</c>.</param>
/// <param name="Peers">The other nodes, as <c>host:port</c>.</param>
/// <param name="Database">A PostgreSQL connection string; empty runs a private cluster.</param>
internal sealed record NodeSettings(
    string Name, string HttpUrl, string PeerListen, IReadOnlyList<string> Peers, string Database)
{
    /// <summary>The group's genesis document.</summary>
    public string GenesisFile { get; init; } = "genesis.json";

    /// <summary>The node's consensus key.</summary>
    public string NodeKeyFile { get; init; } = "node.key";

    /// <summary>The node's TLS certificate.</summary>
    public string TlsCertificateFile { get; init; } = "tls.crt";

    /// <summary>The key of that certificate.</summary>
    public string TlsKeyFile { get; init; } = "tls.key";

    /// <summary>The chain's certificate authority.</summary>
    public string CaCertificateFile { get; init; } = "ca.crt";

    /// <summary>How a group comes into an empty database: <c>full</c> or <c>snapshot</c>.</summary>
    public string Sync { get; init; } = "full";

    /// <summary>Where a private PostgreSQL cluster keeps its data.</summary>
    public string DataFolder { get; init; } = "data";

    /// <summary>Settings of the server that the command line does not know, such as <c>TrustedBlock</c>, kept as an operator wrote them.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; init; }
}
