using Ledger.Consensus.Epochs;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.State;
using Ledger.Node.Epochs;
using Ledger.Node.Pool;
using Ledger.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Node.Tests.Pool;

public sealed class TransactionGossipTests
{
    private static readonly ReadOnlyMemory<byte>[] Garbage = [new byte[] { 0x80 }];

    private readonly TransactionGossip _gossip;
    private readonly TransactionIntake _intake;

    public TransactionGossipTests()
    {
        Genesis genesis = TestAccounts.Genesis(4);
        (Block block, IReadOnlyList<StateWrite> _) = GenesisBlock.Create(genesis, TestAccounts.Suite);
        var epochs = new EpochBook([new Epoch(1, genesis.SealerSet(), genesis.Parameters())], 100);
        var group = new GroupContext(genesis, block.Hash, TestAccounts.Suite, epochs);
        _gossip = new TransactionGossip(group, null!, TimeProvider.System, NullLogger.Instance);

        // What cannot be decoded reaches neither the checks nor the pool.
        _intake = new TransactionIntake(
            group, null!, new SenderCache(new BatchSenderRecovery(TestAccounts.Suite.Signatures, 1)), null!, null!);
    }

    [Fact]
    public void Nothing_is_waited_for_when_no_peer_has_told_anything()
    {
        bool done = false;
        _gossip.AfterTaken(() => done = true);
        Assert.True(done);
    }

    [Fact]
    public async Task What_peers_told_before_is_checked_first_and_nothing_waits_afterwards()
    {
        var done = new TaskCompletionSource();
        bool again = false;
        _gossip.Take(Garbage);
        _gossip.AfterTaken(done.SetResult);
        Assert.False(done.Task.IsCompleted);

        using var stopping = new CancellationTokenSource();
        Task running = _gossip.RunIncomingAsync(_intake, stopping.Token);
        await done.Task.WaitAsync(TestContext.Current.CancellationToken);
        _gossip.AfterTaken(() => again = true);
        Assert.True(again);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public void Nothing_is_waited_for_when_the_queue_is_full()
    {
        for (int i = 0; i < 2 * TransactionGossip.PeerBatchesMax; i++)
        {
            _gossip.Take(Garbage);
        }

        bool done = false;
        _gossip.AfterTaken(() => done = true);
        Assert.True(done);
    }
}
