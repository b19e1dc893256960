using Ledger.Network.Sessions;
using Ledger.Network.Tests.Kit;
using Ledger.Network.Wire;
using Ledger.Node.Ports;

namespace Ledger.Network.Tests.Sessions;

/// <summary>A peer that takes nothing costs the others nothing.</summary>
public sealed class SlowPeerTests : IDisposable
{
    private const int ChunkBytes = 256 * 1024;

    /// <summary>More than the system's own buffers between two sockets hold, so that a full lane stays full.</summary>
    private const long BulkBytesMax = 48L * 1024 * 1024;

    private static readonly PeerLimits TightLimits = new TestPeerSettings().Limits with
    {
        BulkBytesMax = 4 * ChunkBytes,
        UrgentMessagesMax = 10,
    };

    private readonly TestChain _chain = new();

    public void Dispose() => _chain.Dispose();

    [Fact]
    public async Task A_full_queue_drops_at_once_and_leaves_the_urgent_lane_and_the_other_peers_alone()
    {
        PeerLimits limits = TightLimits with { BulkBytesMax = BulkBytesMax };
        await using var node = TestPeer.Start(_chain, "node0", settings: new TestPeerSettings { Limits = limits });
        await using var slow = TestPeer.Start(_chain, "slow");
        await using var quick = TestPeer.Start(_chain, "quick");
        var mayGoOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        slow.Node.OnMessage = async (_, _, cancellation) =>
        {
            await mayGoOn.Task.WaitAsync(cancellation);
            return true;
        };
        await node.JoinAsync(slow);
        await node.JoinAsync(quick);

        byte[] noise = Noise();
        int accepted = 0;
        while (node.Send(slow, PeerMessageKind.Transactions, noise))
        {
            Assert.True(++accepted < 1000, "the queue never filled");
        }

        await node.Log.LineWithAsync("4021 slow takes messages more slowly than they come: bulk");
        Assert.True(node.Send(slow, PeerMessageKind.Consensus, [42]));
        Assert.True(node.Send(quick, PeerMessageKind.Transactions, noise));
        Assert.Equal(node.Id, (await quick.Node.MessageAsync()).From);
        Assert.InRange(
            node.Network.Sessions.Single(session => session.Id == slow.Id).QueuedBytes, 1, BulkBytesMax + 1024);

        mayGoOn.SetResult();
        int transactions = 0;
        while ((await slow.Node.MessageAsync()).Message.Kind == PeerMessageKind.Transactions)
        {
            transactions++;
        }

        Assert.True(transactions < accepted, "the vote did not pass the transactions that waited before it");
    }

    [Fact]
    public void The_urgent_lane_goes_first_and_each_lane_has_its_own_limits()
    {
        var queue = new SendQueue(TightLimits);
        var bulk = new OutgoingFrame(FrameKind.Transactions, 1, new byte[ChunkBytes]);
        var vote = new OutgoingFrame(FrameKind.Consensus, 1, new byte[10]);
        Assert.Equal(SendResult.Queued, queue.TryEnqueue(bulk));
        Assert.Equal(SendResult.Queued, queue.TryEnqueue(bulk));
        Assert.Equal(SendResult.Queued, queue.TryEnqueue(bulk));
        Assert.Equal(SendResult.FirstDropped, queue.TryEnqueue(bulk));
        Assert.Equal(SendResult.Dropped, queue.TryEnqueue(bulk));
        for (int i = 0; i < TightLimits.UrgentMessagesMax; i++)
        {
            Assert.Equal(SendResult.Queued, queue.TryEnqueue(vote));
        }

        Assert.Equal(SendResult.FirstDropped, queue.TryEnqueue(vote));
        Assert.Equal((3L * bulk.CostBytes) + (10L * vote.CostBytes), queue.QueuedBytes);
        for (int i = 0; i < TightLimits.UrgentMessagesMax; i++)
        {
            Assert.True(queue.TryDequeue(out OutgoingFrame? frame));
            Assert.Same(vote, frame);
        }

        Assert.True(queue.TryDequeue(out OutgoingFrame? next));
        Assert.Same(bulk, next);
    }

    [Fact]
    public async Task A_completed_queue_says_its_last_words_and_nothing_else()
    {
        var queue = new SendQueue(TightLimits);
        var waiting = new OutgoingFrame(FrameKind.Consensus, 1, new byte[10]);
        var lastWords = new OutgoingFrame(FrameKind.Refusal, 0, new byte[1]);
        queue.TryEnqueue(waiting);
        queue.Complete(lastWords);
        queue.Complete(null);

        Assert.Equal(SendResult.Closed, queue.TryEnqueue(waiting));
        Assert.True(await queue.WaitAsync(TestContext.Current.CancellationToken));
        Assert.True(queue.TryDequeue(out OutgoingFrame? frame));
        Assert.Same(lastWords, frame);
        Assert.False(await queue.WaitAsync(TestContext.Current.CancellationToken));
    }

    private static byte[] Noise()
    {
        byte[] noise = new byte[ChunkBytes];
        new Random(1).NextBytes(noise);
        return noise;
    }
}
