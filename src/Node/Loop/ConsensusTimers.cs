using Ledger.Consensus;

namespace Ledger.Node.Loop;

/// <summary>Turns timer effects into inputs after their delay; one timer of each kind. Owned by the node loop.</summary>
/// <param name="time">The clock.</param>
/// <param name="inbox">Where the inputs go.</param>
public sealed class ConsensusTimers(TimeProvider time, Inbox inbox) : IDisposable
{
    private readonly Dictionary<ConsensusTimerKind, PendingTimer> _timers = [];

    /// <summary>Sets a timer, in place of the one of the same kind.</summary>
    public void Set(ConsensusTimer timer, TimeSpan delay)
    {
        if (_timers.Remove(timer.Kind, out PendingTimer? replaced))
        {
            replaced.Dispose();
        }

        var pending = new PendingTimer(time, inbox, new ConsensusInput.TimerElapsed(timer));
        _timers[timer.Kind] = pending;
        pending.Start(delay);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PendingTimer timer in _timers.Values)
        {
            timer.Dispose();
        }

        _timers.Clear();
    }

    private sealed class PendingTimer : IDisposable
    {
        // A full inbox must not lose a timeout, so it is offered again until it is in or the timer is replaced.
        private static readonly TimeSpan OfferAgain = TimeSpan.FromMilliseconds(50);

        private readonly ITimer _timer;
        private readonly Inbox _inbox;
        private readonly ConsensusInput _input;

        public PendingTimer(TimeProvider time, Inbox inbox, ConsensusInput input)
        {
            _inbox = inbox;
            _input = input;
            _timer = time.CreateTimer(
                static state => ((PendingTimer)state!).Offer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public void Start(TimeSpan delay) => _timer.Change(delay < TimeSpan.Zero ? TimeSpan.Zero : delay, OfferAgain);

        public void Dispose() => _timer.Dispose();

        private void Offer()
        {
            if (_inbox.TryWrite(_input))
            {
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
