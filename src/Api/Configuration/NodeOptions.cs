namespace Ledger.Api.Configuration;

/// <summary>One node's configuration: the section <c>Node</c> of its <c>node.json</c>. Relative paths start at that file's folder.</summary>
public sealed record NodeOptions
{
    /// <summary>Every block from block 0 on.</summary>
    public const string FullSync = "full";

    /// <summary>A snapshot first.</summary>
    public const string SnapshotSync = "snapshot";

    /// <summary>A name for people, such as <c>node0</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where HTTP listens: JSON-RPC, REST, Swagger, health and metrics. Default <c>http://127.0.0.1:8545</c>.</summary>
    public string HttpUrl { get; init; } = "http://127.0.0.1:8545";

    /// <summary>Origins whose web pages may call HTTP, or <c>*</c>, which browser wallets and Remix need. Default <c>*</c>:
    /// answers never depend on cookies, so a page learns no more than its user could ask.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = ["*"];

    /// <summary>Where peers connect, as <c>host:port</c>. Default <c>127.0.0.1:30300</c>.</summary>
    public string PeerListen { get; init; } = "127.0.0.1:30300";

    /// <summary>Addresses of the other nodes, as <c>host:port</c>.</summary>
    public IReadOnlyList<string> Peers { get; init; } = [];

    /// <summary>The genesis document of the node's default group. Default <c>genesis.json</c>.</summary>
    public string GenesisFile { get; init; } = "genesis.json";

    /// <summary>The node's consensus key, secp256k1: 64 hexadecimal digits; readable by its owner only. Default <c>node.key</c>.</summary>
    public string NodeKeyFile { get; init; } = "node.key";

    /// <summary>The node's TLS certificate, PEM. Default <c>tls.crt</c>.</summary>
    public string TlsCertificateFile { get; init; } = "tls.crt";

    /// <summary>The key of that certificate, PEM. Default <c>tls.key</c>.</summary>
    public string TlsKeyFile { get; init; } = "tls.key";

    /// <summary>The chain's certificate authority, PEM. Default <c>ca.crt</c>.</summary>
    public string CaCertificateFile { get; init; } = "ca.crt";

    /// <summary>How a group comes into an empty database: <c>full</c> takes every block from block 0 on and executes it, <c>snapshot</c> starts
    /// from a snapshot that a quorum of the sealers signed and takes the blocks above it. A database that holds a chain goes on where it is,
    /// however it began. Default <c>full</c>.</summary>
    public string Sync { get; init; } = FullSync;

    /// <summary>A block of the default group that you vouch for, as <c>NUMBER:HASH</c>: the sealers of the snapshot are believed because its
    /// block and this one are of one chain. Also <c>--trusted-block</c>. Default none: they are proven from the genesis.</summary>
    public string TrustedBlock { get; init; } = "";

    /// <summary>A PostgreSQL connection string; empty runs a private cluster in <see cref="DataFolder"/>.</summary>
    public string Database { get; init; } = "";

    /// <summary>Where the node keeps what groups it has: a folder each, with its genesis and its status. Default <c>groups</c>.</summary>
    public string GroupsFolder { get; init; } = "groups";

    /// <summary>The token that managing the node takes; drawn at the first start, readable by its owner only. Default <c>admin.token</c>.</summary>
    public string AdminTokenFile { get; init; } = "admin.token";

    /// <summary>Where a private PostgreSQL cluster keeps its data. Default <c>data</c>.</summary>
    public string DataFolder { get; init; } = "data";
}
