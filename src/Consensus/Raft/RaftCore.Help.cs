using Ledger.Domain.Blocks;

namespace Ledger.Consensus.Raft;

/// <content>Timers, and how a node that missed the result of a height is pulled up: it tells where it stands, and peers answer with what
/// lies between.</content>
public sealed partial class RaftCore
{
    /// <summary>How many times a node that just started tells where it stands, however idle the group is.</summary>
    private const int GreetingsMax = 3;

    private readonly TimeSpan?[] _answered;
    private readonly HighestFinal _highest;
    private bool _hasProgressed;
    private int _greetingsLeft;

    private bool IsBehind => _highest.Number > _final;

    /// <summary>The last stored block as a message shows it: that on which the epoch stands is named without seals, which are of the
    /// set before.</summary>
    private CertifiedHeader LastFinal =>
        _stored.Number == _ground ? _stored with { Certificate = BlockCertificate.None } : _stored;

    private void SetTimers()
    {
        if (IsSealer && _role != RaftRole.Leader && !_timers.IsArmed(ConsensusTimerKind.Election))
        {
            Arm(ConsensusTimerKind.Election, ++_electionTimers, _lastHeard + _electionTimeout - _now);
        }

        if (_role == RaftRole.Leader && _sealers.Count > 1 && !_timers.IsArmed(ConsensusTimerKind.Heartbeat))
        {
            Arm(ConsensusTimerKind.Heartbeat, _round, _options.HeartbeatInterval);
        }

        bool isWaiting = _executionAsked > _final || _staged.Count > 0 || IsBehind || _greetingsLeft > 0;
        if (isWaiting && _sealers.Count > 1 && !_timers.IsArmed(ConsensusTimerKind.Resend))
        {
            Arm(ConsensusTimerKind.Resend, 0, _options.ResendInterval);
        }
    }

    private void Arm(ConsensusTimerKind kind, long number, TimeSpan delay)
    {
        var timer = new ConsensusTimer(kind, number, _term);
        if (_timers.Arm(timer))
        {
            _effects.Add(new ConsensusEffect.SetTimer(timer, delay > TimeSpan.Zero ? delay : TimeSpan.Zero));
        }
    }

    private void OnTimer(ConsensusTimer timer)
    {
        if (!_timers.Take(timer))
        {
            return;
        }

        switch (timer.Kind)
        {
            case ConsensusTimerKind.Election:
                OnElectionTimer();
                break;
            case ConsensusTimerKind.Heartbeat when _role == RaftRole.Leader:
                OnHeartbeatTimer();
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
            Broadcast(new RaftMessage.Status(LastFinal));
        }

        _hasProgressed = false;
    }

    /// <summary>No leader proposes a height further above its last final one than the window, so some sealer held the rest final.</summary>
    private void NoteClaim(long number, int sender)
    {
        _highest.NoteClaim(number - _options.Window, sender);
        if (_highest.Claimed > _final + _options.HeightsAheadMax)
        {
            CatchUpOnce();
        }
    }

    private void OnStatus(RaftMessage.Status status, int sender)
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

        if (IsSealer && IsDue(sender))
        {
            Help(status.LastFinal.Number, sender);
        }
    }

    private void Help(long above, int to)
    {
        if (above < _stored.Number)
        {
            Send(to, new RaftMessage.Status(LastFinal));
            return;
        }

        foreach ((long number, RaftHeight height) in _heights)
        {
            for (int sealer = 0; sealer < _sealers.Count && number > above; sealer++)
            {
                if (sealer != to && height.Checkpoints[sealer] is VerifiedMessage checkpoint)
                {
                    _effects.Add(new ConsensusEffect.Forward(to, checkpoint));
                }
            }
        }
    }

    /// <summary>Whether a peer may cost an answer now; at most two in a resend interval.</summary>
    private bool IsDue(int sealer)
    {
        if (_answered[sealer] is TimeSpan before && _now - before < _options.ResendInterval / 2)
        {
            return false;
        }

        _answered[sealer] = _now;
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

    private string Phase() => _role switch
    {
        RaftRole.PreCandidate => "PreVote",
        RaftRole.Candidate => "RequestVote",
        RaftRole.Follower when _leader == NoLeader => "Election",
        _ when IsExecuted => "Checkpoint",
        _ when _executionAsked > _final => "Executing",
        _ when _log.LastNumber > _final => "AppendEntries",
        _ => "Idle",
    };

    private bool IsExecuted => _heights.TryGetValue(_final + 1, out RaftHeight? height) && height.Executed is not null;

    private int[] MissingVotes()
    {
        IEnumerable<int> all = Enumerable.Range(0, _sealers.Count);
        return Phase() switch
        {
            "PreVote" or "RequestVote" => [.. all.Where(sealer => !_granted[sealer])],
            "Checkpoint" => [.. all.Where(sealer => _heights[_final + 1].Checkpoints[sealer] is null)],
            "AppendEntries" when _role == RaftRole.Leader =>
                [.. Followers.Where(follower => _progress[follower].Match < _log.LastIndex)],
            "AppendEntries" => [_leader],
            _ => [],
        };
    }
}
