using Ledger.Consensus;
using Ledger.Consensus.Pbft;
using Ledger.Domain.Primitives;
using Ledger.Simulation.Checks;
using Ledger.Simulation.Cluster;

namespace Ledger.Simulation.Algorithms;

/// <summary>What each sealer of a PBFT group signed: one thing in one place, and nothing new in a view that it left.</summary>
/// <param name="setup">The group.</param>
/// <param name="epochs">Who seals when.</param>
public sealed class PbftSignatureWatch(GroupSetup setup, EpochChronicle epochs) : SignatureWatch(setup, epochs)
{
    private readonly PbftCodec _codec = new(setup.Suite);
    private readonly Dictionary<(int Member, PbftMessageKind Kind, long Epoch, long Number, long View), Hash256> _said = [];
    private readonly Dictionary<(int Member, long Epoch), long> _left = [];

    /// <inheritdoc/>
    protected override bool TryDecode(
        ReadOnlyMemory<byte> bytes, out ConsensusMessage? message, out int sender, out ReadOnlyMemory<byte> content)
    {
        bool isRead = _codec.TryDecode(bytes, out MessageEnvelope<PbftMessage>? envelope);
        (message, sender, content) = (envelope?.Message, envelope?.Sender ?? 0, envelope?.Payload ?? default);
        return isRead;
    }

    /// <inheritdoc/>
    protected override string? Check(in Statement said)
    {
        PbftMessageKind kind = PbftCodec.KindOf((PbftMessage)said.Message);
        if (kind == PbftMessageKind.Status)
        {
            return null;
        }

        (long number, long view) = PlaceOf(said.Message);
        // A height has one Checkpoint, in whatever epoch the sealer believes to be.
        long epoch = kind == PbftMessageKind.Checkpoint ? 0 : said.Epoch;
        int before = _said.Count;
        if (IsOther(_said, (said.Member, kind, epoch, number, view), Setup.Suite.Hash(said.Content.Span), out _))
        {
            return $"Sealer {said.Member} signed two different {kind}s for height {number} and view {view}.";
        }

        long left = _left.GetValueOrDefault((said.Member, said.Epoch));
        if (kind == PbftMessageKind.ViewChange)
        {
            _left[(said.Member, said.Epoch)] = Math.Max(left, view);
        }

        bool isBoundToView = kind is PbftMessageKind.PrePrepare or PbftMessageKind.Prepare or PbftMessageKind.Commit;
        return _said.Count > before && isBoundToView && view < left
            ? $"Sealer {said.Member} signed a new {kind} for height {number} in view {view} after it left for view {left}."
            : null;
    }

    /// <inheritdoc/>
    protected override bool IsPromise(ConsensusMessage message) => message is not PbftMessage.Status;

    /// <inheritdoc/>
    protected override string Describe(ConsensusMessage message) => Of(message);

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
