namespace Ledger.Simulation.Engine;

/// <summary>One node's clock: the wall clock is off by some amount and may jump, the monotonic one only goes on.</summary>
/// <param name="scheduler">The simulated time.</param>
/// <param name="life">The node whose timers these are.</param>
/// <param name="skew">How far the wall clock is off now.</param>
public sealed class SimulatedClock(Scheduler scheduler, NodeLife life, Func<TimeSpan> skew) : TimeProvider
{
    /// <summary>What every clock would show at simulated time zero.</summary>
    public static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Epoch + scheduler.Now + skew();

    /// <inheritdoc/>
    public override long GetTimestamp() => scheduler.Now.Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(scheduler, life, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class SimulatedTimer(Scheduler scheduler, NodeLife life, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;
        private Shot? _next;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            _next = null;
            if (dueTime != Timeout.InfiniteTimeSpan && !life.IsDead)
            {
                Aim(dueTime);
            }

            return true;
        }

        // May be called by a finalizer of a life long gone.
        public void Dispose() => _next = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Aim(TimeSpan due)
        {
            _next = new Shot(this);
            scheduler.Enqueue(life, due + life.StepDelay(), static shot => ((Shot)shot!).Fire(), _next);
        }

        private sealed class Shot(SimulatedTimer timer)
        {
            public void Fire()
            {
                if (timer._next != this)
                {
                    return;
                }

                timer._next = null;
                if (timer._period > TimeSpan.Zero)
                {
                    timer.Aim(timer._period);
                }

                timer.Callback();
            }
        }

        private void Callback() => callback(state);
    }
}
