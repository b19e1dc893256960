using Ledger.Consensus;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Events;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Node.Ports;
using Ledger.Node.Snapshots;
using Microsoft.Extensions.Logging;

namespace Ledger.Node.Joining;

/// <summary>Starts a node with an empty store from a snapshot that a quorum signed: finds one, proves its sealers, loads it, and makes it the
/// store's beginning. What follows it is then fetched and executed by <see cref="GroupNode"/> like any block.</summary>
/// <remarks>Broken off at any moment it goes on where the store is: chunks that are stored need not come again as long as a peer has the
/// same snapshot.</remarks>
public sealed class SnapshotJoin
{
    private static readonly TimeSpan StatusInterval = TimeSpan.FromSeconds(1);

    private readonly Genesis _genesis;
    private readonly FinalBlock _genesisBlock;
    private readonly GroupIdentity _group;
    private readonly CryptoSuite _suite;
    private readonly JoinOptions _options;
    private readonly JoinPorts _ports;
    private readonly ILogger _logger;
    private readonly JoinPeers _peers;
    private readonly EpochChain _chain;
    private readonly SnapshotFinder _finder;
    private readonly PatientSnapshotStore _store;
    private readonly SnapshotLoader _loader;
    private readonly JoinGateway _gateway;
    private CertifiedSnapshot? _target;

    /// <summary>Puts the parts together; nothing is asked yet.</summary>
    /// <param name="genesis">The group's genesis.</param>
    /// <param name="suite">The chain's cryptography.</param>
    /// <param name="options">How it starts.</param>
    /// <param name="ports">What it needs from outside.</param>
    public SnapshotJoin(Genesis genesis, CryptoSuite suite, JoinOptions options, JoinPorts ports)
    {
        (_genesis, _suite, _options, _ports) = (genesis, suite, options, ports);
        _logger = ports.Loggers.CreateLogger<SnapshotJoin>();
        (Block block, IReadOnlyList<StateWrite> writes) = GenesisBlock.Create(genesis, suite);
        _genesisBlock = new FinalBlock(block, BlockCertificate.None, writes);
        _group = new GroupIdentity(genesis.ChainId, genesis.GroupId, block.Hash);
        _peers = new JoinPeers(genesis.GroupId, ports.Links, ports.Time, _logger);
        _chain = new EpochChain(genesis, block, suite);
        var trust = new SnapshotTrust(_group, suite, _chain, _peers, options);
        _finder = new SnapshotFinder(genesis, (_group, suite), trust, _peers, ports);
        _store = new PatientSnapshotStore(ports.Store, ports.Time, _logger);
        _loader = new SnapshotLoader(suite.Hash, _peers, _store, ports.Time, _logger);
        _gateway = new JoinGateway(genesis.GroupId, block.Hash, _peers, ports.Links);
    }

    /// <summary>The door for peers.</summary>
    public IPeerHandler Peers => _gateway;

    /// <summary>How far it is, in one sentence.</summary>
    public string Progress => Volatile.Read(ref _target) is CertifiedSnapshot target
        ? $"it loads the snapshot of block {target.Number}: {_loader.Loaded} of {target.Chunks.Count} chunks"
        : $"it looks for a snapshot to start from; {_finder.Progress}";

    /// <summary>Works until the store has a beginning, or until it is known that no snapshot is needed or to be had.</summary>
    /// <exception cref="StoreConflictException">The store, or what a quorum signed, contradicts itself.</exception>
    public async Task<JoinOutcome> RunAsync(CancellationToken cancellation)
    {
        SnapshotLoading found = await _store.FindAsync(cancellation);
        if (!found.IsEmpty)
        {
            return JoinOutcome.NotNeeded;
        }

        if (WhyNone() is string reason)
        {
            _logger.JoinNotPossible(reason);
            return JoinOutcome.NoSnapshot;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task telling = TellAsync(stop.Token);
        try
        {
            return await JoinAsync(found, cancellation);
        }
        finally
        {
            Stop(stop);
            await telling;
        }
    }

    private async Task<JoinOutcome> JoinAsync(SnapshotLoading found, CancellationToken cancellation)
    {
        while (true)
        {
            if (await _finder.FindAsync(found, cancellation) is not (CertifiedSnapshot snapshot, NodeId source))
            {
                _logger.JoinNotPossible($"the group has no snapshot yet; one is made every {_genesis.SnapshotBlocks} blocks.");
                return JoinOutcome.NoSnapshot;
            }

            Volatile.Write(ref _target, snapshot);
            Hash256 digest = snapshot.DigestOf(_group, _suite.Hash);
            if (found.Number != snapshot.Number || found.Digest != digest)
            {
                found = new SnapshotLoading(true, snapshot.Number, digest, 0);
                await _store.BeginAsync(found, cancellation);
            }

            _logger.JoinProgress($"block {snapshot.Number}, {snapshot.Chunks.Count} chunks, of which {found.Chunks} are stored.");
            if (await _loader.LoadAsync(snapshot, found.Chunks, cancellation))
            {
                if (await HasEnoughSealsAsync(snapshot, cancellation))
                {
                    await AdoptAsync(snapshot, cancellation);
                    return JoinOutcome.Adopted;
                }

                _peers.Convict(source, $"block {snapshot.Number} has fewer seals than the group's algorithm asks for");
            }

            Volatile.Write(ref _target, null);
            found = await _store.FindAsync(cancellation);
        }
    }

    /// <summary>The record in the loaded state must be the one that was proven; where a person vouched, it says how many seals the block must
    /// have.</summary>
    private async Task<bool> HasEnoughSealsAsync(CertifiedSnapshot snapshot, CancellationToken cancellation)
    {
        GovernanceSchedule schedule = await ReadRecordAsync(cancellation)
            ?? throw new StoreConflictException(
                $"The snapshot of block {snapshot.Number} holds no group parameters. This program is not the group's; start the version "
                + "that its other nodes run.");
        if (_options.TrustedBlock is null && !schedule.Encode().AsSpan().SequenceEqual(_chain.UpTo(snapshot.Number).Schedule.Encode()))
        {
            throw new StoreConflictException(
                $"The snapshot of block {snapshot.Number} holds other group parameters than its headers prove. Let this node take the whole "
                + "chain (Node:Sync full), and tell the group's members.");
        }

        var sealers = new SealerSet(snapshot.Header.SealerList, schedule.At(snapshot.Number).SealerSet().Faults);
        return snapshot.IsProven(_group, sealers, _suite);
    }

    private async Task<GovernanceSchedule?> ReadRecordAsync(CancellationToken cancellation)
    {
        var account = StateKey.ForAccount(GovernanceRecord.SystemConfigAddress);
        ReadOnlyMemory<byte> stored = (await _store.ReadAsync([account], cancellation))[0];
        if (!AccountCodec.TryDecode(stored.Span, out Account config))
        {
            return null;
        }

        ReadOnlyMemory<byte> code = (await _store.ReadAsync([StateKey.ForCode(config.CodeHash)], cancellation))[0];
        return GovernanceRecord.TryRead(code.Span, out GovernanceSchedule? schedule) ? schedule : null;
    }

    private async Task AdoptAsync(CertifiedSnapshot snapshot, CancellationToken cancellation)
    {
        Hash256 blockHash = HeaderCodec.Hash(snapshot.Header, _suite.Hash);
        var manifest = new SnapshotManifest(snapshot.Number, blockHash, snapshot.Chunks);
        Hash256 digest = manifest.Digest(_group, _suite.Hash);
        var state = new AdoptedState(
            digest.ToString(),
            snapshot.Chunks.Count,
            manifest.RootOf(_suite.Hash).ToString(),
            [.. snapshot.Seals.Seals.Select(seal => snapshot.Header.SealerList[seal.Sealer].ToString())],
            [.. snapshot.Seals.Seals.Select(seal => new CommittedSeal(seal.Sealer, Hex.Encode(seal.Signature.Span)))],
            _options.TrustedBlock?.ToString());
        IReadOnlyList<EpochProof> proofs = _options.TrustedBlock is null
            ? _chain.UpTo(snapshot.Number).Proofs
            : [];
        var adopted = new AdoptedSnapshot(
            snapshot.Block, blockHash, snapshot.TransactionHashes(_suite.Hash)!, state, proofs);
        await _store.AdoptAsync(_genesis, _genesisBlock, adopted, cancellation);
        _logger.SnapshotAdopted(snapshot.Number, blockHash, digest, state.Signers.Count);
    }

    // Not CancelAsync, which runs what waits on a thread of the pool: every step of a node runs where the node was started.
    private static void Stop(CancellationTokenSource source) => source.Cancel();

    private string? WhyNone() => _genesis.SnapshotBlocks == 0
        ? "the group makes no snapshots, its genesis says so (snapshotBlocks)."
        : _genesis.Sealers.Concat(_genesis.Observers).All(member => member == _ports.Self)
            ? "the genesis names no other member, so there is nobody to ask."
        : null;

    private async Task TellAsync(CancellationToken cancellation)
    {
        try
        {
            using var timer = new PeriodicTimer(StatusInterval, _ports.Time);
            do
            {
                _gateway.TellStatus();
            }
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        catch (OperationCanceledException)
        {
            // The store has its beginning.
        }
    }
}
