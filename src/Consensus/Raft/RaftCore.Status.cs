namespace Ledger.Consensus.Raft;

/// <content>What operators are told.</content>
public sealed partial class RaftCore
{
    private readonly TimeSpan?[] _heard;
    private readonly long[] _termsSeen;
    private TimeSpan? _waitingSince;

    /// <inheritdoc/>
    public ConsensusStatus Status => new(_final + 1, _term, _leader, Phase(), MissingVotes(), _final, _termsLeft)
    {
        Progress = new ConsensusProgress
        {
            At = _now,
            WaitingSince = _waitingSince,
            Threshold = Majority,
            Self = _self,
            Heard = [.. Enumerable.Range(0, _sealers.Count).Select(HeardOf)],
            Views = [.. _termsSeen],
            PreparedView = null,
            NeedsBodies = _staged.Count > 0,
            Stored = _stored.Number,
            KnownFinal = Math.Max(_final, _highest.Number),
        },
    };

    private bool IsWorkOutstanding => _isWorkKnown || IsEnding || _log.LastNumber > _final;

    /// <summary>Followers hear their leader only. One that is heard hears a majority itself (check-quorum), so the others are not called
    /// silent meanwhile.</summary>
    private TimeSpan? HeardOf(int sealer)
    {
        TimeSpan? own = _heard[sealer];
        TimeSpan? leaders = _role == RaftRole.Follower && _leader != NoLeader ? _heard[_leader] : null;
        return own is null || leaders > own ? leaders ?? own : own;
    }

    private void NoteHeard(VerifiedMessage message)
    {
        _heard[message.Sender] = _now;
        long? term = message.Message switch
        {
            RaftMessage.RequestPreVote item => item.Term,
            RaftMessage.PreVoteAnswer item => item.Term,
            RaftMessage.RequestVote item => item.Term,
            RaftMessage.VoteAnswer item => item.Term,
            RaftMessage.AppendEntries item => item.Term,
            RaftMessage.AppendAnswer item => item.Term,
            RaftMessage.InstallHint item => item.Term,
            _ => null,
        };
        _termsSeen[message.Sender] = term ?? _termsSeen[message.Sender];
    }

    /// <summary>Since when something waits: the last final height, or the moment when there was something to order again.</summary>
    private void NoteWaiting(bool hasProgressed) =>
        _waitingSince = !IsWorkOutstanding ? null : hasProgressed ? _now : _waitingSince ?? _now;
}
