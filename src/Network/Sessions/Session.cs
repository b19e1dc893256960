using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Ledger.Domain.Primitives;
using Ledger.Network.Groups;
using Ledger.Network.Wire;
using Ledger.Node.Ports;

namespace Ledger.Network.Sessions;

/// <summary>
/// One live link to one peer: a loop that reads and puts each message into its group's lane, so that a busy group holds back that
/// peer alone; a loop that writes what waits; and a first reason to end, which wins.
/// </summary>
[SuppressMessage(
    "Reliability", "CA1001:Types that own disposable fields should be disposable", Justification = "See DisposeAsync.")]
internal sealed class Session(SessionFacts facts, Link link, NetworkScope scope) : IAsyncDisposable
{
    private readonly SendQueue _queue = new(scope.Limits);
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SessionEnd? _end;
    private long _lastSent = scope.Time.GetTimestamp();
    private volatile bool _groupIsBusy;
    private volatile bool _writing;

    /// <summary>What is known of it.</summary>
    public SessionFacts Facts => facts;

    /// <summary>What the two ends know of each other's groups.</summary>
    public SessionGroups Groups { get; } = new();

    /// <summary>The limits.</summary>
    public PeerLimits Limits => scope.Limits;

    /// <summary>Fires when the session is to end.</summary>
    public CancellationToken Closing => _closing.Token;

    /// <summary>Completes when nothing of the session is left, its goodbye to the node included.</summary>
    public Task Over => _over.Task;

    /// <summary>When bytes last came, as a timestamp of the clock.</summary>
    public long LastReceived => link.LastReceived;

    /// <summary>The session as the node sees it.</summary>
    public PeerSession Describe() => new(
        facts.Id, facts.Endpoint.ToString() ?? "", facts.Peer.Name, facts.Since, _queue.QueuedBytes);

    /// <summary>Queues a frame; never waits.</summary>
    public SendResult TrySend(OutgoingFrame frame)
    {
        SendResult result = _queue.TryEnqueue(frame);
        if (result is SendResult.Dropped or SendResult.FirstDropped)
        {
            SendLane lane = SendLanes.Of(frame.Kind);
            scope.Meter.Dropped(lane);
            if (result == SendResult.FirstDropped)
            {
                scope.Logger.Dropping(facts.Peer.Name, lane == SendLane.Urgent ? "urgent" : "bulk", facts.Id);
            }
        }

        return result;
    }

    /// <summary>Warns when the peer runs a group of the same number over another block 0.</summary>
    public void WarnOfGenesis(GroupLinks group, in Hash256 theirs)
    {
        if (theirs != group.Genesis)
        {
            scope.Logger.OtherGenesis(facts.Peer.Name, group.GroupId, theirs, group.Genesis, facts.Id);
        }
    }

    /// <summary>Asks the session to end; the first reason wins.</summary>
    public void Close(SessionEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, end, null) is null)
        {
            _closing.Cancel();
        }
    }

    /// <summary>Runs until one of the two ends stops it.</summary>
    /// <returns>Why it ended.</returns>
    public async Task<SessionEnd> RunAsync()
    {
        Task writing = WriteLoopAsync();
        SessionEnd end;
        try
        {
            Close(await ReadLoopAsync());
        }
        finally
        {
            Close(SessionEnd.ByPeer("the node failed to take a message"));
            end = _end!;
            await FinishAsync(writing, end);
        }

        return end;
    }

    /// <summary>Looks after the session: silence, stalls, expiry, and a ping when nothing else was sent.</summary>
    public void Beat()
    {
        TimeSpan silence = scope.Time.GetElapsedTime(link.LastReceived);
        TimeSpan unsent = scope.Time.GetElapsedTime(Volatile.Read(ref _lastSent));
        if (scope.Time.GetUtcNow() > facts.Peer.NotAfter)
        {
            Close(SessionEnd.ByUs(PeerCertificateCheck.ExpiredAt(facts.Peer.Name, facts.Peer.NotAfter)));
        }
        else if (silence > scope.Limits.SilenceMax && !_groupIsBusy)
        {
            Close(SessionEnd.ByUs(new Refusal(
                RefusalCode.Silent, $"nothing came from node '{facts.Peer.Name}' for {silence.TotalSeconds:F0} s")));
        }
        else if (_writing && unsent > scope.Limits.SendStallMax)
        {
            Close(SessionEnd.ByPeer($"node '{facts.Peer.Name}' took nothing for {unsent.TotalSeconds:F0} s"));
            _abort.Cancel();
        }
        else if (unsent > scope.Limits.PingAfter)
        {
            byte[] sentAt = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(sentAt, scope.Time.GetTimestamp());
            TrySend(new OutgoingFrame(FrameKind.Ping, groupId: 0, sentAt));
        }
    }

    /// <summary>Says that nothing of the session is left.</summary>
    public void MarkOver() => _over.TrySetResult();

    /// <inheritdoc/>
    /// <remarks>The token sources hold nothing to release, and someone may still ask an ended session to close.</remarks>
    public ValueTask DisposeAsync() => link.DisposeAsync();

    private async Task<SessionEnd> ReadLoopAsync()
    {
        try
        {
            while (true)
            {
                FrameRead read = await link.ReadAsync(FrameHeader.BodyBytesMax, IsWanted, Closing);
                if (!read.HasFrame)
                {
                    return read.Ended
                        ? SessionEnd.ByPeer("the other end closed the connection")
                        : SessionEnd.Breach($"node '{facts.Peer.Name}' sent bytes that are no frame: {read.Violation}");
                }

                if (read.Frame.IsRefused)
                {
                    scope.Meter.MessageRefused(read.Frame.Kind);
                    continue;
                }

                scope.Meter.Received(read.Frame, FrameHeader.SizeBytes + read.Frame.Payload.Length);
                if (await TakeAsync(read.Frame) is SessionEnd end)
                {
                    return end;
                }
            }
        }
        catch (Exception error) when (Link.IsBroken(error))
        {
            return SessionEnd.ByPeer($"the connection broke: {error.Message}");
        }
    }

    private async ValueTask<SessionEnd?> TakeAsync(Frame frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.Ping when frame.Payload.Length == sizeof(long):
                TrySend(new OutgoingFrame(FrameKind.Pong, groupId: 0, frame.Payload));
                return null;
            case FrameKind.Pong when frame.Payload.Length == sizeof(long):
                TakePong(frame.Payload);
                return null;
            case FrameKind.Refusal when Refusal.TryDecode(frame.Payload, out Refusal? refusal):
                return SessionEnd.ByPeer($"the other end closed the session: {refusal.Sentence}");
            case FrameKind.GroupOpened:
                return scope.Groups.Hear(this, frame) is string wrong ? SessionEnd.Breach(wrong) : null;
            case FrameKind.GroupClosed when frame.Payload.Length == 0:
                scope.Groups.Forget(this, frame.GroupId);
                return null;
            case FrameKind kind when FrameKinds.IsOfNode(kind):
                await DeliverAsync(frame);
                return null;
            default:
                return SessionEnd.Breach($"node '{facts.Peer.Name}' sent a {frame.Kind} that has no place in a session");
        }
    }

    /// <summary>A message counts only in a group that both ends run and that the peer is a member of.</summary>
    private bool IsWanted(FrameHeader header) =>
        !FrameKinds.IsOfNode(header.Kind) || Groups.Find(header.GroupId) is not null;

    private async ValueTask DeliverAsync(Frame frame)
    {
        if (Groups.Find(frame.GroupId) is not GroupPeer peer)
        {
            return; // It left the group in this moment.
        }

        var message = new PeerMessage((PeerMessageKind)frame.Kind, frame.GroupId, frame.Payload);
        if (peer.TryAdd(message))
        {
            return;
        }

        if (Groups.Peers.Count > 1)
        {
            // Nobody in another group may wait for this one. What is lost is asked for again, as after a full lane of the sender.
            scope.Meter.Dropped(frame.GroupId);
            return;
        }

        _groupIsBusy = true;
        await peer.AddLaterAsync(message, Closing);
        _groupIsBusy = false;
    }

    private void TakePong(byte[] sentAt)
    {
        TimeSpan time = scope.Time.GetElapsedTime(BinaryPrimitives.ReadInt64BigEndian(sentAt));
        if (time >= TimeSpan.Zero && time < scope.Limits.SilenceMax)
        {
            scope.Meter.RoundTrip(time);
        }
    }

    private async Task WriteLoopAsync()
    {
        try
        {
            while (await _queue.WaitAsync(_abort.Token))
            {
                Volatile.Write(ref _lastSent, scope.Time.GetTimestamp());
                _writing = true;
                while (_queue.TryDequeue(out OutgoingFrame? frame))
                {
                    scope.Meter.Sent(frame, await link.WriteAsync(frame, _abort.Token));
                    Volatile.Write(ref _lastSent, scope.Time.GetTimestamp());
                }

                await link.FlushAsync(_abort.Token);
                _writing = false;
            }
        }
        catch (Exception error) when (Link.IsBroken(error))
        {
            Close(SessionEnd.ByPeer($"the connection broke: {error.Message}"));
        }
    }

    /// <summary>Lets the writer finish what it began and say the last words, but not for long.</summary>
    private async Task FinishAsync(Task writing, SessionEnd end)
    {
        _queue.Complete(end.LastWords?.ToFrame());
        _abort.CancelAfter(scope.Limits.FarewellMax);
        await writing;
        if (end.LastWords is null)
        {
            return;
        }

        try
        {
            await link.LingerAsync(_abort.Token);
        }
        catch (Exception error) when (Link.IsBroken(error))
        {
            // The peer is gone already: there is nobody to wait for.
        }
    }
}
