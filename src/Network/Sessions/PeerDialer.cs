using System.Net.Sockets;
using Ledger.Domain.Primitives;
using Ledger.Network.Wire;

namespace Ledger.Network.Sessions;

/// <summary>Keeps one configured address connected: dials, waits while the peer behind it has a session, and dials again.</summary>
internal sealed class PeerDialer(PeerAddress address, Connections connections, SessionRegistry registry, NetworkScope scope)
{
    private readonly Backoff _backoff = new(scope.Limits.RedialAfterMin, scope.Limits.RedialAfterMax);
    private NodeId? _peer;
    private string? _lastFailure;

    /// <summary>Runs until the node stops, or until the address turns out to be this node's own.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await WaitForNeedAsync(stopping);
                ConnectionOutcome outcome = await DialAsync(stopping);
                if (outcome.Refusal == RefusalCode.SelfConnection)
                {
                    scope.Logger.OwnAddress(address);
                    return;
                }

                Note(outcome);
                await Task.Delay(_backoff.Next(), scope.Time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    /// <summary>A peer that dialed this node has a session already, and needs no second one.</summary>
    private async Task WaitForNeedAsync(CancellationToken stopping)
    {
        while (_peer is NodeId peer && registry.TryGet(peer, out Session? session))
        {
            await session.Over.WaitAsync(stopping);
            _backoff.Reset();
            await Task.Delay(_backoff.Next(), scope.Time, stopping);
        }
    }

    private async Task<ConnectionOutcome> DialAsync(CancellationToken stopping)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var patience = new CancellationTokenSource(scope.Limits.ConnectTimeout, scope.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, patience.Token);
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, either.Token);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            stopping.ThrowIfCancellationRequested();
            return new ConnectionOutcome(
                null, WasLive: false, null, error is SocketException ? error.Message : "no answer in time");
        }

        try
        {
            return await connections.RunAsync(socket, address, place: null, stopping);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Whatever one connection met, the address is dialed again: a dialer that ends is a peer that is lost for good.
            scope.Logger.Unexpected(error);
            return new ConnectionOutcome(_peer, WasLive: false, null, "the connection failed in a way that nobody expected");
        }
    }

    private void Note(ConnectionOutcome outcome)
    {
        _peer = outcome.Peer ?? _peer;
        if (outcome.WasLive)
        {
            _backoff.Reset();
            _lastFailure = null;
            return;
        }

        if (outcome.Refusal == RefusalCode.DuplicateLink)
        {
            return;
        }

        // An address that stays dead must not fill the log: the same sentence is a warning once.
        if (outcome.Sentence == _lastFailure)
        {
            scope.Logger.StillNotConnected(address, outcome.Sentence);
        }
        else
        {
            scope.Logger.NotConnected(address, outcome.Sentence);
        }

        _lastFailure = outcome.Sentence;
    }
}
