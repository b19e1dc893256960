using Ledger.Consensus;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Node;
using Ledger.Node.Pool;
using Ledger.Node.Ports;

namespace Ledger.Application.Network;

/// <summary>What this node knows of its group and of itself, taken at one moment.</summary>
public sealed record NodeView
{
    /// <summary>Takes the moment.</summary>
    public static NodeView Of(IChainStatus chain, IPoolReader pool) => new()
    {
        Genesis = chain.Genesis,
        GenesisHash = chain.GenesisHash,
        Self = chain.Self,
        Sealers = chain.Sealers,
        Parameters = chain.Parameters,
        Head = chain.Head,
        Base = chain.Base,
        Consensus = chain.Consensus,
        ConsensusAge = chain.ConsensusAge,
        Peers = chain.Peers,
        PeerProgress = chain.PeerProgress,
        PeerNames = chain.PeerNames,
        PoolCount = pool.Count,
        IsMember = chain.IsMember,
        RefusedBy = chain.RefusedBy,
        CommitBacklog = chain.CommitBacklog,
        IsStoreAway = chain.IsStoreAway,
        IsSyncing = chain.IsSyncing,
        HaltReason = chain.HaltReason,
    };

    /// <summary>The group's genesis.</summary>
    public required Genesis Genesis { get; init; }

    /// <summary>Hash of block 0.</summary>
    public required Hash256 GenesisHash { get; init; }

    /// <summary>This node.</summary>
    public required NodeId Self { get; init; }

    /// <summary>The sealers of the next block.</summary>
    public required SealerSet Sealers { get; init; }

    /// <summary>The parameters of the next block.</summary>
    public required GroupParameters Parameters { get; init; }

    /// <summary>The last committed block.</summary>
    public required ChainHead Head { get; init; }

    /// <summary>The snapshot that this node started from; <see langword="null"/> when it keeps every block.</summary>
    public SnapshotBase? Base { get; init; }

    /// <summary>The consensus core's state.</summary>
    public required ConsensusStatus Consensus { get; init; }

    /// <summary>Live links.</summary>
    public required IReadOnlyList<PeerSession> Peers { get; init; }

    /// <summary>The last committed block that each peer claims.</summary>
    public required IReadOnlyDictionary<NodeId, PeerProgress> PeerProgress { get; init; }

    /// <summary>Pending transactions.</summary>
    public required int PoolCount { get; init; }

    /// <summary>Whether this node is a sealer or observer, by its own blocks and by what sealers say who refuse it.</summary>
    public required bool IsMember { get; init; }

    /// <summary>The sealers that refuse this node as a stranger.</summary>
    public required IReadOnlyList<NodeId> RefusedBy { get; init; }

    /// <summary>Blocks that are final but not yet in the store.</summary>
    public required int CommitBacklog { get; init; }

    /// <summary>Whether the node is more than one block behind what peers claim.</summary>
    public required bool IsSyncing { get; init; }

    /// <summary>Why the group has stopped on this node; <see langword="null"/> while it runs.</summary>
    public required string? HaltReason { get; init; }

    /// <summary>How long ago <see cref="Consensus"/> was taken.</summary>
    public required TimeSpan ConsensusAge { get; init; }

    /// <summary>Whether this node's database takes no writes now.</summary>
    public required bool IsStoreAway { get; init; }

    /// <summary>The names of all peers that ever had a link to this node since it started.</summary>
    public required IReadOnlyDictionary<NodeId, string> PeerNames { get; init; }

    /// <summary>Why no block becomes final now, in words.</summary>
    public Stall Stall => StallWords.Of(this);

    /// <summary>Whether this node votes.</summary>
    public bool IsSealer => Sealers.Contains(Self);

    /// <summary>The highest block that this node or a peer claims.</summary>
    public long HighestKnown => PeerProgress.Values.Select(peer => peer.Number).Append(Head.Number).Max();
}
