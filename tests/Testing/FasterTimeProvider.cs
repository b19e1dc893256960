namespace Ledger.Testing;

/// <summary>The machine's clock, so many times as fast: for tests of what waits for beats and pauses, which then wait less.</summary>
/// <param name="factor">How many times as fast, 1 or more.</param>
public sealed class FasterTimeProvider(int factor) : TimeProvider
{
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly DateTimeOffset _began = TimeProvider.System.GetUtcNow();

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeProvider.System.TimestampFrequency;

    /// <inheritdoc/>
    public override long GetTimestamp() => (TimeProvider.System.GetTimestamp() - _start) * factor;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _began + GetElapsedTime(0, GetTimestamp());

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(TimeProvider.System.CreateTimer(callback, state, Shorter(dueTime), Shorter(period)), this);

    private TimeSpan Shorter(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / factor;

    private sealed class Timer(ITimer inner, FasterTimeProvider time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(time.Shorter(dueTime), time.Shorter(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
