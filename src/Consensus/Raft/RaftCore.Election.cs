using Ledger.Domain.Events;

namespace Ledger.Consensus.Raft;

/// <content>Terms and votes (section 5.2), asked for first without a term (dissertation, section 9.6), and refused while a leader is
/// heard, so that a node that was cut off or hears badly disturbs nobody (section 6, third issue).</content>
public sealed partial class RaftCore
{
    private readonly ElectionDice _dice;
    private readonly bool[] _granted;
    private TimeSpan _lastHeard;
    private TimeSpan _electionTimeout;
    private long _electionTimers;

    /// <summary>Whether this node heard a leader less than the shortest election timeout ago, or is one that a majority follows.</summary>
    private bool HasLeader => _role == RaftRole.Leader
        || (_leader != NoLeader && _now - _lastHeard < _options.ElectionTimeout);

    private void OnElectionTimer()
    {
        // A leader's messages do not set the timer anew, they only move the time that it is compared with.
        if (_role != RaftRole.Leader && _now - _lastHeard >= _electionTimeout)
        {
            AskForPreVotes();
        }
    }

    private void WaitForLeader()
    {
        _lastHeard = _now;
        _electionTimeout = _dice.Draw(_term);
    }

    private void AskForPreVotes()
    {
        if (_term >= RaftLimits.TermMax)
        {
            return;
        }

        WaitForLeader();
        _role = RaftRole.PreCandidate;
        _leader = NoLeader;
        ForgetLeader();
        Array.Clear(_granted);
        Broadcast(new RaftMessage.RequestPreVote(_term + 1, _log.LastIndex, _log.LastTerm));
    }

    private void OnRequestPreVote(RaftMessage.RequestPreVote request, int sender)
    {
        if (sender == _self)
        {
            CountPreVote(request.Term, sender);
            return;
        }

        bool isGranted = request.Term > _term && !HasLeader && IsUpToDate(request.LastIndex, request.LastTerm);
        Send(sender, new RaftMessage.PreVoteAnswer(_term, request.Term, isGranted));
    }

    private void OnPreVoteAnswer(RaftMessage.PreVoteAnswer answer, int sender)
    {
        if (answer.Term > _term)
        {
            BecomeFollower(answer.Term);
        }
        else if (answer.IsGranted)
        {
            CountPreVote(answer.Asked, sender);
        }
    }

    private void CountPreVote(long term, int sender)
    {
        if (_role == RaftRole.PreCandidate && term == _term + 1 && IsMajority(sender))
        {
            StartElection();
        }
    }

    /// <summary>Starts a term with the own vote; both are durable before the request leaves.</summary>
    private void StartElection()
    {
        EnterTerm(_term + 1);
        WaitForLeader();
        _role = RaftRole.Candidate;
        Array.Clear(_granted);
        GiveVote(_self);
        Broadcast(new RaftMessage.RequestVote(_term, _log.LastIndex, _log.LastTerm));
    }

    private void OnRequestVote(RaftMessage.RequestVote request, int sender)
    {
        if (sender == _self)
        {
            CountVote(request.Term, sender);
            return;
        }

        if (request.Term > _term && HasLeader)
        {
            return;
        }

        if (request.Term > _term)
        {
            BecomeFollower(request.Term);
        }

        bool isGranted = request.Term == _term
            && (_votedFor is null || _votedFor == sender)
            && IsUpToDate(request.LastIndex, request.LastTerm);
        if (isGranted && _votedFor is null)
        {
            GiveVote(sender);
            WaitForLeader();
        }

        Send(sender, new RaftMessage.VoteAnswer(_term, isGranted));
    }

    private void OnVoteAnswer(RaftMessage.VoteAnswer answer, int sender)
    {
        if (answer.Term > _term)
        {
            BecomeFollower(answer.Term);
        }
        else if (answer.IsGranted)
        {
            CountVote(answer.Term, sender);
        }
    }

    private void CountVote(long term, int sender)
    {
        if (_role == RaftRole.Candidate && term == _term && IsMajority(sender))
        {
            BecomeLeader();
        }
    }

    private bool IsMajority(int sender)
    {
        _granted[sender] = true;
        return _granted.Count(isGranted => isGranted) >= Majority;
    }

    /// <summary>Section 5.4.1: the last entries decide, the higher term first and then the longer log.</summary>
    private bool IsUpToDate(long lastIndex, long lastTerm) =>
        lastTerm > _log.LastTerm || (lastTerm == _log.LastTerm && lastIndex >= _log.LastIndex);

    private void GiveVote(int candidate)
    {
        _votedFor = candidate;
        Persist(new VoteGranted(_final, _term, _ground, candidate));
    }

    private void EnterTerm(long term)
    {
        _term = term;
        _votedFor = null;
        _termsLeft++;
        Persist(new TermStarted(_final, term, _ground));
    }

    /// <summary>Gives up whatever this node was, in its term or a higher one.</summary>
    private void BecomeFollower(long term)
    {
        if (term > _term)
        {
            EnterTerm(term);
        }

        if (_role == RaftRole.Leader)
        {
            WaitForLeader();
            _timers.Disarm(ConsensusTimerKind.Heartbeat);
            _building = null;
        }

        _role = RaftRole.Follower;
        _leader = NoLeader;
        ForgetLeader();
        RefuseReads();
    }

    private void BecomeLeader()
    {
        _role = RaftRole.Leader;
        _leader = _self;
        ForgetLeader();
        _timers.Disarm(ConsensusTimerKind.Election);
        foreach (Progress progress in _progress)
        {
            progress.Begin(_log.LastIndex, _now);
        }

        _isWorkKnown = true;
        AppendNoOp();
        OnHeartbeatTimer();
    }
}
