using Ledger.Cli.Layout;
using Ledger.Domain.Governance;

namespace Ledger.Cli.Creation;

/// <summary>What a new chain shall be.</summary>
/// <param name="ChainId">The chain id that transactions sign.</param>
/// <param name="GroupId">The group's number.</param>
/// <param name="Consensus">The consensus algorithm.</param>
/// <param name="Database">Where the nodes keep their databases.</param>
/// <param name="DatabaseTemplate">A connection string with <c>{database}</c> in it; empty when there is none yet.</param>
/// <param name="FundsDevelopmentAccounts">Whether the ten accounts of the public test mnemonic own ether at block 0.</param>
/// <param name="Places">Where each node is.</param>
internal sealed record ChainPlan(
    long ChainId,
    int GroupId,
    ConsensusAlgorithm Consensus,
    DatabaseMode Database,
    string DatabaseTemplate,
    bool FundsDevelopmentAccounts,
    IReadOnlyList<NodePlace> Places)
{
    /// <summary>The most nodes that one command makes.</summary>
    public const int NodesMax = 32;

    /// <summary>The EVM revision. Default Prague.</summary>
    public Fork Fork { get; init; } = ForkOption.Default;
}
