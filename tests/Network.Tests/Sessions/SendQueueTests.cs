using Ledger.Network.Sessions;
using Ledger.Network.Wire;

namespace Ledger.Network.Tests.Sessions;

/// <summary>What waits for one peer: the urgent first, the groups in turns, and a full lane drops its own messages alone.</summary>
public sealed class SendQueueTests
{
    private readonly SendQueue _queue = new(new PeerLimits { BulkMessagesMax = 3, UrgentMessagesMax = 3 });

    [Fact]
    public void Urgent_frames_overtake_bulk_ones_and_groups_take_turns()
    {
        Add(FrameKind.Transactions, 1, 'a');
        Add(FrameKind.Transactions, 1, 'b');
        Add(FrameKind.Transactions, 2, 'c');
        Add(FrameKind.Consensus, 2, 'd');
        Add(FrameKind.Consensus, 2, 'e');
        Add(FrameKind.Consensus, 1, 'f');

        Assert.Equal("dfeacb", TakeAll());
    }

    [Fact]
    public void A_group_that_floods_loses_its_own_frames_and_no_others()
    {
        SendResult[] flood = [.. "abcde".Select(letter => Add(FrameKind.Transactions, 2, letter))];
        SendResult other = Add(FrameKind.Transactions, 1, 'x');

        Assert.Equal([SendResult.Queued, SendResult.Queued, SendResult.Queued, SendResult.FirstDropped, SendResult.Dropped], flood);
        Assert.Equal(SendResult.Queued, other);
        Assert.Equal("axbc", TakeAll());
        Assert.Equal(SendResult.Queued, Add(FrameKind.Transactions, 2, 'y'));
    }

    [Fact]
    public void The_bytes_of_all_groups_count_and_the_last_words_replace_them()
    {
        Add(FrameKind.Transactions, 1, 'a');
        Add(FrameKind.Consensus, 2, 'b');
        Assert.Equal(2 * (FrameHeader.SizeBytes + 1), _queue.QueuedBytes);

        _queue.Complete(new OutgoingFrame(FrameKind.Refusal, 0, "z"u8.ToArray()));

        Assert.Equal(SendResult.Closed, Add(FrameKind.Consensus, 1, 'c'));
        Assert.Equal("z", TakeAll());
        Assert.Equal(0, _queue.QueuedBytes);
    }

    private SendResult Add(FrameKind kind, ushort group, char letter) =>
        _queue.TryEnqueue(new OutgoingFrame(kind, group, new[] { (byte)letter }));

    private string TakeAll()
    {
        string all = "";
        while (_queue.TryDequeue(out OutgoingFrame? frame))
        {
            all += (char)frame.Encode().Body.Span[0];
        }

        return all;
    }
}
