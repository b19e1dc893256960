namespace Ledger.Consensus.Pbft;

/// <summary>The timers that run, and how long the next one waits.</summary>
internal sealed class Pacemaker(PbftOptions options)
{
    private readonly Dictionary<ConsensusTimerKind, ConsensusTimer> _armed = [];

    /// <summary>Views left since the last progress.</summary>
    public int Attempts { get; private set; }

    /// <summary>The timeout of a view: doubles with every view left without progress, up to the cap (Castro and Liskov, section 4.5.2).</summary>
    public TimeSpan Timeout
    {
        get
        {
            TimeSpan timeout = options.Timeout;
            for (int i = 0; i < Attempts && timeout < options.TimeoutMax; i++)
            {
                timeout *= 2;
            }

            return timeout < options.TimeoutMax ? timeout : options.TimeoutMax;
        }
    }

    public void ViewLeft() => Attempts = Math.Min(Attempts + 1, int.MaxValue - 1);

    public void Progressed() => Attempts = 0;

    public bool IsArmed(ConsensusTimerKind kind) => _armed.ContainsKey(kind);

    /// <summary>Notes a timer as running.</summary>
    /// <returns><see langword="false"/> when the very same one runs already.</returns>
    public bool Arm(ConsensusTimer timer)
    {
        if (_armed.TryGetValue(timer.Kind, out ConsensusTimer running) && running == timer)
        {
            return false;
        }

        _armed[timer.Kind] = timer;
        return true;
    }

    /// <summary>Forgets a timer: when it fires it is late.</summary>
    public void Disarm(ConsensusTimerKind kind) => _armed.Remove(kind);

    /// <summary>Whether a timer that fired is the one that runs; then it no longer does.</summary>
    public bool Take(ConsensusTimer timer)
    {
        if (!_armed.TryGetValue(timer.Kind, out ConsensusTimer running) || running != timer)
        {
            return false;
        }

        _armed.Remove(timer.Kind);
        return true;
    }
}
