namespace Ledger.Cli.Layout;

/// <summary>What <c>chain.json</c> says: the chain that lives in a folder.</summary>
/// <param name="ChainId">The chain id that transactions sign.</param>
/// <param name="GroupId">The group's number.</param>
/// <param name="Consensus">The consensus algorithm.</param>
/// <param name="Database">Where the nodes keep their databases.</param>
/// <param name="Nodes">The nodes, by index.</param>
internal sealed record ChainDocument(
    long ChainId, int GroupId, string Consensus, DatabaseMode Database, IReadOnlyList<ChainNode> Nodes);
