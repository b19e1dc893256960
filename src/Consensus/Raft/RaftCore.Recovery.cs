using Ledger.Domain.Encoding;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Raft;

/// <content>Restart: the journal rebuilds term, vote and log, which is all that Raft promises by.</content>
public sealed partial class RaftCore
{
    private void Replay(ConsensusEvent fact)
    {
        switch (fact)
        {
            case TermStarted started when started.Epoch == _ground:
                ReplayTerm(started.View);
                break;
            case VoteGranted vote when vote.Epoch == _ground:
                ReplayTerm(vote.View);
                if (vote.View == _term)
                {
                    _votedFor = vote.Candidate;
                }

                break;
            // An append whose answer was lost is made again, so facts may come twice. Of an earlier term than the last one they are over: what
            // they stood behind may be gone. Those of its own term give the same log again, because a leader takes nothing back.
            case EntriesAppended appended when appended.Epoch == _ground && appended.View >= _term:
                Replay(appended);
                break;
            case LogCompacted compacted when compacted.Epoch == _ground:
                Replay(compacted);
                break;
            case CheckpointSigned checkpoint when HeightAt(checkpoint.Number) is RaftHeight height:
                height.CheckpointSigned = Hash256.Parse(checkpoint.BlockHash);
                break;
        }
    }

    private void ReplayTerm(long term)
    {
        if (term > _term)
        {
            _term = term;
            _votedFor = null;
        }
    }

    /// <summary>Entries go where they went. When the journal no longer has what stood before them, the log begins behind that:
    /// everything cut off belongs to heights up to the last <see cref="LogCompacted"/>, which comes later in the journal.</summary>
    private void Replay(EntriesAppended appended)
    {
        if (!Hex.TryDecode(appended.Entries, out byte[] bytes)
            || EntryCodec.Decode(bytes, appended.PreviousIndex, appended.PreviousTerm, _hash) is not { Length: > 0 } entries)
        {
            throw Damaged(appended);
        }

        if (!_log.Has(appended.PreviousIndex, appended.PreviousTerm))
        {
            long number = entries[0].IsNoOp ? entries[0].Number : entries[0].Number - 1;
            _log.Reset(appended.PreviousIndex, appended.PreviousTerm, number);
        }

        ReplayTerm(appended.View);
        _log.Replace(entries);
    }

    private void Replay(LogCompacted compacted)
    {
        if (_log.Has(compacted.Index, compacted.View))
        {
            _log.CompactTo(compacted.Index);
        }
        else
        {
            _log.Reset(compacted.Index, compacted.View, compacted.Number);
        }

        _committed = compacted.Index;
    }

    // A node that cannot read what it promised must not vote again: wrong is worse than stopped.
    private static InvalidOperationException Damaged(object what) => new(
        $"The vote journal is damaged at {what}. Restore it, or give this node a new key and let it join as a new sealer.");

    private void OnStarted()
    {
        if (_committed != _log.BaseIndex)
        {
            throw Damaged("the beginning of the log");
        }

        _isStarted = true;
        _verified = _committed;
        _greetingsLeft = GreetingsMax;
        WaitForLeader();
        foreach (RaftEntry entry in _log.Entries)
        {
            RequestBodies(entry, entry.Proposal.Sealer);
        }

        if (_sealers.Count == 1 && IsSealer)
        {
            AskForPreVotes();
        }

        Broadcast(new RaftMessage.Status(LastFinal));
    }
}
