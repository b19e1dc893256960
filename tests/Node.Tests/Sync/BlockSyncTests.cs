using Ledger.Crypto.Signatures;
using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Evm;
using Ledger.Node.Epochs;
using Ledger.Node.Execution;
using Ledger.Node.Loop;
using Ledger.Node.Pool;
using Ledger.Node.Ports;
using Ledger.Node.Sync;
using Ledger.Testing;
using Ledger.Testing.InMemory;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Node.Tests.Sync;

/// <summary>Block sync beside a consensus that goes on.</summary>
public sealed class BlockSyncTests
{
    private static readonly NodeId Silent = TestAccounts.Signer(1).Id;
    private static readonly NodeId Helpful = TestAccounts.Signer(2).Id;

    private readonly InMemoryLedgerStore _store = new();
    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Two peers were asked, one answered, and consensus made what the other had not given: what lay here was not looked at until
    /// another answer came, and none came, since nothing was missing.</summary>
    [Fact]
    public async Task Blocks_that_are_held_are_taken_when_consensus_made_the_ones_below()
    {
        CertifiedChain chain = await CertifiedChain.MakeAsync(count: 4);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(TimeSpan.FromSeconds(60));
        (GroupContext group, ExecutionStart start) = await OpenAsync(chain.Genesis, stop.Token);
        using var state = new ChainState(group, TestAccounts.Signer(4).Id, start.Head, new DeafLinks(), _time);
        (BlockPipeline pipeline, BlockCommitter committer) = PipelineOf(group, start, state);
        var import = new BlockImport(group, new SenderCache(new BatchSenderRecovery(TestAccounts.Suite.Signatures, 1)), pipeline);
        var gossip = new TransactionGossip(group, new DeafLinks(), _time, NullLogger.Instance);
        var requests = new PeerRequests(group, state, new DeafLinks(), gossip);
        var sync = new BlockSync(import, pipeline, state, requests, NullLogger.Instance);
        var running = Task.WhenAll(pipeline.RunAsync(stop.Token), committer.RunAsync(stop.Token), sync.RunAsync(stop.Token));

        state.SetPeerProgress(Silent, new PeerProgress(2, default, 0));
        Beat(sync, SyncLimits.BehindBeatsMin);
        state.SetPeerProgress(Helpful, new PeerProgress(4, default, 0));
        Beat(sync, 1);
        Assert.True(sync.OnBlocks(Helpful, [chain.Certified(3), chain.Certified(4)]));
        for (int number = 1; number <= 2; number++)
        {
            Assert.Null(import.TryCheck(Silent, chain.Certified(number), out CheckedBlock? made));
            Assert.Null(await import.ImportAsync(Assert.Single(import.Recover([made!])), stop.Token));
        }

        while (pipeline.FinalizedNumber < 4)
        {
            stop.Token.ThrowIfCancellationRequested();
            Beat(sync, 1);
            await Task.Yield();
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static void Beat(BlockSync sync, int beats)
    {
        for (int i = 0; i < beats; i++)
        {
            sync.Tick();
        }
    }

    private async Task<(GroupContext Group, ExecutionStart Start)> OpenAsync(Genesis genesis, CancellationToken cancellation)
    {
        (Block first, IReadOnlyList<Domain.State.StateWrite> writes) = GenesisBlock.Create(genesis, TestAccounts.Suite);
        ChainHead head = await _store.OpenAsync(genesis, new FinalBlock(first, BlockCertificate.None, writes), cancellation);
        ExecutionStart start = await ExecutionStart.LoadAsync(head, _store, _store, genesis.BlockLimitWindow, cancellation);
        EpochBook epochs = await EpochLoader.LoadAsync(genesis, start.Schedule, head, _store, TestAccounts.Suite, cancellation);
        return (new GroupContext(genesis, first.Hash, TestAccounts.Suite, epochs), start);
    }

    private (BlockPipeline Pipeline, BlockCommitter Committer) PipelineOf(GroupContext group, ExecutionStart start, ChainState state)
    {
        var pool = new TransactionPool(new PoolLimits());
        var inbox = new Inbox();
        var executor = new BlockExecutor(
            group, new TransactionExecutor(new ExecutionRules { Fork = group.Genesis.Fork }, TestAccounts.Suite), _store, start);
        var committer = new BlockCommitter(
            _store, new CommitListeners(new HeadCache(_store), pool, inbox, group.Epochs), state, _time, NullLogger.Instance);
        return (new BlockPipeline(executor, committer, pool, inbox, state), committer);
    }

    /// <summary>Takes every question; answers are the test's.</summary>
    private sealed class DeafLinks : IPeerLinks
    {
        public IReadOnlyList<PeerSession> Sessions => [];

        public bool TrySend(in NodeId to, PeerMessage message) => true;

        public void Broadcast(PeerMessage message)
        {
        }
    }
}
