using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Ledger.Network.Wire;

namespace Ledger.Network.Sessions;

/// <summary>
/// What waits for one peer: two bounded lanes a group, the urgent ones first, and the groups in turns. Many add, one takes. A full
/// lane drops what comes and never makes the caller wait, so one slow peer costs the others nothing, nor one busy group.
/// </summary>
internal sealed class SendQueue(PeerLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Lanes _urgent = new(limits.UrgentMessagesMax, limits.UrgentBytesMax);
    private readonly Lanes _bulk = new(limits.BulkMessagesMax, limits.BulkBytesMax);
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private bool _completed;

    /// <summary>Bytes that wait.</summary>
    public long QueuedBytes
    {
        get
        {
            lock (_gate)
            {
                return _urgent.Bytes + _bulk.Bytes;
            }
        }
    }

    /// <summary>Adds a frame, or drops it.</summary>
    public SendResult TryEnqueue(OutgoingFrame frame)
    {
        lock (_gate)
        {
            if (_completed)
            {
                return SendResult.Closed;
            }

            SendResult result = (SendLanes.Of(frame.Kind) == SendLane.Urgent ? _urgent : _bulk).TryAdd(frame);
            if (result != SendResult.Queued)
            {
                return result;
            }
        }

        _wake.Writer.TryWrite(true);
        return SendResult.Queued;
    }

    /// <summary>Takes the next frame.</summary>
    public bool TryDequeue([NotNullWhen(true)] out OutgoingFrame? frame)
    {
        lock (_gate)
        {
            return _urgent.TryTake(out frame) || _bulk.TryTake(out frame);
        }
    }

    /// <summary>Waits for a frame.</summary>
    /// <returns><see langword="false"/> when the queue was completed and is empty: nothing will come.</returns>
    public async ValueTask<bool> WaitAsync(CancellationToken cancellation)
    {
        while (true)
        {
            lock (_gate)
            {
                if (!_urgent.IsEmpty || !_bulk.IsEmpty)
                {
                    return true;
                }

                if (_completed)
                {
                    return false;
                }
            }

            await _wake.Reader.ReadAsync(cancellation);
        }
    }

    /// <summary>Forgets what waits and takes nothing more but <paramref name="lastWords"/>.</summary>
    public void Complete(OutgoingFrame? lastWords)
    {
        lock (_gate)
        {
            if (_completed)
            {
                return;
            }

            _completed = true;
            _bulk.Clear();
            _urgent.Clear();
            if (lastWords is not null)
            {
                _urgent.TryAdd(lastWords);
            }
        }

        _wake.Writer.TryWrite(true);
    }

    /// <summary>The lanes of one urgency, one a group; those in which something waits take turns.</summary>
    private sealed class Lanes(int messagesMax, long bytesMax)
    {
        private readonly Dictionary<ushort, Lane> _byGroup = [];
        private readonly Queue<Lane> _turns = new();

        public bool IsEmpty => _turns.Count == 0;

        public long Bytes => _turns.Sum(lane => lane.Bytes);

        public SendResult TryAdd(OutgoingFrame frame)
        {
            if (!_byGroup.TryGetValue(frame.GroupId, out Lane? lane))
            {
                _byGroup[frame.GroupId] = lane = new Lane(messagesMax, bytesMax);
            }

            bool wasEmpty = lane.IsEmpty;
            SendResult result = lane.TryAdd(frame);
            if (wasEmpty && result == SendResult.Queued)
            {
                _turns.Enqueue(lane);
            }

            return result;
        }

        public bool TryTake([NotNullWhen(true)] out OutgoingFrame? frame)
        {
            frame = null;
            if (!_turns.TryDequeue(out Lane? lane))
            {
                return false;
            }

            frame = lane.Take();
            if (!lane.IsEmpty)
            {
                _turns.Enqueue(lane);
            }

            return true;
        }

        public void Clear()
        {
            _byGroup.Clear();
            _turns.Clear();
        }
    }

    private sealed class Lane(int messagesMax, long bytesMax)
    {
        private readonly Queue<OutgoingFrame> _frames = new();
        private bool _dropping;

        public bool IsEmpty => _frames.Count == 0;

        public long Bytes { get; private set; }

        public SendResult TryAdd(OutgoingFrame frame)
        {
            if (_frames.Count >= messagesMax || Bytes + frame.CostBytes > bytesMax)
            {
                SendResult result = _dropping ? SendResult.Dropped : SendResult.FirstDropped;
                _dropping = true;
                return result;
            }

            _frames.Enqueue(frame);
            Bytes += frame.CostBytes;
            return SendResult.Queued;
        }

        public OutgoingFrame Take()
        {
            OutgoingFrame frame = _frames.Dequeue();
            Bytes -= frame.CostBytes;
            _dropping &= !IsEmpty;
            return frame;
        }
    }
}
