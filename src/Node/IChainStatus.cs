using Ledger.Consensus;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Node.Ports;

namespace Ledger.Node;

/// <summary>What one node knows of its group and of itself. Thread-safe; every member is a moment's value.</summary>
public interface IChainStatus
{
    /// <summary>The group's genesis.</summary>
    Genesis Genesis { get; }

    /// <summary>Hash of block 0.</summary>
    Hash256 GenesisHash { get; }

    /// <summary>This node.</summary>
    NodeId Self { get; }

    /// <summary>The sealers of the next block.</summary>
    SealerSet Sealers { get; }

    /// <summary>The parameters of the next block.</summary>
    GroupParameters Parameters { get; }

    /// <summary>The last committed block: readable, with all its rows, on this node.</summary>
    ChainHead Head { get; }

    /// <summary>The snapshot that this node started from; <see langword="null"/> when it keeps every block.</summary>
    SnapshotBase? Base => null;

    /// <summary>The consensus core's state.</summary>
    ConsensusStatus Consensus { get; }

    /// <summary>How long ago <see cref="Consensus"/> was published. A core that waits says where it stands about once a second.</summary>
    TimeSpan ConsensusAge { get; }

    /// <summary>Live links.</summary>
    IReadOnlyList<PeerSession> Peers { get; }

    /// <summary>The last committed block that each peer claims.</summary>
    IReadOnlyDictionary<NodeId, PeerProgress> PeerProgress { get; }

    /// <summary>The names of all peers that ever had a link to this node since it started.</summary>
    IReadOnlyDictionary<NodeId, string> PeerNames { get; }

    /// <summary>Whether the database takes no writes now: votes and blocks wait for it.</summary>
    bool IsStoreAway { get; }

    /// <summary>Whether this node is a sealer or observer now or in a coming epoch: by its own blocks, and unless more sealers than may lie
    /// refuse it as a stranger, who know of later blocks.</summary>
    bool IsMember { get; }

    /// <summary>The sealers that refuse this node as a stranger.</summary>
    IReadOnlyList<NodeId> RefusedBy => [];

    /// <summary>Blocks that are final but not yet in the store.</summary>
    int CommitBacklog { get; }

    /// <summary>Whether the node is more than one block behind what peers claim.</summary>
    bool IsSyncing { get; }

    /// <summary>Why the group has stopped on this node, in one sentence; <see langword="null"/> while it runs.</summary>
    string? HaltReason { get; }

    /// <summary>Completes at the first committed block above <paramref name="number"/>.</summary>
    Task<ChainHead> WaitForBlockAboveAsync(long number, CancellationToken cancellation);
}
