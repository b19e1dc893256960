namespace Ledger.Evm.Tracing;

/// <summary>What a trace may cost. One budget serves all traces of one request. Not thread-safe.</summary>
/// <param name="stepsMax">The most instructions.</param>
/// <param name="bytesMax">The most bytes of recorded text.</param>
/// <param name="timeUp">Cancelled by its owner, who has a clock, when the time is over; looked at every 1024 instructions.</param>
public sealed class TraceBudget(long stepsMax, long bytesMax, CancellationToken timeUp)
{
    private const long TimeCheckMask = 1023;

    /// <summary>Instructions told of so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Bytes recorded so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>What was used up; <see cref="TraceStop.None"/> while the trace is whole.</summary>
    public TraceStop Stop { get; private set; }

    /// <summary>A budget without limits: for tools that own their machine.</summary>
    public static TraceBudget Unlimited() => new(long.MaxValue, long.MaxValue, CancellationToken.None);

    /// <summary>Gives back what a run used whose trace is thrown away, because it is repeated.</summary>
    /// <param name="steps"><see cref="Steps"/> before that run.</param>
    /// <param name="bytes"><see cref="Bytes"/> before that run.</param>
    public void Rewind(long steps, long bytes)
    {
        Steps = steps;
        Bytes = bytes;
        Stop = TraceStop.None;
    }

    /// <summary>Looks at the clock of the owner, for work between runs.</summary>
    /// <returns><see langword="false"/> when the time is over.</returns>
    public bool HasTime()
    {
        if (timeUp.IsCancellationRequested)
        {
            Stop = TraceStop.Time;
        }

        return Stop == TraceStop.None;
    }

    /// <summary>Counts an instruction.</summary>
    /// <returns><see langword="false"/> when the budget is used up.</returns>
    internal bool TryStep()
    {
        if (Stop != TraceStop.None)
        {
            return false;
        }

        if (Steps >= stepsMax)
        {
            Stop = TraceStop.Steps;
        }
        else if ((Steps & TimeCheckMask) == 0 && timeUp.IsCancellationRequested)
        {
            Stop = TraceStop.Time;
        }
        else
        {
            Steps++;
        }

        return Stop == TraceStop.None;
    }

    /// <summary>Counts recorded bytes; too many of them stop the trace at its next instruction.</summary>
    internal void AddBytes(long count)
    {
        Bytes += count;
        if (Bytes > bytesMax && Stop == TraceStop.None)
        {
            Stop = TraceStop.Bytes;
        }
    }
}
