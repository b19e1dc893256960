using System.Runtime.InteropServices;
using Ledger.Consensus;
using Ledger.Consensus.Pbft;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Node.Wire;

namespace Ledger.Simulation.Algorithms;

/// <summary>What each sealer of a PBFT group signed: one thing in one place, and nothing new in a view that it left.</summary>
/// <param name="seal">Verifies what liars send.</param>
/// <param name="hash">The chain's hash function.</param>
public sealed class PbftSignatureWatch(PbftSeal seal, IHashFunction hash) : ISignatureWatch
{
    private const int SeenMax = 4_096;

    private readonly PbftCodec _codec = new(hash);
    private readonly Dictionary<(int Sealer, PbftMessageKind Kind, long Number, long View), Hash256> _said = [];
    private readonly Dictionary<int, long> _left = [];
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    /// <inheritdoc/>
    public (int Sealer, string Conflict)? Check(ReadOnlyMemory<byte> payload, bool isTrusted)
    {
        if (!IsNew(payload)
            || !ConsensusFrame.TryDecode(payload, out _, out ReadOnlyMemory<byte> bytes)
            || (!isTrusted && seal.TryVerify(bytes, out _) is not null)
            || !_codec.TryDecode(bytes, out PbftEnvelope? envelope))
        {
            return null;
        }

        PbftMessageKind kind = PbftCodec.KindOf(envelope!.Message);
        if (kind == PbftMessageKind.Status)
        {
            return null;
        }

        string? conflict = Check(envelope, kind);
        return conflict is null ? null : (envelope.Sender, conflict);
    }

    /// <inheritdoc/>
    public string Describe(ReadOnlyMemory<byte> payload) =>
        ConsensusFrame.TryDecode(payload, out _, out ReadOnlyMemory<byte> bytes)
        && _codec.TryDecode(bytes, out PbftEnvelope? envelope)
        ? $"{envelope!.Sender}: {Of(envelope.Message)}"
        : "no PBFT message";

    private bool IsNew(ReadOnlyMemory<byte> payload)
    {
        if (_seen.Count >= SeenMax)
        {
            _seen.Clear();
        }

        return !MemoryMarshal.TryGetArray(payload, out ArraySegment<byte> segment) || _seen.Add(segment.Array!);
    }

    private string? Check(PbftEnvelope envelope, PbftMessageKind kind)
    {
        (long number, long view) = PlaceOf(envelope.Message);
        int sender = envelope.Sender;
        Hash256 content = hash.Hash(envelope.Payload.Span);
        bool isNew = _said.TryAdd((sender, kind, number, view), content);
        if (!isNew && _said[(sender, kind, number, view)] != content)
        {
            return $"Sealer {sender} signed two different {kind}s for height {number} and view {view}.";
        }

        long left = _left.GetValueOrDefault(sender);
        if (kind == PbftMessageKind.ViewChange)
        {
            _left[sender] = Math.Max(left, view);
        }

        bool isBoundToView = kind is PbftMessageKind.PrePrepare or PbftMessageKind.Prepare or PbftMessageKind.Commit;
        return isNew && isBoundToView && view < left
            ? $"Sealer {sender} signed a new {kind} for height {number} in view {view} after it left for view {left}."
            : null;
    }

    private static (long Number, long View) PlaceOf(ConsensusMessage message) => message switch
    {
        PbftMessage.PrePrepare item => (item.Proposal.Number, item.View),
        PbftMessage.Prepare item => (item.Number, item.View),
        PbftMessage.Commit item => (item.Number, item.View),
        PbftMessage.Checkpoint item => (item.Header.Number, 0),
        PbftMessage.ViewChange item => (0, item.View),
        PbftMessage.NewView item => (0, item.View),
        _ => (0, 0),
    };

    private static string Of(ConsensusMessage message) => message switch
    {
        PbftMessage.PrePrepare item => $"PrePrepare {item.Proposal.Number}/{item.View} of {item.Proposal.Transactions.Count}",
        PbftMessage.Prepare item => $"Prepare {item.Number}/{item.View} {Short(item.Digest)}",
        PbftMessage.Commit item => $"Commit {item.Number}/{item.View} {Short(item.Digest)}",
        PbftMessage.Checkpoint item => $"Checkpoint {item.Header.Number} {Short(item.BlockHash)}",
        PbftMessage.ViewChange item => $"ViewChange to {item.View} above {item.LastFinal.Number}, prepared "
            + string.Join(' ', item.Prepared.Select(held => $"{held.Number}/{held.View} {Short(held.Digest)}")),
        PbftMessage.NewView item => $"NewView {item.View} by {string.Join(' ', item.ViewChanges.Select(change => change.Sender))}",
        PbftMessage.Status item => $"Status {item.View}{(item.IsActive ? string.Empty : "?")} stored {item.LastFinal.Number}",
        _ => message.GetType().Name,
    };

    private static string Short(in Hash256 hash) => hash.ToString()[2..8];
}
