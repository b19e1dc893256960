using System.Threading.Channels;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Node.Ports;
using Ledger.Node.Wire;
using Ledger.Testing.InMemory;

namespace Ledger.Node.Tests.Snapshots;

/// <summary>A member that asks others for parts of snapshots, one question at a time.</summary>
internal sealed class SnapshotClient(LocalNetwork network, ISigner signer) : IPeerHandler
{
    private readonly IPeerLinks _links = network.Join(signer.Id);
    private readonly Channel<SnapshotResponseMessage> _answers = Channel.CreateUnbounded<SnapshotResponseMessage>();

    public NodeId Id { get; } = signer.Id;

    public bool MayConnect(in NodeId peer) => true;

    public void OnConnected(in NodeId peer)
    {
        // It only asks.
    }

    public void OnDisconnected(in NodeId peer)
    {
        // Nobody is missed.
    }

    public ValueTask<bool> ReceiveAsync(NodeId from, PeerMessage message, CancellationToken cancellation)
    {
        if (message.Kind == PeerMessageKind.SnapshotResponse)
        {
            Assert.True(SnapshotResponseMessage.TryDecode(message.Payload.Span, out SnapshotResponseMessage response));
            _answers.Writer.TryWrite(response);
        }

        return ValueTask.FromResult(true);
    }

    public async Task<SnapshotResponseMessage> AskAsync(NodeId peer, long number, int part, CancellationToken cancellation)
    {
        _links.TrySend(
            peer, new PeerMessage(PeerMessageKind.SnapshotRequest, 1, new SnapshotRequestMessage(number, part).Encode()));
        return await _answers.Reader.ReadAsync(cancellation);
    }

    /// <summary>Tells a peer a signature.</summary>
    public void Tell(NodeId peer, SnapshotSealMessage seal) =>
        _links.TrySend(peer, new PeerMessage(PeerMessageKind.SnapshotSeal, 1, seal.Encode()));
}
