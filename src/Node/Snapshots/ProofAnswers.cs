using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;
using Ledger.Node.Ports;
using Ledger.Node.Wire;
using Microsoft.Extensions.Logging;

namespace Ledger.Node.Snapshots;

/// <summary>Gives peers that start from a snapshot what they need to see who sealed it.</summary>
/// <param name="group">The group.</param>
/// <param name="source">The proofs; none where they are not kept.</param>
/// <param name="state">Says where the store begins.</param>
/// <param name="links">The way back.</param>
/// <param name="logger">The log.</param>
internal sealed class ProofAnswers(
    GroupContext group, IProofSource? source, ChainState state, IPeerLinks links, ILogger logger)
{
    /// <summary>Answers with blocks that decided on epochs.</summary>
    /// <returns>Whether the peer kept to the protocol.</returns>
    public async ValueTask<bool> OnProofRequestAsync(
        NodeId from, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        if (!ProofRequestMessage.TryDecode(payload.Span, out ProofRequestMessage request))
        {
            return false;
        }

        // Who began with a block that a person vouched for has no proofs of what lies below, and does not know what is above its head.
        bool isKept = source is not null
            && request.UpTo <= state.Head.Number
            && (state.Base?.Trusted is null || request.Above >= state.Base.Number);
        IReadOnlyList<EpochProof>? proofs = isKept
            ? await ReadAsync(
                () => source!.ReadProofsAsync(
                    request.Above, request.UpTo, WireLimits.ProofsMax, WireLimits.BatchSizeBytes, cancellation),
                request.Above)
            : null;
        Answer(
            from,
            PeerMessageKind.ProofResponse,
            new ProofResponseMessage(request.Above, proofs is not null, proofs ?? []).Encode());
        return true;
    }

    /// <summary>Answers with headers.</summary>
    /// <returns>Whether the peer kept to the protocol.</returns>
    public async ValueTask<bool> OnHeaderRequestAsync(
        NodeId from, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        if (!RangeRequestMessage.TryDecode(payload.Span, WireLimits.HeadersMax, out RangeRequestMessage request))
        {
            return false;
        }

        IReadOnlyList<BlockHeader>? headers = source is null
            ? null
            : await ReadAsync(() => source.ReadHeadersAsync(request.From, request.Count, cancellation), request.From);
        Answer(from, PeerMessageKind.HeaderResponse, new HeaderResponseMessage(request.From, headers ?? []).Encode());
        return true;
    }

    // A database that is away is this node's trouble, not the peer's.
    private async ValueTask<IReadOnlyList<T>?> ReadAsync<T>(Func<Task<IReadOnlyList<T>>> read, long number)
    {
        try
        {
            return await read();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            logger.BlocksNotRead(number, error);
            return null;
        }
    }

    private void Answer(in NodeId to, PeerMessageKind kind, ReadOnlyMemory<byte> payload) =>
        links.TrySend(to, new PeerMessage(kind, group.Genesis.GroupId, payload));
}
