using Ledger.Domain.Blocks;

namespace Ledger.Consensus.Raft;

/// <content>The leader (sections 5.3 and 5.4): appends, replicates in a pipeline, and commits what a majority has.</content>
public sealed partial class RaftCore
{
    private readonly Progress[] _progress;
    private (long Number, long Term)? _building;
    private TimeSpan? _lastProposed;
    private long _termStartIndex;
    private long _round;

    private IEnumerable<int> Followers => Enumerable.Range(0, _sealers.Count).Where(sealer => sealer != _self);

    /// <summary>Asks for a proposal when this node leads, the window has room, and there is something to order.</summary>
    private void TryPropose()
    {
        long number = _log.LastNumber + 1;
        if (_role != RaftRole.Leader
            || !(_isWorkKnown || (IsEnding && !_isDeclined))
            || _staged.Count > 0
            || number > _final + _options.Window
            || number > _stored.Number + _options.HeightsAheadMax
            || number <= _stored.Number
            || number > _last
            || _building == (number, _term)
            || !IsIntervalOver(number))
        {
            return;
        }

        _building = (number, _term);
        _effects.Add(new ConsensusEffect.BuildProposal(number, _term, IsEnding));
    }

    private bool IsIntervalOver(long number)
    {
        TimeSpan wait = _lastProposed is TimeSpan last ? last + _options.BlockInterval - _now : TimeSpan.Zero;
        if (wait <= TimeSpan.Zero)
        {
            return true;
        }

        Arm(ConsensusTimerKind.BlockInterval, number, wait);
        return false;
    }

    private void OnProposalBuilt(ConsensusInput.ProposalBuilt built)
    {
        if (_building != (built.Number, built.View))
        {
            return;
        }

        _building = null;
        if (built.Proposal is not Proposal proposal)
        {
            (_isWorkKnown, _isDeclined) = (false, true);
            return;
        }

        if (proposal.Number != _log.LastNumber + 1 || proposal.Sealer != _self || (proposal.Transactions.Count == 0 && !IsEnding))
        {
            Report($"The proposal built for height {built.Number} is empty, of another height or of another sealer; it is dropped.");
            return;
        }

        _lastProposed = _now;
        Stage([new RaftEntry(_log.LastIndex + 1, _term, proposal, DigestOf(proposal), IsNoOp: false)]);
        AbsorbStaged();
    }

    /// <summary>Opens the term (section 8): once this entry is committed, everything before it is, and the leader knows it.</summary>
    private void AppendNoOp()
    {
        var proposal = new Proposal(_log.LastNumber, 0, _self, []);
        _termStartIndex = _log.LastIndex + 1;
        Append([new RaftEntry(_termStartIndex, _term, proposal, DigestOf(proposal), IsNoOp: true)]);
        AdvanceCommitted();
    }

    /// <summary>Section 5.4.2 and figure 8: a majority commits an entry of the leader's own term, and with it all before it. One of an
    /// earlier term could still be overwritten by a leader that never saw it.</summary>
    private void AdvanceCommitted()
    {
        if (_role != RaftRole.Leader)
        {
            return;
        }

        long held = Enumerable.Range(0, _sealers.Count)
            .Select(sealer => sealer == _self ? _log.LastIndex : _progress[sealer].Match)
            .OrderDescending()
            .ElementAt(Majority - 1);
        if (held > _committed && (CommitsOldTerms || _log.TermAt(held) == _term))
        {
            _committed = held;
            TryExecute();
        }
    }

    /// <summary>Sends each follower what it lacks: entries, or the news of what is committed.</summary>
    private void TellFollowers()
    {
        if (_role != RaftRole.Leader)
        {
            return;
        }

        StartReadRound();
        foreach (int follower in Followers)
        {
            TellFollower(follower, isSignOfLife: false);
        }
    }

    private void TellFollower(int follower, bool isSignOfLife)
    {
        Progress progress = _progress[follower];
        if (progress.Next <= _log.BaseIndex && progress.State != ProgressState.Install)
        {
            progress.Install();
            isSignOfLife = true;
        }

        switch (progress.State)
        {
            case ProgressState.Install when isSignOfLife:
                SendHint(follower);
                break;
            case ProgressState.Probe when isSignOfLife || !progress.IsProbing:
                SendEntries(follower, 1);
                break;
            case ProgressState.Replicate:
                Pipeline(follower, progress, isSignOfLife);
                break;
        }
    }

    private void Pipeline(int follower, Progress progress, bool isSignOfLife)
    {
        bool isTold = false;
        while (progress.Next <= _log.LastIndex && progress.InFlight < _options.AppendsInFlightMax)
        {
            SendEntries(follower, _options.EntriesPerAppendMax);
            isTold = true;
        }

        if (!isTold && (isSignOfLife || progress.Told < _committed))
        {
            SendEntries(follower, 0);
        }
    }

    private void SendEntries(int follower, int countMax)
    {
        Progress progress = _progress[follower];
        long previous = progress.Next - 1;
        IReadOnlyList<RaftEntry> entries = _log.Slice(progress.Next, countMax, _options.AppendSizeBytesMax);
        progress.Sent(previous + entries.Count);
        progress.Told = _committed;
        Send(follower, new RaftMessage.AppendEntries(
            _term, _round, previous, _log.TermAt(previous)!.Value, _committed, entries));
    }

    /// <summary>Names the last stored block and its entry; the log has that entry, because it keeps some below the stored height.</summary>
    private void SendHint(int follower)
    {
        (long index, long term) = _log.Fill(_stored.Number) is RaftEntry entry
            ? (entry.Index, entry.Term)
            : (_log.BaseIndex, _log.BaseTerm);
        if (_log.NumberAt(index) == _stored.Number)
        {
            Send(follower, new RaftMessage.InstallHint(_term, _round, index, term, LastFinal));
        }
    }

    private void OnAppendAnswer(RaftMessage.AppendAnswer answer, int sender)
    {
        if (answer.Term > _term)
        {
            BecomeFollower(answer.Term);
            return;
        }

        if (_role != RaftRole.Leader || answer.Term < _term)
        {
            return;
        }

        Progress progress = _progress[sender];
        progress.Heard = _now;
        progress.Round = Math.Max(progress.Round, answer.Round);
        if (answer.IsAccepted)
        {
            OnMatched(progress, answer.Index);
        }
        else
        {
            OnMismatch(progress, answer);
        }

        ConfirmReads();
    }

    private void OnMatched(Progress progress, long index)
    {
        // A follower that still fetches blocks says what it has; the log goes on once it has what the log begins with.
        if (index <= _log.LastIndex && (progress.State != ProgressState.Install || index >= _log.BaseIndex))
        {
            progress.Matched(index);
            AdvanceCommitted();
        }
    }

    /// <summary>Section 5.3, the faster way back: skip every entry of a term that the follower cannot have at that place.</summary>
    private void OnMismatch(Progress progress, RaftMessage.AppendAnswer answer)
    {
        bool isOfInterest = progress.State == ProgressState.Replicate
            ? answer.PreviousIndex > progress.Match && answer.PreviousIndex < progress.Next
            : progress.State == ProgressState.Probe && answer.PreviousIndex == progress.Next - 1;
        if (isOfInterest)
        {
            progress.Probe(_log.LastNotAbove(answer.Index, answer.IndexTerm) + 1);
        }
    }

    /// <summary>A leader is not a leader unless it hears a majority (dissertation, section 6.2).</summary>
    private void OnHeartbeatTimer()
    {
        int heard = 1 + Followers.Count(follower => _now - _progress[follower].Heard <= _options.ElectionTimeout);
        if (heard < Majority)
        {
            Report($"The leader of term {_term} hears {heard} of {_sealers.Count} sealers and steps down.");
            BecomeFollower(_term);
            return;
        }

        _round++;
        foreach (int follower in Followers)
        {
            _progress[follower].AllowProbe();
            TellFollower(follower, isSignOfLife: true);
        }
    }
}
