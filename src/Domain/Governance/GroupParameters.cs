using Ledger.Domain.Primitives;

namespace Ledger.Domain.Governance;

/// <summary>What a group's transactions can change: members, algorithm and limits. Equal on every node at a height.</summary>
/// <remarks>The meaning of each is <see cref="Genesis"/>'s, which gives the first ones.</remarks>
public sealed record GroupParameters
{
    /// <summary>The algorithm.</summary>
    public required ConsensusAlgorithm Consensus { get; init; }

    /// <summary>The sealers, ascending. In an rPBFT group those that a draw chooses from.</summary>
    public required IReadOnlyList<NodeId> Sealers { get; init; }

    /// <summary>The observers, ascending; none is a sealer.</summary>
    public required IReadOnlyList<NodeId> Observers { get; init; }

    /// <summary>The most transactions of a block.</summary>
    public required int BlockTransactionsMax { get; init; }

    /// <summary>The most bytes of a block's transactions.</summary>
    public required int BlockSizeBytesMax { get; init; }

    /// <summary>The gas that the transactions of a block may use together.</summary>
    public required long BlockGasLimit { get; init; }

    /// <summary>The gas limit of one transaction.</summary>
    public required long TransactionGasLimit { get; init; }

    /// <summary>The first view-change timeout in milliseconds.</summary>
    public required int ConsensusTimeoutMs { get; init; }

    /// <summary>The cap of the view-change timeout in milliseconds.</summary>
    public required int ConsensusTimeoutMaxMs { get; init; }

    /// <summary>The shortest time in milliseconds between two blocks.</summary>
    public required int BlockIntervalMs { get; init; }

    /// <summary>How many heights may be open above the last final one.</summary>
    public required int SequenceWindow { get; init; }

    /// <summary>How many consecutive heights one sealer proposes.</summary>
    public required int HeightsPerTurn { get; init; }

    /// <summary>How many sealers of an rPBFT group work at a time; 0 for all.</summary>
    public required int EpochSealers { get; init; }

    /// <summary>After how many blocks an rPBFT group draws its working sealers anew.</summary>
    public required int EpochBlocks { get; init; }

    /// <summary>The sealers as a set, whose quorum follows from the algorithm.</summary>
    public SealerSet SealerSet() =>
        new(Sealers, Consensus == ConsensusAlgorithm.Raft ? FaultModel.Crash : FaultModel.Byzantine);

    /// <summary>Whether a node belongs to the group.</summary>
    public bool IsMember(NodeId node) => Sealers.Contains(node) || Observers.Contains(node);

    /// <inheritdoc/>
    public bool Equals(GroupParameters? other) =>
        other is not null && GroupParametersCodec.Encode(this).AsSpan().SequenceEqual(GroupParametersCodec.Encode(other));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Consensus, Sealers.Count, Observers.Count, BlockGasLimit);
}
