using Ledger.Domain.Encoding;
using Ledger.Domain.Events;

namespace Ledger.Consensus.Pbft;

/// <content>Proof that a sealer signed two things where an honest one signs one. Every kind of message that counts towards a decision is
/// watched: PrePrepare, Prepare, Commit, Checkpoint, ViewChange and NewView.</content>
public sealed partial class PbftCore
{
    private readonly HashSet<int> _doubleSigners = [];
    private long _convictedMaker = -1;

    private void NoteEvidence(Slot slot, PbftMessageKind kind, long view, VerifiedMessage first, VerifiedMessage second)
    {
        if (slot.Convict(kind, second.Sender))
        {
            NoteEvidence(kind, slot.Number, view, first, second);
        }
    }

    /// <summary>Keeps the proof that a sealer said two things in one place.</summary>
    private void NoteEvidence(
        PbftMessageKind kind, long number, long view, VerifiedMessage first, VerifiedMessage second)
    {
        Persist(new EvidenceFound(
            number,
            view,
            second.SenderId.ToString(),
            Hex.Encode(first.Bytes.Span),
            Hex.Encode(second.Bytes.Span)));
        Report($"Sealer {second.Sender} signed two different {kind}s for height {number} in view {view}.");
        if (_doubleSigners.Add(second.Sender) && _doubleSigners.Count > _sealers.MaxFaulty)
        {
            HaltForDoubleSigners(number);
        }
    }

    private void NoteSecondNewView(PbftMessage.NewView newView, VerifiedMessage message)
    {
        if (_newView is VerifiedMessage held
            && held.Sender == message.Sender
            && ((PbftMessage.NewView)held.Message).View == newView.View
            && !IsSameContent(held, message)
            && _convictedMaker < newView.View)
        {
            _convictedMaker = newView.View;
            NoteEvidence(PbftMessageKind.NewView, _stored.Number, newView.View, held, message);
        }
    }

    /// <summary>Whether two messages say the same; signatures of one content may differ.</summary>
    internal static bool IsSameContent(VerifiedMessage first, VerifiedMessage second) =>
        PbftCodec.EncodePayload((PbftMessage)first.Message).AsSpan()
            .SequenceEqual(PbftCodec.EncodePayload((PbftMessage)second.Message));

    /// <summary>Any two quorums share an honest sealer only while at most f are not honest. With proof of more, two blocks could become final
    /// at one height; a group that stops can be mended, one that forked cannot. Whoever starts the node again has looked.</summary>
    private void HaltForDoubleSigners(long number)
    {
        string who = string.Join(", ", _doubleSigners.Order().Select(sealer => $"{sealer} ({_sealers[sealer]})"));
        _effects.Add(new ConsensusEffect.Halt(number, default, default)
        {
            Reason = $"{_doubleSigners.Count} of {_sealers.Count} sealers signed twice, and the group bears {_sealers.MaxFaulty}: {who}. "
                + "Its blocks can no longer be trusted to be the only ones. The journal holds the proofs (EvidenceFound); find out whose key "
                + "is used twice, then start this node again.",
        });
        _isHalted = true;
    }
}
