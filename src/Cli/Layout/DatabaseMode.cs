namespace Ledger.Cli.Layout;

/// <summary>Where the nodes of a chain keep their databases.</summary>
internal enum DatabaseMode
{
    /// <summary>One private PostgreSQL under the chain's folder, a database a node: the development chain.</summary>
    Shared,

    /// <summary>Every node runs a private PostgreSQL of its own.</summary>
    PerNode,

    /// <summary>A server that someone else runs; the connection strings stand in the nodes' configuration.</summary>
    External,
}
