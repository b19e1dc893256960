using Ledger.Domain.Primitives;
using Ledger.Node.Ports;
using Ledger.Node.Wire;

namespace Ledger.Node.Joining;

/// <summary>What a node that has no chain yet takes from peers, and tells them: that it has nothing.</summary>
/// <remarks>Anyone whom the links let in may speak: nothing is believed without proof, and who the members are is known only when the
/// snapshot is there.</remarks>
/// <param name="groupId">The group.</param>
/// <param name="genesisHash">The hash of block 0.</param>
/// <param name="peers">Who waits for answers.</param>
/// <param name="links">The way back.</param>
internal sealed class JoinGateway(int groupId, Hash256 genesisHash, JoinPeers peers, IPeerLinks links) : IPeerHandler
{
    /// <inheritdoc/>
    public bool MayConnect(in NodeId peer) => true;

    /// <inheritdoc/>
    public void OnConnected(in NodeId peer) => TellStatus();

    /// <inheritdoc/>
    public void OnDisconnected(in NodeId peer) => peers.Forget(peer);

    /// <summary>Tells every peer that this node is at block 0: who waits until all have told where they are need not wait for it.</summary>
    public void TellStatus() => links.Broadcast(
        new PeerMessage(PeerMessageKind.Status, groupId, StatusMessage.Encode(new PeerProgress(0, genesisHash, 0))));

    /// <inheritdoc/>
    public ValueTask<bool> ReceiveAsync(NodeId from, PeerMessage message, CancellationToken cancellation) => ValueTask.FromResult(
        message.GroupId == groupId && !peers.TakeConviction(from) && Take(from, message));

    private bool Take(in NodeId from, PeerMessage message) => message.Kind switch
    {
        PeerMessageKind.Status => OnStatus(from, message.Payload.Span),
        PeerMessageKind.SnapshotResponse => OnPart(from, message.Payload.Span),
        PeerMessageKind.ProofResponse => OnProofs(from, message.Payload.Span),
        PeerMessageKind.HeaderResponse => OnHeaders(from, message.Payload.Span),
        PeerMessageKind.BlockRequest => RangeRequestMessage.TryDecode(message.Payload.Span, WireLimits.BlocksMax, out _)
            && Answer(from, PeerMessageKind.BlockResponse, BlockResponseMessage.Encode([])),
        PeerMessageKind.SnapshotRequest => SnapshotRequestMessage.TryDecode(message.Payload.Span, out SnapshotRequestMessage asked)
            && Answer(from, PeerMessageKind.SnapshotResponse, new SnapshotResponseMessage(asked.Number, asked.Part, default).Encode()),
        PeerMessageKind.ProofRequest => ProofRequestMessage.TryDecode(message.Payload.Span, out ProofRequestMessage asked)
            && Answer(from, PeerMessageKind.ProofResponse, new ProofResponseMessage(asked.Above, false, []).Encode()),
        PeerMessageKind.HeaderRequest => RangeRequestMessage.TryDecode(message.Payload.Span, WireLimits.HeadersMax, out RangeRequestMessage asked)
            && Answer(from, PeerMessageKind.HeaderResponse, new HeaderResponseMessage(asked.From, []).Encode()),
        _ => true,
    };

    private bool OnStatus(in NodeId from, ReadOnlySpan<byte> payload)
    {
        if (!StatusMessage.TryDecode(payload, out PeerProgress? progress))
        {
            return false;
        }

        peers.Note(from, progress!);
        return true;
    }

    private bool OnPart(in NodeId from, ReadOnlySpan<byte> payload)
    {
        if (!SnapshotResponseMessage.TryDecode(payload, out SnapshotResponseMessage part))
        {
            return false;
        }

        var answer = new SnapshotPart(part.Bytes);
        peers.OnAnswer(from, PeerMessageKind.SnapshotResponse, SnapshotPart.TagOf(part.Number, part.Part), answer);
        if (part.Part == 0)
        {
            // Asked for the newest, a peer names the height that it has.
            peers.OnAnswer(from, PeerMessageKind.SnapshotResponse, SnapshotPart.TagOf(0, 0), answer);
        }

        return true;
    }

    private bool OnProofs(in NodeId from, ReadOnlySpan<byte> payload)
    {
        if (!ProofResponseMessage.TryDecode(payload, out ProofResponseMessage? answer))
        {
            return false;
        }

        peers.OnAnswer(from, PeerMessageKind.ProofResponse, answer!.Above, answer);
        return true;
    }

    private bool OnHeaders(in NodeId from, ReadOnlySpan<byte> payload)
    {
        if (!HeaderResponseMessage.TryDecode(payload, out HeaderResponseMessage? answer))
        {
            return false;
        }

        peers.OnAnswer(from, PeerMessageKind.HeaderResponse, answer!.From, answer);
        return true;
    }

    private bool Answer(in NodeId to, PeerMessageKind kind, byte[] payload)
    {
        links.TrySend(to, new PeerMessage(kind, groupId, payload));
        return true;
    }
}
