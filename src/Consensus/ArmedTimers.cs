namespace Ledger.Consensus;

/// <summary>The timers of a core that run, so that a late one is known when it fires.</summary>
internal class ArmedTimers
{
    private readonly Dictionary<ConsensusTimerKind, ConsensusTimer> _armed = [];

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
