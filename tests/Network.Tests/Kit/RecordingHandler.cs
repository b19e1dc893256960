using System.Collections.Concurrent;
using System.Threading.Channels;
using Ledger.Domain.Primitives;
using Ledger.Node.Ports;

namespace Ledger.Network.Tests.Kit;

/// <summary>A node that remembers what it was told and does what the test says.</summary>
public sealed class RecordingHandler : IPeerHandler, IPeerAdmission
{
    private readonly Channel<(NodeId From, PeerMessage Message)> _messages =
        Channel.CreateUnbounded<(NodeId, PeerMessage)>();

    private readonly Channel<NodeId> _connected = Channel.CreateUnbounded<NodeId>();
    private readonly Channel<NodeId> _disconnected = Channel.CreateUnbounded<NodeId>();

    /// <summary>Nodes that may not connect.</summary>
    public ConcurrentDictionary<NodeId, bool> Strangers { get; } = new();

    /// <summary>What to answer to a message; <see langword="true"/> when left alone.</summary>
    public Func<NodeId, PeerMessage, CancellationToken, ValueTask<bool>> OnMessage { get; set; } =
        (_, _, _) => ValueTask.FromResult(true);

    /// <summary>Whether messages are not remembered: for tests that look at memory.</summary>
    public bool Forgets { get; set; }

    /// <summary>Whether a message or a peer came that no test has taken.</summary>
    public bool HeardAnything => _messages.Reader.TryPeek(out _) || _connected.Reader.TryPeek(out _);

    public bool MayConnect(in NodeId peer) => !Strangers.ContainsKey(peer);

    public ValueTask<bool> ReceiveAsync(NodeId from, PeerMessage message, CancellationToken cancellation)
    {
        if (!Forgets)
        {
            _messages.Writer.TryWrite((from, message));
        }

        return OnMessage(from, message, cancellation);
    }

    public void OnConnected(in NodeId peer) => _connected.Writer.TryWrite(peer);

    public void OnDisconnected(in NodeId peer) => _disconnected.Writer.TryWrite(peer);

    public Task<NodeId> ConnectedAsync() => _connected.Reader.ReadAsync().AsTask().InTimeAsync("a session");

    public Task<NodeId> DisconnectedAsync() => _disconnected.Reader.ReadAsync().AsTask().InTimeAsync("a session's end");

    public Task<(NodeId From, PeerMessage Message)> MessageAsync() =>
        _messages.Reader.ReadAsync().AsTask().InTimeAsync("a message");
}
