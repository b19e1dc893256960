namespace Ledger.Consensus.Raft;

/// <content>Linearizable reads without clocks (dissertation, section 6.4). A read that came to a leader is good at the height committed
/// then, once a majority has answered a round that began after the read came: whoever leads now, nothing newer was committed
/// before. A leader that was paused, or replaced without knowing, gets no such majority and never answers.</content>
public sealed partial class RaftCore
{
    private readonly ReadQueue _reads = new();

    private void OnReadRequested(long id)
    {
        if (_role != RaftRole.Leader || _reads.Count >= _options.ReadsMax)
        {
            _effects.Add(new ConsensusEffect.ReadRefused(id, _leader));
            return;
        }

        _reads.Add(id);
    }

    /// <summary>Begins a round for the reads that wait, once an entry of the own term is committed: before that a leader does not know
    /// what is committed.</summary>
    private void StartReadRound()
    {
        if (!_reads.NeedsRound || _committed < _termStartIndex)
        {
            return;
        }

        long number = _log.NumberAt(_committed);
        if (number >= _last)
        {
            // Sealers that stored the epoch's last block go on in the next, and this majority does not know how far they are.
            RefuseReads();
            return;
        }

        _round++;
        _reads.Ask(_round, number);
        foreach (int follower in Followers)
        {
            _progress[follower].AllowProbe();
            TellFollower(follower, isSignOfLife: true);
        }

        ConfirmReads();
    }

    private void ConfirmReads()
    {
        if (_role == RaftRole.Leader
            && _reads.Round > 0
            && 1 + Followers.Count(follower => _progress[follower].Round >= _reads.Round) >= Majority)
        {
            _reads.Confirm();
            AnswerReads();
        }
    }

    private void AnswerReads()
    {
        foreach ((long id, long number) in _reads.TakeReady(_stored.Number))
        {
            _effects.Add(new ConsensusEffect.ReadReady(id, number));
        }
    }

    private void RefuseReads()
    {
        foreach (long id in _reads.TakeUnconfirmed())
        {
            _effects.Add(new ConsensusEffect.ReadRefused(id, _leader));
        }
    }
}
