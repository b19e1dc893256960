using Ledger.Domain.Primitives;

namespace Ledger.Domain.Governance;

/// <summary>What the members of a group agreed before its first block. Written once, as <c>genesis.json</c>; equal on every node.</summary>
public sealed record Genesis
{
    /// <summary>The chain id that transactions sign (EIP-155); one a group, or a transaction could be replayed in another.</summary>
    public required long ChainId { get; init; }

    /// <summary>The group's number, 1 to 32767.</summary>
    public required int GroupId { get; init; }

    /// <summary>Milliseconds since the Unix epoch of the genesis block.</summary>
    public required long Timestamp { get; init; }

    /// <summary>The first sealers.</summary>
    public required IReadOnlyList<NodeId> Sealers { get; init; }

    /// <summary>The consensus algorithm: <c>pbft</c>.</summary>
    public string Consensus { get; init; } = "pbft";

    /// <summary>The EVM revision. Default Prague.</summary>
    public Fork Fork { get; init; } = Fork.Prague;

    /// <summary>The most transactions of a block. Default 2000.</summary>
    public int BlockTransactionsMax { get; init; } = 2000;

    /// <summary>The gas that the transactions of a block may use together. Default 3,000,000,000.</summary>
    public long BlockGasLimit { get; init; } = 3_000_000_000;

    /// <summary>The gas limit of one transaction. Default 300,000,000.</summary>
    public long TransactionGasLimit { get; init; } = 300_000_000;

    /// <summary>The first view-change timeout in milliseconds. Default 3000.</summary>
    public int ConsensusTimeoutMs { get; init; } = 3000;

    /// <summary>How many blocks ahead a FISCO transaction's block limit may lie. Default 1000.</summary>
    public int BlockLimitWindow { get; init; } = 1000;

    /// <summary>Balances at block 0, in wei.</summary>
    public IReadOnlyDictionary<Address, UInt256> Allocations { get; init; } = new Dictionary<Address, UInt256>();

    /// <summary>The first sealers as a set.</summary>
    public SealerSet SealerSet() => new(Sealers);
}
