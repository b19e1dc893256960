namespace Ledger.Consensus.Raft;

/// <summary>What a leader knows of one follower.</summary>
internal sealed class Progress
{
    private readonly Queue<long> _inFlight = [];

    /// <summary>How entries are sent to it.</summary>
    public ProgressState State { get; private set; } = ProgressState.Probe;

    /// <summary>Its log equals the leader's up to here.</summary>
    public long Match { get; private set; }

    /// <summary>The next entry to send.</summary>
    public long Next { get; private set; }

    /// <summary>Whether a probe is on its way.</summary>
    public bool IsProbing { get; private set; }

    /// <summary>The committed index that it was told last.</summary>
    public long Told { get; set; }

    /// <summary>The highest round that it answered.</summary>
    public long Round { get; set; }

    /// <summary>When it was heard last.</summary>
    public TimeSpan Heard { get; set; }

    public int InFlight => _inFlight.Count;

    /// <summary>Begins again behind the leader's last entry, knowing nothing.</summary>
    public void Begin(long lastIndex, TimeSpan now)
    {
        (Match, Told, Round, Heard) = (0, 0, 0, now);
        Probe(lastIndex + 1);
    }

    /// <summary>Looks for the place where the logs agree, one message at a time.</summary>
    public void Probe(long next)
    {
        (State, Next, IsProbing) = (ProgressState.Probe, Math.Max(next, Match + 1), false);
        _inFlight.Clear();
    }

    /// <summary>The follower needs what the log no longer has.</summary>
    public void Install()
    {
        State = ProgressState.Install;
        _inFlight.Clear();
    }

    /// <summary>Its log was found to equal the leader's up to an index.</summary>
    public void Matched(long index)
    {
        Match = Math.Max(Match, index);
        Next = Math.Max(Next, Match + 1);
        State = ProgressState.Replicate;
        IsProbing = false;
        while (_inFlight.TryPeek(out long last) && last <= Match)
        {
            _inFlight.Dequeue();
        }
    }

    /// <summary>The answer to the probe may come late or never: the next sign of life sends another.</summary>
    public void AllowProbe() => IsProbing = false;

    /// <summary>Takes note of a message with entries up to an index; empty ones do not move it.</summary>
    public void Sent(long last)
    {
        if (State == ProgressState.Probe)
        {
            IsProbing = true;
        }
        else if (last >= Next)
        {
            Next = last + 1;
            _inFlight.Enqueue(last);
        }
    }
}
