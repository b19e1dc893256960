using Ledger.Domain.Encoding;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Pbft;

/// <content>Leaving a view and entering the next (Castro and Liskov, sections 4.4 and 4.5.2).</content>
public sealed partial class PbftCore
{
    private PbftMessage.ViewChange? _ownViewChange;
    private PbftMessage.NewView? _ownNewView;
    private VerifiedMessage? _newView;
    private TimeSpan _viewEntered;

    /// <summary>The height up to which the current view's NewView proved everything final: nothing is offered there again.</summary>
    private long _viewFloor;

    /// <summary>Stops voting in every lower view and asks for this one. Durable before it leaves: a restart keeps the promise.</summary>
    private void StartViewChange(long view)
    {
        if (view > PbftLimits.ViewMax)
        {
            return;
        }

        _view = view;
        _isActive = false;
        _building = null;
        _viewsLeft++;
        _pacemaker.ViewLeft();
        var change = new PbftMessage.ViewChange(
            view, _stored, [.. _slots.Values.Select(slot => slot.Prepared).OfType<PreparedCertificate>()]);
        _ownViewChange = change;
        Persist(new ViewChangeSigned(_stored.Number, view, Unsigned(change)));
        Broadcast(change);
        TryMakeNewView();
    }

    private void OnViewChange(PbftMessage.ViewChange change, VerifiedMessage message)
    {
        NoteFinal(change.LastFinal, message.Sender);
        if (change.View > _view + _options.ViewsAheadMax)
        {
            return;
        }

        if (_viewChanges.Add(message) is VerifiedMessage first)
        {
            NoteEvidence(PbftMessageKind.ViewChange, _stored.Number, change.View, first, message);
            return;
        }

        if (_isActive && change.View <= _view)
        {
            ShowNewView(message.Sender);
            return;
        }

        JoinHigherView();
        TryMakeNewView();
    }

    /// <summary>More than f sealers asking for higher views include an honest one: follow to the lowest of them, without waiting for
    /// the own timer. Fewer never move a node.</summary>
    private void JoinHigherView()
    {
        if (IsSealer && _viewChanges.CountFrom(_view + 1) > _sealers.MaxFaulty)
        {
            StartViewChange(_viewChanges.LowestAbove(_view));
        }
    }

    /// <summary>The sender still asks for a view that this node entered.</summary>
    private void ShowNewView(int sender)
    {
        if (IsSealer && sender != _self && IsDue(_answered, sender))
        {
            Forward(sender, _newView);
        }
    }

    private void TryMakeNewView()
    {
        if (_isActive || _self != Leadership.OfView(_view, _sealers.Count))
        {
            return;
        }

        IReadOnlyList<SignedViewChange> changes = _viewChanges.For(_view);
        if (changes.Count < Threshold)
        {
            return;
        }

        var newView = new PbftMessage.NewView(_view, changes);
        _ownNewView = newView;
        Persist(new NewViewAccepted(_stored.Number, _view, Unsigned(newView)));
        Broadcast(newView);
        EnterView(newView);
    }

    private void OnNewView(PbftMessage.NewView newView, VerifiedMessage message)
    {
        if (newView.View < _view || (newView.View == _view && _isActive))
        {
            if (newView.View == _view && message.Sender == _self)
            {
                _newView = message;
            }

            NoteSecondNewView(newView, message);
            return;
        }

        _newView = message;
        Persist(new NewViewAccepted(_stored.Number, newView.View, Hex.Encode(message.Bytes.Span)));
        EnterView(newView);
    }

    /// <summary>Enters a view with the proposals that follow from its ViewChanges; this node computes them itself.</summary>
    private void EnterView(PbftMessage.NewView newView)
    {
        _view = newView.View;
        _isActive = true;
        _viewEntered = _now;
        _building = null;
        _viewFloor = newView.ViewChanges.Max(change => change.Message.LastFinal.Number);
        foreach (ChosenProposal chosen in NewViewChoice.Compute(_view, newView.ViewChanges, _sealers, _hash))
        {
            if (!_isHalted && SlotAt(chosen.Number) is Slot slot)
            {
                AcceptAgain(slot, chosen);
            }
        }

        if (_isStarted && !_isHalted)
        {
            SignedViewChange highest = newView.ViewChanges.MaxBy(change => change.Message.LastFinal.Number)!;
            NoteFinal(highest.Message.LastFinal, highest.Sender);
            TakeKeptOffers();
            TryExecute();
        }
    }

    private void AcceptAgain(Slot slot, ChosenProposal chosen)
    {
        if (slot.Decided is Hash256 decided && decided != chosen.Digest)
        {
            Halt(slot.Number, decided, chosen.Digest);
            return;
        }

        slot.Accept(_view, chosen, null, isFromNewView: true);
        if (_isStarted)
        {
            RequestBodies(slot, chosen);
            TryPrepare(slot);
            TryCommit(slot);
        }
    }
}
