using Ledger.Consensus;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Epochs;
using Ledger.Node.Loop;
using Ledger.Node.Ports;
using Ledger.Node.Wire;

namespace Ledger.Node;

/// <summary>The one gate for what peers say: membership first, then the message, each kind to the part that it concerns.</summary>
/// <param name="group">The group.</param>
/// <param name="seals">Verify consensus messages.</param>
/// <param name="inbox">The node loop.</param>
/// <param name="desk">Answers body requests, takes bodies.</param>
/// <param name="parts">Everything else that peers talk to.</param>
internal sealed class PeerGateway(
    GroupContext group, EpochSeals seals, Inbox inbox, ProposalDesk desk, PeerGatewayParts parts) : IPeerHandler
{
    /// <inheritdoc/>
    public bool MayConnect(in NodeId peer) => IsMember(peer);

    /// <inheritdoc/>
    public void OnConnected(in NodeId peer) => parts.Requests.TellStatus();

    /// <inheritdoc/>
    public void OnDisconnected(in NodeId peer) => parts.State.ForgetPeer(peer);

    /// <inheritdoc/>
    public async ValueTask<bool> ReceiveAsync(NodeId from, PeerMessage message, CancellationToken cancellation)
    {
        if (message.GroupId != group.Genesis.GroupId)
        {
            parts.Logger.MessageRefused(message.Kind, from, $"it is for group {message.GroupId}");
            return false;
        }

        if (parts.Sync.TakeConviction(from))
        {
            parts.Logger.MessageRefused(message.Kind, from, "it gave blocks that proved wrong");
            return false;
        }

        if (!IsMember(from))
        {
            // Members come and go by height, and the peer may be at another one: no breach, which would cost it its other groups.
            parts.Logger.MessageRefused(message.Kind, from, "the sender is no member now");
            return true;
        }

        return message.Kind switch
        {
            PeerMessageKind.Consensus => await OnConsensusAsync(from, message.Payload, cancellation),
            PeerMessageKind.Transactions => OnTransactions(message.Payload),
            PeerMessageKind.BodyRequest => OnBodyRequest(from, message.Payload),
            PeerMessageKind.BodyResponse => await OnBodyResponseAsync(message.Payload, cancellation),
            PeerMessageKind.Status => OnStatus(from, message.Payload),
            PeerMessageKind.BlockRequest => await OnBlockRequestAsync(from, message.Payload, cancellation),
            PeerMessageKind.BlockResponse => OnBlockResponse(from, message.Payload),
            PeerMessageKind.SnapshotSeal => parts.Snapshots.OnSeal(from, message.Payload),
            PeerMessageKind.SnapshotRequest =>
                await parts.Snapshots.OnRequestAsync(from, message.Payload, cancellation),
            PeerMessageKind.ProofRequest => await parts.Proofs.OnProofRequestAsync(from, message.Payload, cancellation),
            PeerMessageKind.HeaderRequest => await parts.Proofs.OnHeaderRequestAsync(from, message.Payload, cancellation),
            PeerMessageKind.ReadIndexRequest => parts.Reads.OnRequest(from, message.Payload),
            PeerMessageKind.ReadIndexResponse => parts.Reads.OnResponse(from, message.Payload),
            // Answers to what this node asked before it opened: late, and of no use any more.
            PeerMessageKind.SnapshotResponse or PeerMessageKind.ProofResponse or PeerMessageKind.HeaderResponse => true,
            _ => false,
        };
    }

    private bool IsMember(in NodeId node) => group.Epochs.IsMember(node, parts.State.Head.Number);

    private async ValueTask<bool> OnConsensusAsync(
        NodeId from, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        if (!ConsensusFrame.TryDecode(payload, out long epoch, out ReadOnlyMemory<byte> bytes))
        {
            return false;
        }

        // A message of an epoch that this node is not in yet, or no longer: it asks again when it is there.
        if (seals.Find(epoch) is not IMessageSeal seal)
        {
            return true;
        }

        if (seal.TryVerify(bytes, out VerifiedMessage? message) is string reason)
        {
            parts.Logger.MessageRefused(PeerMessageKind.Consensus, from, reason);
            return false;
        }

        await inbox.WriteAsync(new ConsensusInput.MessageReceived(message!) { Epoch = epoch }, cancellation);
        return true;
    }

    private bool OnTransactions(ReadOnlyMemory<byte> payload)
    {
        if (!TransactionList.TryDecode(payload.Span, out List<ReadOnlyMemory<byte>> raws))
        {
            return false;
        }

        parts.Gossip.Take(raws);
        return true;
    }

    private bool OnBodyRequest(in NodeId from, ReadOnlyMemory<byte> payload)
    {
        if (!HashList.TryDecode(payload.Span, out List<Hash256> hashes))
        {
            return false;
        }

        var found = new List<ReadOnlyMemory<byte>>(hashes.Count);
        long sizeBytes = 0;
        foreach (Hash256 hash in hashes)
        {
            if (desk.Find(hash) is VerifiedTransaction body)
            {
                found.Add(body.Transaction.Raw);
                sizeBytes += body.Transaction.Raw.Length;
            }

            if (sizeBytes >= WireLimits.BatchSizeBytes)
            {
                Answer(from, PeerMessageKind.BodyResponse, TransactionList.Encode(found));
                found.Clear();
                sizeBytes = 0;
            }
        }

        if (found.Count > 0)
        {
            Answer(from, PeerMessageKind.BodyResponse, TransactionList.Encode(found));
        }

        return true;
    }

    private async ValueTask<bool> OnBodyResponseAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        if (!TransactionList.TryDecode(payload.Span, out List<ReadOnlyMemory<byte>> raws)
            || !TransactionCodec.TryDecodeAll(raws, group.Suite.Hash, out Transaction[] transactions, out _))
        {
            return false;
        }

        VerifiedTransaction?[] bodies = parts.Recovery.Recover(desk.Wanted(transactions));
        foreach (ConsensusInput input in desk.AddBodies(bodies.OfType<VerifiedTransaction>()))
        {
            await inbox.WriteAsync(input, cancellation);
        }

        return true;
    }

    private bool OnStatus(in NodeId from, ReadOnlyMemory<byte> payload)
    {
        if (!StatusMessage.TryDecode(payload.Span, out PeerProgress? progress))
        {
            return false;
        }

        parts.State.SetPeerProgress(from, progress!);
        return true;
    }

    private async ValueTask<bool> OnBlockRequestAsync(
        NodeId from, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        if (!RangeRequestMessage.TryDecode(payload.Span, WireLimits.BlocksMax, out RangeRequestMessage request))
        {
            return false;
        }

        IReadOnlyList<CertifiedBlock> blocks = request.From < 1 ? [] : await ReadBlocksAsync(request, cancellation);
        Answer(from, PeerMessageKind.BlockResponse, BlockResponseMessage.Encode(blocks));
        return true;
    }

    // A database that is away is this node's trouble, not the peer's: it hears "none" and asks another.
    private async ValueTask<IReadOnlyList<CertifiedBlock>> ReadBlocksAsync(
        RangeRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await parts.Store.ReadBlocksAsync(
                request.From, request.Count, WireLimits.BatchSizeBytes, cancellation);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            parts.Logger.BlocksNotRead(request.From, error);
            return [];
        }
    }

    private bool OnBlockResponse(in NodeId from, ReadOnlyMemory<byte> payload) =>
        BlockResponseMessage.TryDecode(payload.Span, out List<CertifiedBlock> blocks)
        && parts.Sync.OnBlocks(from, blocks);

    private void Answer(in NodeId to, PeerMessageKind kind, ReadOnlyMemory<byte> payload) =>
        parts.Links.TrySend(to, new PeerMessage(kind, group.Genesis.GroupId, payload));
}
