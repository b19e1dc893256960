using Ledger.Domain.Encoding;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Raft;

/// <content>The follower (section 5.3): takes entries that continue its log, once their bodies are here.</content>
public sealed partial class RaftCore
{
    /// <summary>Entries that will join the log, in place of what stands there, when their bodies are durable; in order.</summary>
    private readonly List<RaftEntry> _staged = [];
    private readonly Dictionary<Hash256, long> _ready = [];
    private readonly Dictionary<Hash256, long> _requested = [];
    private RaftMessage.InstallHint? _hint;
    private RaftMessage.AppendAnswer? _lastAnswer;
    private long _verified;
    private long _leaderCommitted;
    private long _lastRound;

    /// <summary>How far the log is known to equal the leader's, with every body.</summary>
    private long Acknowledged =>
        Math.Min(_verified, _staged.Count > 0 ? _staged[0].Index - 1 : _log.LastIndex);

    private void OnAppendEntries(RaftMessage.AppendEntries append, int sender)
    {
        if (sender == _self || !FollowLeader(append.Term, append.Round, append.PreviousIndex, sender))
        {
            return;
        }

        // What is committed equals the leader's log already; only what lies above needs a look.
        int known = (int)Math.Clamp(_committed - append.PreviousIndex, 0, append.Entries.Count);
        long previous = Math.Max(append.PreviousIndex, Math.Min(_committed, append.PreviousIndex + known));
        long previousTerm = known == 0 ? append.PreviousTerm : append.Entries[known - 1].Term;
        if (previous >= _committed && TermOf(previous) != previousTerm)
        {
            Refuse(append, sender);
            return;
        }

        long taken = previous;
        if (previous >= _committed && !TryTake([.. append.Entries.Skip(known)], ref taken))
        {
            return;
        }

        _verified = Math.Max(_verified, taken);
        _leaderCommitted = Math.Max(_leaderCommitted, append.Committed);
        AbsorbStaged();
        Answer(append.PreviousIndex);
    }

    /// <summary>Takes a message of a term's leader as a sign of life.</summary>
    /// <returns><see langword="false"/> when its term is over; it is told.</returns>
    private bool FollowLeader(long term, long round, long previousIndex, int sender)
    {
        if (term < _term)
        {
            Send(sender, new RaftMessage.AppendAnswer(_term, round, false, previousIndex, 0, 0));
            return false;
        }

        if (term == _term && _leader != NoLeader && _leader != sender)
        {
            throw new InvalidOperationException($"Sealers {_leader} and {sender} both lead term {term}.");
        }

        if (term > _term || _role != RaftRole.Follower || _leader != sender)
        {
            BecomeFollower(term);
            _leader = sender;
        }

        _lastHeard = _now;
        _lastRound = round;
        return true;
    }

    /// <summary>The term at an index once everything staged has joined.</summary>
    private long? TermOf(long index)
    {
        if (_staged.Count == 0 || index < _staged[0].Index)
        {
            return _log.TermAt(index);
        }

        int at = (int)(index - _staged[0].Index);
        return at < _staged.Count ? _staged[at].Term : null;
    }

    private long NumberOf(long index) => _staged.Count > 0 && index >= _staged[0].Index
        ? _staged[(int)(index - _staged[0].Index)].Number
        : _log.NumberAt(index);

    private void Refuse(RaftMessage.AppendEntries append, int sender)
    {
        long index = _log.LastNotAbove(append.PreviousIndex, append.PreviousTerm);
        index = Math.Max(index, _log.BaseIndex);
        _lastAnswer = null;
        Send(sender, new RaftMessage.AppendAnswer(
            _term, append.Round, false, append.PreviousIndex, index, _log.TermAt(index)!.Value));
    }

    /// <summary>Skips entries that are there, and stages the rest in place of whatever conflicts.</summary>
    /// <returns><see langword="false"/> when the entries cannot stand where they are meant to.</returns>
    private bool TryTake(List<RaftEntry> entries, ref long taken)
    {
        int known = entries.FindIndex(entry => TermOf(entry.Index) != entry.Term);
        if (known < 0)
        {
            taken += entries.Count;
            return true;
        }

        taken += known;
        entries.RemoveRange(0, known);
        if (!RaftLog.Continues(NumberOf(entries[0].Index - 1), entries[0]))
        {
            Report($"The entry {entries[0].Index} of the leader of term {_term} is for height {entries[0].Number}, out of order.");
            return false;
        }

        if (entries[0].Index <= _committed)
        {
            throw new InvalidOperationException($"The leader of term {_term} has another entry {entries[0].Index} than was committed.");
        }

        entries.RemoveAll(entry => entry.Number > _stored.Number + _options.HeightsAheadMax);
        if (entries.Count > 0)
        {
            taken += entries.Count;
            Stage(entries);
        }

        return true;
    }

    private void Stage(List<RaftEntry> entries)
    {
        int kept = _staged.FindIndex(entry => entry.Index >= entries[0].Index);
        if (kept >= 0)
        {
            _staged.RemoveRange(kept, _staged.Count - kept);
        }

        _staged.AddRange(entries);
        foreach (RaftEntry entry in entries)
        {
            RequestBodies(entry, _role == RaftRole.Leader ? _self : _leader);
        }
    }

    private void RequestBodies(RaftEntry entry, int source)
    {
        if (!IsReady(entry) && _requested.TryAdd(entry.Digest, entry.Number))
        {
            _effects.Add(new ConsensusEffect.FetchBodies(entry.Proposal, entry.Digest, source));
        }
    }

    private bool IsReady(RaftEntry entry) =>
        entry.IsNoOp || entry.Number <= _stored.Number || _ready.ContainsKey(entry.Digest);

    private void OnBodiesReady(ConsensusInput.BodiesReady ready)
    {
        _ready[ready.Digest] = ready.Number;
        AbsorbAndAnswer();
        TryExecute();
    }

    private void AbsorbAndAnswer()
    {
        long before = Acknowledged;
        AbsorbStaged();
        if (_role == RaftRole.Follower && _leader != NoLeader && Acknowledged > before)
        {
            Answer(before);
        }
    }

    /// <summary>Moves the staged entries whose bodies are here into the log, and learns what of it is committed.</summary>
    private void AbsorbStaged()
    {
        int count = _staged.FindIndex(entry => !IsReady(entry));
        count = count < 0 ? _staged.Count : count;
        if (count > 0)
        {
            Append(_staged.GetRange(0, count));
            _staged.RemoveRange(0, count);
            AdvanceCommitted();
        }

        long committed = Math.Min(_leaderCommitted, Acknowledged);
        if (_role == RaftRole.Follower && committed > _committed)
        {
            _committed = committed;
            TryExecute();
        }
    }

    /// <summary>Puts entries into the log; durable before any answer leaves.</summary>
    private void Append(List<RaftEntry> entries)
    {
        long previous = entries[0].Index - 1;
        long number = entries.Max(entry => entry.IsNoOp ? entry.Number + 1 : entry.Number);
        Persist(new EntriesAppended(
            number, _term, _ground, previous, _log.TermAt(previous)!.Value, Hex.Encode(EntryCodec.Encode(entries))));
        _log.Replace(entries);
    }

    /// <summary>Tells the leader how far the log goes, unless it was told just that.</summary>
    private void Answer(long previousIndex)
    {
        var answer = new RaftMessage.AppendAnswer(
            _term, _lastRound, true, previousIndex, Math.Max(Acknowledged, _committed), 0);
        if (_lastAnswer is null || _lastAnswer.Index != answer.Index || _lastAnswer.Round != answer.Round)
        {
            _lastAnswer = answer;
            Send(_leader, answer);
        }
    }

    private void OnInstallHint(RaftMessage.InstallHint hint, int sender)
    {
        if (sender == _self || !FollowLeader(hint.Term, hint.Round, hint.Index, sender))
        {
            return;
        }

        if (hint.Index > _committed)
        {
            _hint = hint;
            NoteFinal(hint.Final, sender);
            if (!TryInstall())
            {
                CatchUpOnce();
            }
        }

        Answer(hint.Index);
    }

    /// <summary>Section 7: with the block stored, the log goes on behind its entry. Entries behind the very same entry stay.</summary>
    private bool TryInstall()
    {
        if (_hint is not { } hint || hint.Final.Number > _stored.Number)
        {
            return false;
        }

        _hint = null;
        if (hint.Index <= _committed)
        {
            return true;
        }

        if (!_log.Has(hint.Index, hint.EntryTerm))
        {
            Persist(new LogCompacted(hint.Final.Number, hint.EntryTerm, _ground, hint.Index));
            _log.Reset(hint.Index, hint.EntryTerm, hint.Final.Number);
            _staged.Clear();
            _verified = hint.Index;
        }

        _committed = hint.Index;
        _verified = Math.Max(_verified, hint.Index);
        AbsorbStaged();
        TryExecute();
        return true;
    }

    private void ForgetLeader()
    {
        _staged.Clear();
        _requested.Clear();
        _hint = null;
        _lastAnswer = null;
        _verified = _committed;
        _leaderCommitted = 0;
    }
}
