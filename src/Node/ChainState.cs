using System.Collections.Concurrent;
using Ledger.Consensus;
using Ledger.Consensus.Epochs;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Node.Epochs;
using Ledger.Node.Ports;

namespace Ledger.Node;

/// <summary>The moment's values of one node, published by their owners for everyone to read.</summary>
public sealed class ChainState : IChainStatus, IDisposable
{
    private readonly ConcurrentDictionary<NodeId, PeerProgress> _peerProgress = new();
    private readonly EpochBook _epochs;
    private readonly ConcurrentDictionary<NodeId, string> _peerNames = new();
    private readonly Turnstile _heads = new();
    private readonly IPeerLinks _links;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _halted = new();
    private volatile ConsensusStatus _consensus;
    private volatile bool _isSilent;
    private volatile string? _haltReason;
    private volatile ChainHead _head;
    private int _commitBacklog;
    private int _storeTroubles;
    private long _consensusAt;

    /// <summary>Begins at the store's last block.</summary>
    /// <param name="group">The group.</param>
    /// <param name="self">This node.</param>
    /// <param name="head">The store's last block.</param>
    /// <param name="links">The peer links.</param>
    /// <param name="time">The clock that says how old a published value is.</param>
    public ChainState(GroupContext group, NodeId self, ChainHead head, IPeerLinks links, TimeProvider time)
    {
        Genesis = group.Genesis;
        GenesisHash = group.GenesisHash;
        Self = self;
        _epochs = group.Epochs;
        _head = head;
        _links = links;
        _time = time;
        _consensusAt = time.GetTimestamp();
        _consensus = new ConsensusStatus(head.Number + 1, 0, 0, "Starting", [], head.Number, 0);
    }

    /// <inheritdoc/>
    public SnapshotBase? Base { get; init; }

    private Epoch Epoch => _epochs.At(_head.Number + 1);

    /// <inheritdoc/>
    public Genesis Genesis { get; }

    /// <inheritdoc/>
    public Hash256 GenesisHash { get; }

    /// <inheritdoc/>
    public NodeId Self { get; }

    /// <inheritdoc/>
    public SealerSet Sealers => Epoch.Sealers;

    /// <inheritdoc/>
    public GroupParameters Parameters => Epoch.Parameters;

    /// <inheritdoc/>
    public ChainHead Head => _head;

    /// <inheritdoc/>
    public ConsensusStatus Consensus => _consensus;

    /// <inheritdoc/>
    public IReadOnlyList<PeerSession> Peers => _links.Sessions;

    /// <inheritdoc/>
    public IReadOnlyDictionary<NodeId, PeerProgress> PeerProgress => _peerProgress;

    /// <inheritdoc/>
    public TimeSpan ConsensusAge => _time.GetElapsedTime(Volatile.Read(ref _consensusAt));

    /// <inheritdoc/>
    public IReadOnlyDictionary<NodeId, string> PeerNames => _peerNames;

    /// <inheritdoc/>
    public bool IsStoreAway => Volatile.Read(ref _storeTroubles) > 0;

    /// <inheritdoc/>
    public int CommitBacklog => Volatile.Read(ref _commitBacklog);

    /// <inheritdoc/>
    public bool IsMember => _epochs.IsMember(Self, _head.Number) && RefusedBy.Count <= Sealers.MaxFaulty;

    /// <inheritdoc/>
    public IReadOnlyList<NodeId> RefusedBy =>
        _links.RefusedBy is { Count: > 0 } refusing ? [.. refusing.Where(peer => Sealers.Contains(peer))] : [];

    /// <inheritdoc/>
    public bool IsSyncing => CrediblePeer > Head.Number + 1;

    /// <inheritdoc/>
    public string? HaltReason => _haltReason;

    /// <summary>Whether this node keeps back what would bind it. It is not silent any more only when its journal holds what the end of the silence
    /// rests on, which is later than <see cref="Consensus"/> says so.</summary>
    public bool IsSilent => _isSilent;

    /// <summary>Cancelled when the group stops on this node.</summary>
    public CancellationToken Halted => _halted.Token;

    /// <summary>The highest block that a connected peer claims; a claim, so only good for asking.</summary>
    public long HighestPeer => _peerProgress.Values.Select(progress => progress.Number).DefaultIfEmpty(0).Max();

    /// <summary>The highest block that at least one honest peer claims: f + 1 sealers say that they have it.</summary>
    public long CrediblePeer => _peerProgress
        .Where(peer => Sealers.Contains(peer.Key))
        .Select(peer => peer.Value.Number)
        .OrderDescending()
        .Skip(Sealers.MaxFaulty)
        .FirstOrDefault();

    /// <inheritdoc/>
    public async Task<ChainHead> WaitForBlockAboveAsync(long number, CancellationToken cancellation)
    {
        await _heads.PassAsync(() => _head.Number > number, cancellation);
        return _head;
    }

    /// <summary>Publishes a committed block and wakes those who wait for one.</summary>
    public void SetHead(ChainHead head)
    {
        _head = head;
        _heads.WakeAll();
    }

    /// <summary>Publishes what consensus is doing.</summary>
    public void SetConsensus(ConsensusStatus status)
    {
        _consensus = status;
        Volatile.Write(ref _consensusAt, _time.GetTimestamp());
    }

    /// <summary>Publishes that everything that consensus wanted durable so far is.</summary>
    public void SetJournalled(ConsensusStatus status) => _isSilent = status.Phase == ConsensusStatus.Silent;

    /// <summary>Counts a writer whose database went away; <see cref="StoreIsBack"/> takes it back.</summary>
    public void StoreIsAway() => Interlocked.Increment(ref _storeTroubles);

    /// <summary>Takes one <see cref="StoreIsAway"/> back.</summary>
    public void StoreIsBack() => Interlocked.Decrement(ref _storeTroubles);

    /// <summary>Remembers the names of the peers that have a link now.</summary>
    public void NotePeers()
    {
        foreach (PeerSession session in _links.Sessions)
        {
            _peerNames[session.Id] = session.Name;
        }
    }

    /// <summary>Publishes how many final blocks wait for the store.</summary>
    public void SetCommitBacklog(int blocks) => Volatile.Write(ref _commitBacklog, blocks);

    /// <summary>Notes what a peer claims.</summary>
    public void SetPeerProgress(in NodeId peer, PeerProgress progress) => _peerProgress[peer] = progress;

    /// <summary>Forgets a peer that left.</summary>
    public void ForgetPeer(in NodeId peer) => _peerProgress.TryRemove(peer, out _);

    /// <summary>Stops the group on this node: a broken invariant, and wrong is worse than stopped. The first reason stays.</summary>
    public void Halt(string reason)
    {
        _haltReason ??= reason;
        _halted.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose() => _halted.Dispose();
}
