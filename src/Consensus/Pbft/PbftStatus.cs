using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Pbft;

/// <summary>Puts what a core is doing into the words that operators read.</summary>
internal static class PbftStatus
{
    public static ConsensusStatus Describe(
        Slot? slot, long final, long view, bool isActive, long viewsLeft, int leader, ViewChangeTally viewChanges)
    {
        int[] all = [.. Enumerable.Range(0, viewChanges.Sealers)];
        (string phase, int[] voted) = isActive
            ? PhaseOf(slot, view, all, leader)
            : (ConsensusStatus.LeavingView, [.. all.Where(sealer => IsAsking(viewChanges[sealer], view))]);
        return new ConsensusStatus(final + 1, view, leader, phase, [.. all.Except(voted)], final, viewsLeft);
    }

    private static bool IsAsking(VerifiedMessage? message, long view) =>
        message?.Message is PbftMessage.ViewChange change && change.View >= view;

    private static int[] VotersOf(VoteTally votes, long view, in Hash256 digest) =>
        [.. votes.Votes(view, digest).Select(vote => vote.Sender)];

    private static (string Phase, int[] Voted) PhaseOf(Slot? slot, long view, int[] all, int leader)
    {
        if (slot is null)
        {
            return ("Idle", all);
        }

        if (slot.Executed is not null)
        {
            return ("Checkpoint", VotersOf(slot.Checkpoints, 0, slot.ExecutedHash));
        }

        if (slot.Decided is not null)
        {
            return ("Executing", all);
        }

        if (slot.CommitSignedView == view)
        {
            return ("Commit", VotersOf(slot.Commits, view, slot.Accepted!.Digest));
        }

        if (slot.PrepareSignedView == view)
        {
            return ("Prepare", VotersOf(slot.Prepares, view, slot.Accepted!.Digest));
        }

        return slot.IsAcceptedIn(view) ? ("PrePrepare", all) : ("Idle", [.. all.Where(sealer => sealer != leader)]);
    }
}
