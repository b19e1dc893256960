using System.Diagnostics.CodeAnalysis;
using Ledger.Network.Sessions;
using Ledger.Node.Ports;

namespace Ledger.Network.Groups;

/// <summary>
/// One peer in one group, while both ends run the group. Its messages wait in a lane of their own and are handed over one at a
/// time: a group that is busy holds back this peer in this group, not what the peer says in others.
/// </summary>
[SuppressMessage(
    "Reliability", "CA1001:Types that own disposable fields should be disposable", Justification = "The source holds nothing to release.")]
internal sealed class GroupPeer(GroupLinks group, IPeerHandler handler, Session session, Task before)
{
    private readonly InboundLane _lane = new(session.Limits);
    private readonly CancellationTokenSource _left = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The group.</summary>
    public GroupLinks Group => group;

    /// <summary>The link.</summary>
    public Session Session => session;

    /// <summary>Completes when the group has heard that the peer is gone.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Adds a message, unless the lane is full.</summary>
    public bool TryAdd(in PeerMessage message) => _lane.TryAdd(message);

    /// <summary>Adds a message when there is room again. A peer that has left the group is not listened to.</summary>
    public async ValueTask AddLaterAsync(PeerMessage message, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _left.Token);
        try
        {
            do
            {
                await _lane.WaitForRoomAsync(either.Token);
            }
            while (!_lane.TryAdd(message));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The group was closed, or the peer left it, while its lane was full.
        }
    }

    /// <summary>Ends the conversation; what waits is forgotten.</summary>
    public void Leave() => _left.Cancel();

    /// <summary>Hands messages over until the peer leaves the group.</summary>
    /// <remarks>The group hears the end of an earlier conversation with the same peer before the start of this one.</remarks>
    public async Task RunAsync()
    {
        await before;
        handler.OnConnected(session.Facts.Id);
        try
        {
            while (true)
            {
                PeerMessage message = await _lane.TakeAsync(_left.Token);
                if (!await handler.ReceiveAsync(session.Facts.Id, message, _left.Token))
                {
                    session.Close(SessionEnd.Breach(
                        $"node '{session.Facts.Peer.Name}' sent a {message.Kind} message that breaks the protocol"));
                }
            }
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The peer left the group.
        }
        finally
        {
            // After a failure of the node the session ends; otherwise it goes on without this group.
            if (!_left.IsCancellationRequested)
            {
                session.Close(SessionEnd.ByPeer("the node failed to take a message"));
            }

            handler.OnDisconnected(session.Facts.Id);
            _ended.SetResult();
        }
    }
}
