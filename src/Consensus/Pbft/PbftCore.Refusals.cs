using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Pbft;

/// <content>The times of blocks, and which offers of a leader get no vote of this node.</content>
public sealed partial class PbftCore
{
    /// <summary>The view in which this node started, or last saw a height become final that was offered anew. What a view change carried over
    /// says nothing of how that view's leader fares.</summary>
    private long _progressView;

    /// <summary>Whether more than 2 f views went by without a new offer (two where f is 0: a sealer that is down there, though it must not be, costs so
    /// many). In one of them both roles (<see cref="Leadership"/>) were honest sealers', so it may be that clocks differ by more than is
    /// allowed: a leader then offers the least time, which every clock takes.</summary>
    private bool IsClockInDoubt => _view - _progressView > 2 * Math.Max(1, _sealers.MaxFaulty);

    /// <summary>The time of the block at a height, in milliseconds since the Unix epoch, as execution computes it: the proposed one, but
    /// above the block below. Known before execution, so that the times of heights in flight grow too; none while content is missing.</summary>
    private long? TimeOf(long number)
    {
        if (number <= _stored.Number)
        {
            return _stored.Header.Timestamp;
        }

        if (!_slots.TryGetValue(number, out Slot? slot))
        {
            return null;
        }

        Proposal? content = slot.Decided is Hash256 decided ? slot.Find(decided, DigestOf)
            : slot.IsAcceptedIn(_view) ? slot.Accepted!.Proposal
            : null;
        return content is not null && TimeOf(number - 1) is long below ? Math.Max(below + 1, content.Timestamp) : null;
    }

    /// <summary>Told once a view: whoever leads badly is left by the timer like one that is silent.</summary>
    private void Refuse(Slot slot, string reason)
    {
        if (slot.RefusedView < _view)
        {
            slot.RefusedView = _view;
            Report($"The proposal of sealer {LeaderOf(slot.Number, _view)} for height {slot.Number} in view {_view} gets no vote: {reason}.");
        }
    }

    private void OnProposalRefused(ConsensusInput.ProposalRefused refused)
    {
        if (SlotAt(refused.Number) is Slot slot)
        {
            (slot.Refused, slot.IsRefusedAsEarly) = (refused.Digest, refused.IsEarly);
            if (slot.Accepted?.Digest != refused.Digest || IsRefused(slot))
            {
                Refuse(slot, refused.Reason);
            }
        }
    }

    private bool IsRefused(Slot slot) => !slot.IsFromNewView
        && slot.Refused == slot.Accepted!.Digest
        && !(slot.IsRefusedAsEarly && HasLeastTime(slot));

    /// <summary>Whether no leader could offer an earlier time, the heights that a quorum ordered being what they are: then no clock
    /// refuses it. Otherwise one block whose time is ahead of the clocks, made while they were wrong, would stop the group until they
    /// have caught up. What is only offered below it does not count: else a leader could choose any time for two heights at once.</summary>
    private bool HasLeastTime(Slot slot)
    {
        long ordered = slot.Number - 1;
        while (!IsOrdered(ordered))
        {
            ordered--;
        }

        return TimeOf(ordered) is long time && slot.Accepted!.Proposal.Timestamp <= time + (slot.Number - ordered);
    }
}
