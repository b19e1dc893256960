using Ledger.Domain.Encoding;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Pbft;

/// <content>Restart: the journal rebuilds exactly the promises that may have left this node, and then they are said again.</content>
public sealed partial class PbftCore
{
    private void Replay(ConsensusEvent fact)
    {
        switch (fact)
        {
            case ViewChangeSigned change:
                Replay(change);
                return;
            case NewViewAccepted newView:
                Replay(newView);
                return;
        }

        if (SlotAt(fact.Number) is not Slot slot)
        {
            return;
        }

        switch (fact)
        {
            case ProposalAccepted accepted:
                Replay(accepted, slot);
                break;
            case PrepareSigned prepare:
                slot.PrepareSignedView = Math.Max(slot.PrepareSignedView, prepare.View);
                break;
            case CommitSigned commit:
                Replay(commit, slot);
                break;
            case CheckpointSigned checkpoint:
                slot.CheckpointSigned = Hash256.Parse(checkpoint.BlockHash);
                break;
        }
    }

    private void Replay(ViewChangeSigned change)
    {
        if (change.View > _view || (change.View == _view && !_isActive))
        {
            _view = change.View;
            _isActive = false;
            _ownViewChange = Journalled<PbftMessage.ViewChange>(change.Message).Message;
        }
    }

    private void Replay(NewViewAccepted fact)
    {
        if (fact.View < _view)
        {
            return;
        }

        (PbftMessage.NewView newView, VerifiedMessage? signed) = Journalled<PbftMessage.NewView>(fact.Message);
        _newView = signed;
        _ownNewView = signed is null ? newView : null;
        EnterView(newView);
    }

    private void Replay(ProposalAccepted accepted, Slot slot)
    {
        (PbftMessage.PrePrepare prePrepare, VerifiedMessage? signed) =
            Journalled<PbftMessage.PrePrepare>(accepted.Message);
        if (accepted.View >= slot.AcceptedView)
        {
            int leader = LeaderOf(slot.Number, accepted.View);
            var chosen = new ChosenProposal(prePrepare.Proposal, DigestOf(prePrepare.Proposal), [leader]);
            slot.Accept(accepted.View, chosen, signed, slot.IsAcceptedIn(accepted.View) && slot.IsFromNewView);
        }
    }

    private void Replay(CommitSigned commit, Slot slot)
    {
        if (!Hex.TryDecode(commit.Certificate, out byte[] bytes)
            || !_codec.TryDecodeCertificate(bytes, out PreparedCertificate? certificate))
        {
            throw Damaged(commit);
        }

        if (slot.Prepared is null || slot.Prepared.View < certificate!.View)
        {
            slot.Prepared = certificate;
        }

        slot.CommitSignedView = Math.Max(slot.CommitSignedView, commit.View);
    }

    private (T Message, VerifiedMessage? Signed) Journalled<T>(string text)
        where T : PbftMessage
    {
        if (!Hex.TryDecode(text, out byte[] bytes)
            || !_codec.TryDecode(bytes, out MessageEnvelope<PbftMessage>? envelope)
            || envelope!.Sender >= _sealers.Count
            || envelope.Message is not T message)
        {
            throw Damaged(typeof(T).Name);
        }

        return (message, envelope.Signature.IsEmpty
            ? null
            : new VerifiedMessage(message, envelope.Sender, _sealers[envelope.Sender], envelope.Signature, bytes));
    }

    // A node that cannot read what it promised must not vote again: wrong is worse than stopped.
    private static InvalidOperationException Damaged(object what) => new(
        $"The vote journal is damaged at {what}. Restore it, or give this node a new key and let it join as a new sealer.");

    private void OnStarted()
    {
        _isStarted = true;
        _progressView = _view;
        _greetingsLeft = GreetingsMax;
        foreach (Slot slot in _slots.Values)
        {
            Resume(slot);
        }

        if (!_isActive && _ownViewChange is not null)
        {
            Broadcast(_ownViewChange);
        }

        if (_isActive && _ownNewView is not null && _ownNewView.View == _view)
        {
            Broadcast(_ownNewView);
        }

        Broadcast(OwnStatus());
    }

    private void Resume(Slot slot)
    {
        int leader = LeaderOf(slot.Number, _view);
        if (slot.Accepted is ChosenProposal accepted)
        {
            RequestBodies(slot, accepted);
        }

        if (_isActive && slot.IsAcceptedIn(_view))
        {
            if (leader == _self && !slot.IsFromNewView)
            {
                Broadcast(new PbftMessage.PrePrepare(_view, slot.Accepted!.Proposal));
            }

            if (slot.PrepareSignedView == _view)
            {
                Broadcast(new PbftMessage.Prepare(slot.Number, _view, slot.Accepted!.Digest));
            }
        }

        if (slot.Prepared is PreparedCertificate prepared)
        {
            int[] holders = [.. prepared.Prepares.Select(prepare => prepare.Sealer)];
            RequestBodies(slot, new ChosenProposal(prepared.Proposal, prepared.Digest, holders));
            Broadcast(new PbftMessage.Commit(slot.Number, prepared.View, prepared.Digest));
        }
    }
}
