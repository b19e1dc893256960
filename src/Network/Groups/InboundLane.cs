using System.Threading.Channels;
using Ledger.Node.Ports;

namespace Ledger.Network.Groups;

/// <summary>What one peer said in one group and nobody has taken yet. One adds, one takes; a full lane makes the one that adds wait.</summary>
internal sealed class InboundLane(PeerLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Queue<PeerMessage> _messages = new();
    private readonly Channel<bool> _arrived = Signal();
    private readonly Channel<bool> _freed = Signal();
    private long _bytes;

    /// <summary>Waits until something was taken.</summary>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellation) => await _freed.Reader.ReadAsync(cancellation);

    /// <summary>Adds a message if there is room; a single one longer than the lane is taken when the lane is empty.</summary>
    public bool TryAdd(in PeerMessage message)
    {
        lock (_gate)
        {
            if (_messages.Count > 0
                && (_messages.Count >= limits.InboundMessagesMax
                    || _bytes + message.Payload.Length > limits.InboundBytesMax))
            {
                return false;
            }

            _messages.Enqueue(message);
            _bytes += message.Payload.Length;
        }

        _arrived.Writer.TryWrite(true);
        return true;
    }

    /// <summary>Takes the next message, when there is one.</summary>
    public async ValueTask<PeerMessage> TakeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (TryTake(out PeerMessage message))
            {
                _freed.Writer.TryWrite(true);
                return message;
            }

            await _arrived.Reader.ReadAsync(cancellation);
        }
    }

    private bool TryTake(out PeerMessage message)
    {
        lock (_gate)
        {
            if (!_messages.TryDequeue(out message))
            {
                return false;
            }

            _bytes -= message.Payload.Length;
            return true;
        }
    }

    private static Channel<bool> Signal() => Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true, FullMode = BoundedChannelFullMode.DropWrite });
}
