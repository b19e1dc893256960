using Ledger.Domain.Blocks;
using Ledger.Domain.Encoding;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Pbft;

/// <content>Normal operation: which proposal a height gets (Castro and Liskov, section 4.2).</content>
public sealed partial class PbftCore
{
    private (long Number, long View, bool OnlyFull)? _building;
    private (long Number, long View, bool OnlyFull)? _notBuilt;
    private TimeSpan? _lastOffered;

    /// <summary>Asks for a proposal when this node leads the lowest height that has none, and there is something to order.</summary>
    private void TryPropose()
    {
        if (!IsSealer || !_isActive || !(_isWorkKnown || IsEnding))
        {
            return;
        }

        long number = Math.Max(_final, _viewFloor) + 1;
        while (_slots.TryGetValue(number, out Slot? slot) && (slot.IsAcceptedIn(_view) || slot.Decided is not null))
        {
            number++;
        }

        bool onlyFull = !IsOrdered(number - 1);
        if (number > _final + _options.Window
            || number > _stored.Number + _options.HeightsAheadMax
            || number > _last
            || LeaderOf(number, _view) != _self
            || TimeOf(number - 1) is null
            || (_building is { } asked && (asked.Number, asked.View) == (number, _view))
            || _notBuilt == (number, _view, onlyFull)
            || !IsIntervalOver(number))
        {
            return;
        }

        _building = (number, _view, onlyFull);
        _effects.Add(new ConsensusEffect.BuildProposal(number, _view, IsEnding && !onlyFull) { OnlyFull = onlyFull });
    }

    /// <summary>Whether a quorum decided what stands at a height.</summary>
    private bool IsOrdered(long number) =>
        number <= _final || (_slots.TryGetValue(number, out Slot? slot) && slot.Decided is not null);

    private bool IsIntervalOver(long number)
    {
        TimeSpan wait = _lastOffered is TimeSpan last ? last + _options.BlockInterval - _now : TimeSpan.Zero;
        if (wait <= TimeSpan.Zero)
        {
            return true;
        }

        Arm(ConsensusTimerKind.BlockInterval, number, wait);
        return false;
    }

    private void OnProposalBuilt(ConsensusInput.ProposalBuilt built)
    {
        if (_building is not { } asked || (asked.Number, asked.View) != (built.Number, built.View))
        {
            return;
        }

        _building = null;
        if (built.Proposal is null)
        {
            _notBuilt = asked;
            _isWorkKnown = asked.OnlyFull;
            return;
        }

        if (_isActive && built.View == _view && SlotAt(built.Number) is Slot slot && !slot.IsAcceptedIn(_view))
        {
            Propose(slot, built.Proposal);
        }
    }

    /// <summary>The leader's promise comes first: it is durable before the PrePrepare leaves, so that no restart offers another.</summary>
    private void Propose(Slot slot, Proposal built)
    {
        if (built.Number != slot.Number || built.Sealer != _self || !MayHold(built) || TimeOf(slot.Number - 1) is not long below)
        {
            Report($"The proposal built for height {slot.Number} is empty, of another height or of another sealer; it is dropped.");
            return;
        }

        Proposal proposal = built with { Timestamp = IsClockInDoubt ? below + 1 : Math.Max(built.Timestamp, below + 1) };
        var chosen = new ChosenProposal(proposal, DigestOf(proposal), [_self]);
        var prePrepare = new PbftMessage.PrePrepare(_view, proposal);
        slot.Accept(_view, chosen, null, isFromNewView: false);
        _lastOffered = _now;
        RequestBodies(slot, chosen);
        Persist(new ProposalAccepted(slot.Number, _view, chosen.Digest.ToString(), Unsigned(prePrepare)));
        Broadcast(prePrepare);
        TryPrepare(slot);
    }

    private void OnPrePrepare(PbftMessage.PrePrepare prePrepare, VerifiedMessage message)
    {
        Proposal proposal = prePrepare.Proposal;
        NoteView(prePrepare.View, message.Sender);
        if (SlotAt(proposal.Number) is not Slot slot || prePrepare.View > _view + _options.ViewsAheadMax)
        {
            return;
        }

        bool isOpen = _isActive && proposal.Number <= _final + _options.Window;
        if (prePrepare.View != _view || !isOpen || !MayHold(proposal))
        {
            KeepOffer(slot, message);
            TryExecute();
            return;
        }

        AcceptOffer(slot, proposal, message);
    }

    /// <summary>A backup accepts one proposal for a height and view, from its leader, none where the view's NewView proved that
    /// something is final or already decided, and each height after the one below, whose time it must exceed.</summary>
    private void AcceptOffer(Slot slot, Proposal proposal, VerifiedMessage message)
    {
        Hash256 digest = DigestOf(proposal);
        if (slot.IsAcceptedIn(_view))
        {
            OnSecondOffer(slot, digest, message);
            return;
        }

        if (slot.Number <= _viewFloor
            || message.Sender != LeaderOf(slot.Number, _view)
            || !MayHold(proposal)
            || (slot.Decided is Hash256 decided && decided != digest))
        {
            return;
        }

        if (TimeOf(slot.Number - 1) is not long below)
        {
            KeepOffer(slot, message);
            return;
        }

        if (slot.Decided is null && proposal.Timestamp <= below)
        {
            Refuse(slot, $"its time {proposal.Timestamp} is not above {below}, that of the height below");
            return;
        }

        var chosen = new ChosenProposal(proposal, digest, [message.Sender]);
        slot.Accept(_view, chosen, message, isFromNewView: false);
        _lastOffered = _now;
        RequestBodies(slot, chosen, isFresh: slot.Decided is null);
        TryPrepare(slot);
        TryExecute();
        TakeKeptOffers();
    }

    /// <summary>Empty blocks are made only on the way to an epoch's end, which the node learns before it opens such a height.</summary>
    private bool MayHold(Proposal proposal) => proposal.Transactions.Count > 0 || IsEnding;

    private void KeepOffer(Slot slot, VerifiedMessage message)
    {
        if (slot.KeepOffer(message) is VerifiedMessage first)
        {
            NoteEvidence(slot, PbftMessageKind.PrePrepare, ((PbftMessage.PrePrepare)message.Message).View, first, message);
        }
    }

    private void OnSecondOffer(Slot slot, in Hash256 digest, VerifiedMessage message)
    {
        if (slot.IsFromNewView)
        {
            return;
        }

        if (slot.Accepted!.Digest == digest)
        {
            slot.PrePrepare ??= message;
        }
        else if (slot.PrePrepare is VerifiedMessage first && first.Sender == message.Sender)
        {
            NoteEvidence(slot, PbftMessageKind.PrePrepare, _view, first, message);
        }
    }

    /// <summary>Takes the offers that were kept until their view and height opened.</summary>
    private void TakeKeptOffers()
    {
        for (long number = _final + 1; _isActive && number <= _final + _options.Window; number++)
        {
            int leader = LeaderOf(number, _view);
            if (_slots.TryGetValue(number, out Slot? slot)
                && !slot.IsAcceptedIn(_view)
                && slot.OfferOf(leader, _view) is VerifiedMessage offer
                && ((PbftMessage.PrePrepare)offer.Message).Proposal is Proposal proposal
                && MayHold(proposal))
            {
                AcceptOffer(slot, proposal, offer);
            }
        }
    }

    private void RequestBodies(Slot slot, ChosenProposal chosen, bool isFresh = false)
    {
        if (!slot.IsReady(chosen.Digest) && slot.Request(chosen.Digest))
        {
            int leader = LeaderOf(slot.Number, _view);
            int source = chosen.Holders.FirstOrDefault(holder => holder != _self, leader);
            _effects.Add(new ConsensusEffect.FetchBodies(chosen.Proposal, chosen.Digest, source) { IsFresh = isFresh });
        }
    }

    private void OnBodiesReady(ConsensusInput.BodiesReady ready)
    {
        if (SlotAt(ready.Number) is Slot slot)
        {
            slot.MarkReady(ready.Digest);
            TryPrepare(slot);
            TryExecute();
        }
    }

    /// <summary>A Prepare promises that the bodies are durable here: what is prepared can always be executed.</summary>
    private void TryPrepare(Slot slot)
    {
        if (!IsSealer
            || !_isActive
            || !slot.IsAcceptedIn(_view)
            || slot.PrepareSignedView >= _view
            || !slot.IsReady(slot.Accepted!.Digest)
            || IsRefused(slot))
        {
            return;
        }

        Hash256 digest = slot.Accepted.Digest;
        slot.PrepareSignedView = _view;
        if (slot.IsFromNewView || LeaderOf(slot.Number, _view) != _self)
        {
            Persist(new ProposalAccepted(slot.Number, _view, digest.ToString(), JournalledOffer(slot)));
        }

        Persist(new PrepareSigned(slot.Number, _view, digest.ToString()));
        Broadcast(new PbftMessage.Prepare(slot.Number, _view, digest));
        TryCommit(slot);
    }

    private string JournalledOffer(Slot slot) => slot.PrePrepare is VerifiedMessage signed
        ? Hex.Encode(signed.Bytes.Span)
        : Unsigned(new PbftMessage.PrePrepare(_view, slot.Accepted!.Proposal));

    private void OnPrepare(PbftMessage.Prepare prepare, VerifiedMessage message)
    {
        NoteView(prepare.View, message.Sender);
        if (SlotAt(prepare.Number) is not Slot slot || prepare.View > _view + _options.ViewsAheadMax)
        {
            return;
        }

        if (slot.Prepares.Add(prepare.View, prepare.Digest, message) is VerifiedMessage first)
        {
            NoteEvidence(slot, PbftMessageKind.Prepare, prepare.View, first, message);
            return;
        }

        TryCommit(slot);
    }

    /// <summary>Prepared: a quorum of Prepares for what this node prepared itself, in the view that it is in. The certificate is
    /// durable before the Commit leaves, so that every ViewChange from now on can show it.</summary>
    private void TryCommit(Slot slot)
    {
        if (!_isActive
            || !slot.IsAcceptedIn(_view)
            || slot.PrepareSignedView != _view
            || slot.CommitSignedView >= _view
            || slot.Prepares.Count(_view, slot.Accepted!.Digest) < Threshold)
        {
            return;
        }

        ChosenProposal accepted = slot.Accepted;
        IReadOnlyList<VerifiedMessage> prepares = slot.Prepares.Votes(_view, accepted.Digest);
        slot.CommitSignedView = _view;
        slot.Prepared = new PreparedCertificate(
            _view,
            accepted.Proposal,
            accepted.Digest,
            [.. prepares.Select(vote => new SealerSignature(vote.Sender, vote.Signature))]);
        Persist(new CommitSigned(
            slot.Number,
            _view,
            accepted.Digest.ToString(),
            Hex.Encode(PbftCodec.EncodeCertificate(slot.Prepared))));
        Broadcast(new PbftMessage.Commit(slot.Number, _view, accepted.Digest));
    }

    private void OnCommit(PbftMessage.Commit commit, VerifiedMessage message)
    {
        NoteView(commit.View, message.Sender);
        if (SlotAt(commit.Number) is not Slot slot || commit.View > _view + _options.ViewsAheadMax)
        {
            return;
        }

        if (slot.Commits.Add(commit.View, commit.Digest, message) is VerifiedMessage first)
        {
            NoteEvidence(slot, PbftMessageKind.Commit, commit.View, first, message);
            return;
        }

        TryDecide(slot);
    }

    /// <summary>Decided: a quorum of Commits of one view, whichever view this node is in; each of them was prepared there.</summary>
    private void TryDecide(Slot slot)
    {
        if (slot.Commits.FindQuorum(Threshold) is not { } quorum)
        {
            return;
        }

        if (slot.Decided is Hash256 decided && decided != quorum.Digest)
        {
            Halt(slot.Number, decided, quorum.Digest);
            return;
        }

        slot.Decided = quorum.Digest;
        TryExecute();
        TakeKeptOffers();
    }
}
