namespace Ledger.Consensus.Tests.Raft.Cluster;

/// <summary>Simulated time: what happens next, in one order that follows from the seed.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Action, (long Ticks, long Order)> _queue = new();
    private long _order;

    public TimeSpan Now { get; private set; }

    public void After(TimeSpan delay, Action action) => _queue.Enqueue(action, ((Now + delay).Ticks, _order++));

    /// <summary>Lets the next thing happen; <see langword="false"/> when nothing does before <paramref name="until"/>.</summary>
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
