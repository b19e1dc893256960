using System.Collections.Concurrent;
using System.Threading.Channels;
using Ledger.Domain.Primitives;
using Ledger.Node.Ports;

namespace Ledger.Testing.InMemory;

/// <summary>Peer links between nodes of one process: ordered, and lossless but on command.</summary>
public sealed class LocalNetwork
{
    private readonly ConcurrentDictionary<NodeId, Links> _links = new();
    private readonly ConcurrentDictionary<(NodeId From, NodeId To), bool> _cut = new();

    /// <summary>Who said that whom broke the protocol; a real network closes the session, and bars the peer for a while.</summary>
    public ConcurrentQueue<(NodeId By, NodeId Of)> Breaches { get; } = new();

    /// <summary>Which messages are lost on their way: by sender, receiver and message. Thread-safe.</summary>
    public Func<NodeId, NodeId, PeerMessage, bool> Loses { get; set; } = static (_, _, _) => false;

    /// <summary>Makes the links of one node.</summary>
    public IPeerLinks Join(NodeId self)
    {
        var links = new Links(this, self);
        _links[self] = links;
        return links;
    }

    /// <summary>Delivers what peers send to one node until cancelled.</summary>
    public async Task RunAsync(NodeId self, IPeerHandler handler, CancellationToken cancellation)
    {
        await foreach ((NodeId from, PeerMessage message) in _links[self].Incoming.Reader.ReadAllAsync(cancellation))
        {
            if (!await handler.ReceiveAsync(from, message, cancellation))
            {
                Breaches.Enqueue((self, from));
            }
        }
    }

    /// <summary>Cuts a node off, in both directions.</summary>
    public void Isolate(NodeId node, bool cut = true)
    {
        foreach (NodeId other in _links.Keys)
        {
            _cut[(node, other)] = cut;
            _cut[(other, node)] = cut;
        }
    }

    private bool Deliver(in NodeId from, in NodeId to, in PeerMessage message) =>
        !(_cut.TryGetValue((from, to), out bool cut) && cut)
        && !Loses(from, to, message)
        && _links.TryGetValue(to, out Links? links)
        && links.Incoming.Writer.TryWrite((from, message));

    private sealed class Links(LocalNetwork network, NodeId self) : IPeerLinks
    {
        public Channel<(NodeId From, PeerMessage Message)> Incoming { get; } =
            Channel.CreateUnbounded<(NodeId From, PeerMessage Message)>();

        public IReadOnlyList<PeerSession> Sessions =>
            [.. network._links.Keys.Where(id => id != self).Select(id => new PeerSession(id, "local", "local", default, 0))];

        public bool TrySend(in NodeId to, PeerMessage message) => network.Deliver(self, to, message);

        public void Broadcast(PeerMessage message)
        {
            foreach (NodeId id in network._links.Keys)
            {
                if (id != self)
                {
                    network.Deliver(self, id, message);
                }
            }
        }
    }
}
