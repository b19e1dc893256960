using Ledger.Consensus;
using Ledger.Consensus.Epochs;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Events;
using Ledger.Domain.Governance;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Evm;
using Ledger.Node.Epochs;
using Ledger.Node.Execution;
using Ledger.Node.Loop;
using Ledger.Node.Pool;
using Ledger.Node.Ports;
using Ledger.Node.Reads;
using Ledger.Node.Silence;
using Ledger.Node.Snapshots;
using Ledger.Node.Sync;
using Ledger.Node.Tracing;
using Ledger.Node.Wire;
using Microsoft.Extensions.Logging;

namespace Ledger.Node;

/// <summary>Opens the store and puts one group's replica together.</summary>
/// <param name="genesis">The group's genesis.</param>
/// <param name="suite">The chain's cryptography.</param>
/// <param name="options">Settings of this node.</param>
/// <param name="ports">What it needs from outside.</param>
/// <param name="executors">Makes an EVM for the group's rules.</param>
public sealed class GroupNodeBuilder(
    Genesis genesis,
    CryptoSuite suite,
    GroupNodeOptions options,
    GroupNodePorts ports,
    Func<ExecutionRules, CryptoSuite, ITransactionExecutor> executors)
{
    private readonly ILogger _logger = ports.Loggers.CreateLogger<GroupNode>();
    private readonly SenderCache _recovery = new(new BatchSenderRecovery(suite.Signatures, options.SenderRecoveryThreadsMax));

    /// <summary>Where the simulator plants bugs.</summary>
    internal ConsensusSeams Seams { get; init; } = new();

    /// <summary>Opens the store, replays what the journal says and gives a replica that is ready to run.</summary>
    /// <exception cref="StoreConflictException">The store is of another genesis, or its tail is damaged.</exception>
    public async Task<GroupNode> OpenAsync(CancellationToken cancellation)
    {
        (Block block, IReadOnlyList<StateWrite> writes) = GenesisBlock.Create(genesis, suite);
        ChainHead head = await ports.Store.OpenAsync(
            genesis, new FinalBlock(block, BlockCertificate.None, writes), cancellation);
        ExecutionStart start = await ExecutionStart.LoadAsync(
            head, ports.Store, ports.StateStore, genesis.BlockLimitWindow, cancellation);
        EpochBook epochs = await EpochLoader.LoadAsync(
            genesis, start.Schedule, head, ports.Store, suite, cancellation);
        var group = new GroupContext(genesis, block.Hash, suite, epochs);
        IReadOnlyList<ConsensusEvent> journal = await ports.Journal.LoadAsync(head.Number, cancellation);
        EpochBase ground = await BaseAsync(group, head, cancellation);
        JournalWatch watch = await JournalWatch.OpenAsync(ports, group.Epochs, journal, head.Number, cancellation);
        GroupNodeParts parts = Assemble(group, start, ground, watch, out ProposalDesk desk);
        await RestoreBodiesAsync(group, desk, head.Number, cancellation);
        _logger.GroupOpened(genesis.GroupId, genesis.ChainId, head.Number, head.Hash);
        _logger.JournalReplayed(journal.Count, head.Number);
        return new GroupNode(parts, journal, ports.Time, _logger);
    }

    private GroupNodeParts Assemble(
        GroupContext group, ExecutionStart start, in EpochBase ground, JournalWatch watch, out ProposalDesk desk)
    {
        ChainHead head = start.Head;
        var state = new ChainState(group, ports.Signer.Id, head, ports.Links, ports.Time) { Base = ports.Store.Base };
        var inbox = new Inbox();
        var pool = new TransactionPool(options.Pool);
        var cache = new HeadCache(ports.StateStore);
        cache.Apply(head.Number, []);
        var caller = new ContractCaller(genesis, NewExecutor, cache, ports.Store, state);
        var replayer = new BlockReplayer(
            new ReplaySources(genesis, cache, ports.Store, ports.StateStore), NewExecutor, _logger);
        var committer = new BlockCommitter(
            ports.Store, new CommitListeners(cache, pool, inbox, group.Epochs), state, ports.Time, _logger);
        var executor = new BlockExecutor(
            group, NewExecutor(), new PatientStateStore(ports.StateStore, ports.Time, _logger), start);
        var pipeline = new BlockPipeline(executor, committer, pool, inbox, state);
        var gossip = new TransactionGossip(group, ports.Links, ports.Time, _logger);
        var requests = new PeerRequests(group, state, ports.Links, gossip);
        var import = new BlockImport(group, _recovery, pipeline) { Seals = watch.Seals };
        var sync = new BlockSync(import, pipeline, state, requests, _logger);
        var algorithms = new ConsensusAlgorithms(group.Identity, suite, ports.Signer, options.Pbft);
        desk = new ProposalDesk(group, new Proposer(ports.Signer.Id, algorithms.Draws), pool, state, ports.Time);
        var admission = new AdmissionCheck(
            group, state, caller, start.FiscoNonces, new LiveQuorumCheck(group, state));
        var intake = new TransactionIntake(
            group, admission, _recovery, pool, new Arrivals(inbox, gossip, ports.Store));
        var seals = new EpochSeals(Seams.Seals(algorithms.Seal));
        var snapshots = new SnapshotService(group, SnapshotsOf(group), state, ports.Links, _logger);
        var proofs = new ProofAnswers(group, ports.Proofs, state, ports.Links, _logger);
        var reads = new ReadDesk(group, state, inbox, ports.Links, ports.Time);
        var gateway = new PeerGateway(group, seals, inbox, desk, new PeerGatewayParts(
            state, gossip, requests, sync, snapshots, proofs, reads, ports.Store, _recovery, ports.Links, _logger));
        var timers = new ConsensusTimers(ports.Time, inbox);
        var work = new EffectWork(desk, pipeline, timers, requests, new EffectReport(state, pool, reads, _logger));
        var journal = new JournalWriter(watch.Journal, state, ports.Time, _logger);
        var outlet = new ConsensusOutlet(group, seals, journal, ports.Links);
        var core = new EpochCore(
            group.Epochs.From(head.Number + 1),
            ground,
            new CertifiedHeader(head.Header, head.Hash, head.Certificate),
            watch.Wrap(Seams.Cores(algorithms.Core)));
        var loop = new NodeLoop(core, inbox, outlet, work, ports.Time);
        var cleanup = new JournalCleanup(ports.Journal, state, _logger);
        var beat = new SyncBeat(sync, desk, requests, cleanup, ports.Time);
        return new GroupNodeParts(
            state, pool, intake, gossip, caller, replayer, gateway, loop, timers, pipeline, committer, sync, snapshots, beat)
        {
            Reads = reads,
            Memory = watch.Check(state, pipeline, sync, inbox, _logger),
        };
    }

    private SnapshotMaker? SnapshotsOf(GroupContext group) => ports.Snapshots is null
        ? null
        : new SnapshotMaker(
            group,
            new SnapshotReader(ports.Snapshots, ports.StateStore, ports.Store, genesis),
            ports.Store,
            ports.Signer,
            ports.Time);

    private ITransactionExecutor NewExecutor() => executors(
        new ExecutionRules
        {
            Fork = genesis.Fork,
            Governance = new GovernanceRules(genesis.Governors, genesis.ActivationDelay),
        },
        suite);

    /// <summary>The final block below the epoch that the node works in.</summary>
    private async Task<EpochBase> BaseAsync(GroupContext group, ChainHead head, CancellationToken cancellation)
    {
        long number = group.Epochs.At(head.Number + 1).First - 1;
        BlockHeader header = await ports.Store.FindHeaderAsync(number, cancellation)
            ?? throw new StoreConflictException($"The store holds no block {number}, on which its epoch stands.");
        return new EpochBase(number, HeaderCodec.Hash(header, suite.Hash));
    }

    private async Task RestoreBodiesAsync(
        GroupContext group, ProposalDesk desk, long committed, CancellationToken cancellation)
    {
        foreach (JournalBody held in await ports.Journal.LoadBodiesAsync(cancellation))
        {
            if (held.Number > committed)
            {
                desk.Restore(held.Number, held.Hash, Decode(group, held));
            }
        }
    }

    private VerifiedTransaction[] Decode(GroupContext group, JournalBody held)
    {
        bool whole = TransactionList.TryDecode(held.Raw.Span, out List<ReadOnlyMemory<byte>> raws)
            & TransactionCodec.TryDecodeAll(raws, group.Suite.Hash, out Transaction[] transactions, out _);
        VerifiedTransaction[] bodies = [.. _recovery.Recover(transactions).OfType<VerifiedTransaction>()];
        return whole && bodies.Length == raws.Count
            ? bodies
            : throw new StoreConflictException($"The journalled bodies of proposal {held.Hash} are damaged.");
    }
}
