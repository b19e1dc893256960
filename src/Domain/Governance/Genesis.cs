using Ledger.Domain.Primitives;

namespace Ledger.Domain.Governance;

/// <summary>What the members of a group agreed before its first block. Written once, as <c>genesis.json</c>; equal on every node.</summary>
public sealed record Genesis
{
    /// <summary>The chain id that transactions sign (EIP-155); one a group, or a transaction could be replayed in another.</summary>
    public required long ChainId { get; init; }

    /// <summary>The group's number, 1 to 32767.</summary>
    public required int GroupId { get; init; }

    /// <summary>The chain's number, equal in all its groups: FISCO transactions sign it together with the group's number, so that none can be
    /// replayed in another group, and nodes that name another are no peers. Default: <see cref="ChainId"/>.</summary>
    public long FiscoChainId { get => field == 0 ? ChainId : field; init; }

    /// <summary>Milliseconds since the Unix epoch of the genesis block.</summary>
    public required long Timestamp { get; init; }

    /// <summary>The first sealers.</summary>
    public required IReadOnlyList<NodeId> Sealers { get; init; }

    /// <summary>The first observers: nodes that get every block and have no vote.</summary>
    public IReadOnlyList<NodeId> Observers { get; init; } = [];

    /// <summary>The accounts that may change members and parameters by transaction. None: nobody can.</summary>
    public IReadOnlyList<Address> Governors { get; init; } = [];

    /// <summary>The first consensus algorithm.</summary>
    public ConsensusAlgorithm Consensus { get; init; } = ConsensusAlgorithm.Pbft;

    /// <summary>The EVM revision. Default Prague.</summary>
    public Fork Fork { get; init; } = Fork.Prague;

    /// <summary>The most transactions of a block. Default 2000.</summary>
    public int BlockTransactionsMax { get; init; } = 2000;

    /// <summary>The most bytes of a block's transactions. Default 4 MiB.</summary>
    public int BlockSizeBytesMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>The gas that the transactions of a block may use together. Default 3,000,000,000.</summary>
    public long BlockGasLimit { get; init; } = 3_000_000_000;

    /// <summary>The gas limit of one transaction. Default 300,000,000.</summary>
    public long TransactionGasLimit { get; init; } = 300_000_000;

    /// <summary>The first view-change timeout in milliseconds. Default 3000.</summary>
    public int ConsensusTimeoutMs { get; init; } = 3000;

    /// <summary>The cap of the view-change timeout in milliseconds. Default 24,000.</summary>
    public int ConsensusTimeoutMaxMs { get; init; } = 24_000;

    /// <summary>The shortest time in milliseconds between two blocks. Default none: a block is made when there is work.</summary>
    public int BlockIntervalMs { get; init; }

    /// <summary>How many heights may be open above the last final one. Default 4.</summary>
    public int SequenceWindow { get; init; } = 4;

    /// <summary>How many consecutive heights one sealer proposes before the next one's turn. Default 32.</summary>
    /// <remarks>With turns of one height every block waits for the new leader to hear of the one before.</remarks>
    public int HeightsPerTurn { get; init; } = 32;

    /// <summary>How many sealers of an rPBFT group work at a time; 0 for all.</summary>
    public int EpochSealers { get; init; }

    /// <summary>After how many blocks an rPBFT group draws its working sealers anew. Default 1000.</summary>
    public int EpochBlocks { get; init; } = 1000;

    /// <summary>How many blocks after its own block a change of members or parameters takes effect. Default 8.</summary>
    /// <remarks>Above every <see cref="SequenceWindow"/>: whoever opens a height knows its sealers.</remarks>
    public int ActivationDelay { get; init; } = 8;

    /// <summary>After how many blocks the sealers sign a snapshot of the world state. Default 10,000; 0 for never.</summary>
    public int SnapshotBlocks { get; init; } = 10_000;

    /// <summary>How many blocks ahead a FISCO transaction's block limit may lie. Default 1000.</summary>
    public int BlockLimitWindow { get; init; } = 1000;

    /// <summary>Balances at block 0, in wei.</summary>
    public IReadOnlyDictionary<Address, UInt256> Allocations { get; init; } = new Dictionary<Address, UInt256>();

    /// <summary>The first sealers as a set.</summary>
    public SealerSet SealerSet() => Parameters().SealerSet();

    /// <summary>The parameters that hold until the first change by transaction.</summary>
    public GroupParameters Parameters() => new()
    {
        Consensus = Consensus,
        Sealers = [.. Sealers.Order()],
        Observers = [.. Observers.Order()],
        BlockTransactionsMax = BlockTransactionsMax,
        BlockSizeBytesMax = BlockSizeBytesMax,
        BlockGasLimit = BlockGasLimit,
        TransactionGasLimit = TransactionGasLimit,
        ConsensusTimeoutMs = ConsensusTimeoutMs,
        ConsensusTimeoutMaxMs = ConsensusTimeoutMaxMs,
        BlockIntervalMs = BlockIntervalMs,
        SequenceWindow = SequenceWindow,
        HeightsPerTurn = HeightsPerTurn,
        EpochSealers = EpochSealers,
        EpochBlocks = EpochBlocks,
    };
}
