namespace Ledger.Consensus.Pbft;

/// <content>Timers, and how a node that missed something is pulled up. Nothing is sent again unasked: a node without progress
/// tells where it stands, and peers answer with what lies between.</content>
public sealed partial class PbftCore
{
    /// <summary>How many times a node that just started tells where it stands, however idle the group is.</summary>
    private const int GreetingsMax = 3;

    private readonly long[] _claims;
    private readonly TimeSpan?[] _answered;
    private readonly HighestFinal _highest;
    private readonly TimeSpan?[] _asked;
    private bool _hasProgressed;
    private int _greetingsLeft;
    private long _executedElsewhere;
    private TimeSpan? _aloneSince;

    private bool IsBehind => _highest.Number > _final;

    private bool IsExecuting => _executionAsked > _final && _slots.TryGetValue(_final + 1, out Slot? slot) && slot.Executed is null;

    /// <summary>Whether something waits to be decided, so that time without progress means a bad leader. One sealer's word is not
    /// enough: it could make an idle group change views for ever.</summary>
    private bool IsWorkOutstanding => _isWorkKnown || IsEnding || _slots.Values.Any(slot => slot.Number > _final
        && (slot.IsAcceptedIn(_view)
            || slot.Prepared is not null
            || slot.Decided is not null
            || slot.Prepares.CountAny() > _sealers.MaxFaulty
            || slot.Commits.CountAny() > _sealers.MaxFaulty));

    private void SetTimers()
    {
        bool isOutstanding = IsWorkOutstanding;
        NoteWaiting(isOutstanding || !_isActive || IsBehind);
        if (IsSealer && _isActive && isOutstanding)
        {
            Arm(ConsensusTimerKind.Progress, _final + 1, _pacemaker.Timeout);
        }
        else
        {
            _pacemaker.Disarm(ConsensusTimerKind.Progress);
        }

        // Without a quorum that left the view there is nothing to wait for: a lone node does not run through the views.
        if (IsSealer && !_isActive && HasQuorumLeft())
        {
            Arm(ConsensusTimerKind.ViewChange, _stored.Number, _pacemaker.Timeout);
        }
        else
        {
            _pacemaker.Disarm(ConsensusTimerKind.ViewChange);
        }

        // What others executed counts too: its votes may have come while this node's store was too far below to take part.
        if ((isOutstanding || !_isActive || IsBehind || _executedElsewhere > _final || _greetingsLeft > 0)
            && !_pacemaker.IsArmed(ConsensusTimerKind.Resend))
        {
            Arm(ConsensusTimerKind.Resend, 0, _options.ResendInterval);
        }
    }

    private bool HasQuorumLeft()
    {
        if (_viewChanges.CountFrom(_view) < Threshold)
        {
            _aloneSince ??= _now;
            return false;
        }

        if (_aloneSince is TimeSpan since && _now - since > _options.TimeoutMax)
        {
            _pacemaker.QuorumReturned();
        }

        _aloneSince = null;
        return true;
    }

    private void Arm(ConsensusTimerKind kind, long number, TimeSpan delay)
    {
        var timer = new ConsensusTimer(kind, number, _view);
        if (_pacemaker.Arm(timer))
        {
            _effects.Add(new ConsensusEffect.SetTimer(timer, delay));
        }
    }

    private void OnTimer(ConsensusTimer timer)
    {
        if (!_pacemaker.Take(timer))
        {
            return;
        }

        switch (timer.Kind)
        {
            case ConsensusTimerKind.Progress when IsBehind:
                // The others went on: the leader is not at fault, and a view change would only disturb them.
                CatchUp();
                break;
            case ConsensusTimerKind.Progress when IsExecuting:
                // The order is decided and this node is at work: no other leader makes a block execute faster.
                break;
            case ConsensusTimerKind.Progress or ConsensusTimerKind.ViewChange:
                StartViewChange(_view + 1);
                break;
            case ConsensusTimerKind.Resend:
                OnResend();
                break;
        }
    }

    private void OnResend()
    {
        _greetingsLeft = Math.Max(0, _greetingsLeft - 1);
        if (!_hasProgressed)
        {
            CatchUp();
            Broadcast(OwnStatus());
        }

        _hasProgressed = false;
    }

    private PbftMessage.Status OwnStatus() => new(_view, _isActive, _stored);

    /// <summary>A message of a view that this node is not in: ask its sender for what brought it there.</summary>
    private void NoteView(long view, int sender)
    {
        if (IsSealer && sender != _self && (view > _view || (view == _view && !_isActive)) && IsDue(_asked, sender))
        {
            _effects.Add(new ConsensusEffect.Send(sender, OwnStatus()));
        }
    }

    /// <summary>A Checkpoint says that its sender holds everything below the window as final; with f others, one is honest.</summary>
    private void NoteClaim(long number, int sender)
    {
        _claims[sender] = Math.Max(_claims[sender], number);
        long executed = _claims.OrderDescending().ElementAt(_sealers.MaxFaulty);
        if (executed > _executedElsewhere)
        {
            _executedElsewhere = executed;
            _highest.NoteClaim(executed - _options.Window, sender);
        }

        if (_highest.Claimed > _final + _options.HeightsAheadMax)
        {
            CatchUpOnce();
        }
    }

    private void OnStatus(PbftMessage.Status status, int sender)
    {
        if (sender == _self)
        {
            return;
        }

        NoteFinal(status.LastFinal, sender);
        if (status.LastFinal.Number > _executionAsked)
        {
            CatchUpOnce();
        }

        if (IsSealer && IsDue(_answered, sender))
        {
            HelpWithView(status, sender);
            HelpWithHeights(status, sender);
        }
    }

    private void HelpWithView(PbftMessage.Status status, int to)
    {
        bool isThere = status.IsActive && status.View >= _view;
        if (!isThere && _newView is VerifiedMessage newView)
        {
            Forward(to, newView);
        }

        if (!isThere && !_isActive && _viewChanges[_self] is VerifiedMessage own)
        {
            Forward(to, own);
        }
    }

    private void HelpWithHeights(PbftMessage.Status status, int to)
    {
        long above = status.LastFinal.Number;
        if (above < _stored.Number)
        {
            _effects.Add(new ConsensusEffect.Send(to, OwnStatus()));
            return;
        }

        for (long number = above + 1; number <= above + _options.Window + 1; number++)
        {
            if (_slots.TryGetValue(number, out Slot? slot))
            {
                HelpWithSlot(slot, to);
            }
        }
    }

    private void HelpWithSlot(Slot slot, int to)
    {
        Forward(to, slot.PrePrepare);
        Forward(to, slot.Prepares[_self]);
        for (int sealer = 0; sealer < _sealers.Count; sealer++)
        {
            // What decided a height decides it for the one that asks, even when those who said it are gone.
            if (sealer == _self || slot.Decided is not null)
            {
                Forward(to, slot.Commits[sealer]);
            }

            if (sealer == _self || slot.Proof is not null)
            {
                Forward(to, slot.Checkpoints[sealer]);
            }
        }
    }

    private void Forward(int to, VerifiedMessage? message)
    {
        if (message is not null && message.Sender != to)
        {
            _effects.Add(new ConsensusEffect.Forward(to, message));
        }
    }

    /// <summary>Whether a peer may cost an answer now; at most two in a resend interval.</summary>
    private bool IsDue(TimeSpan?[] last, int sealer)
    {
        if (last[sealer] is TimeSpan before && _now - before < _options.ResendInterval / 2)
        {
            return false;
        }

        last[sealer] = _now;
        return true;
    }

    private void CatchUpOnce() => Add(_highest.AskOnce(_final));

    private void CatchUp() => Add(_highest.Ask(_final));

    private void Add(ConsensusEffect? effect)
    {
        if (effect is not null)
        {
            _effects.Add(effect);
        }
    }
}
