namespace Ledger.Simulation.Cluster;

/// <summary>Simulated time: what happens next, in one order that follows from the seed.</summary>
public sealed class SimulatedTime
{
    private readonly PriorityQueue<Action, (long Ticks, long Order)> _queue = new();
    private long _order;

    /// <summary>The simulated time.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>Lets something happen after a delay.</summary>
    public void After(TimeSpan delay, Action action) =>
        _queue.Enqueue(action, ((Now + delay).Ticks, _order++));

    /// <summary>Lets the next thing happen.</summary>
    /// <returns><see langword="false"/> when nothing happens before <paramref name="until"/>; the time is then that.</returns>
    public bool RunNext(TimeSpan until)
    {
        if (!_queue.TryPeek(out _, out (long Ticks, long Order) due) || due.Ticks > until.Ticks)
        {
            Now = until;
            return false;
        }

        Action action = _queue.Dequeue();
        Now = TimeSpan.FromTicks(due.Ticks);
        action();
        return true;
    }
}
