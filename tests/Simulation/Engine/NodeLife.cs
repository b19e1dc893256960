namespace Ledger.Simulation.Engine;

/// <summary>One run of one node, from start to crash, as the context that its awaits come back to. A crash drops everything that
/// is queued here, between any two awaits.</summary>
/// <param name="scheduler">The queue.</param>
/// <param name="name">The node's name.</param>
public sealed class NodeLife(Scheduler scheduler, string name) : SynchronizationContext
{
    private const int StepMicrosecondsMax = 20;

    private volatile bool _isDead;
    private long _stepsLeft = long.MaxValue;
    private Action? _onLastStep;

    /// <summary>Whether it crashed or stopped; nothing of it happens any more.</summary>
    public bool IsDead => _isDead;

    /// <summary>How much longer every step of a slow node takes at most.</summary>
    public TimeSpan Slowness { get; set; }

    /// <summary>Ends this life: everything queued is dropped.</summary>
    public void Kill() => _isDead = true;

    /// <summary>Lets something happen after so many more steps of this node, right behind that step.</summary>
    public void AfterSteps(int steps, Action action)
    {
        _stepsLeft = steps;
        _onLastStep = action;
    }

    /// <summary>Counts a step.</summary>
    public void OnStepped()
    {
        if (--_stepsLeft == 0)
        {
            _onLastStep!();
        }
    }

    /// <summary>How long the next step waits. Ready steps of a node overtake each other: a thread pool promises no order.</summary>
    public TimeSpan StepDelay()
    {
        long micros = scheduler.Random.Next(StepMicrosecondsMax);
        return Slowness == TimeSpan.Zero
            ? TimeSpan.FromTicks(micros * TimeSpan.TicksPerMicrosecond)
            : TimeSpan.FromTicks(scheduler.Random.NextInt64(Slowness.Ticks));
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        // A finalizer may complete an awaitable of a life long gone.
        if (!_isDead)
        {
            scheduler.Enqueue(this, StepDelay(), d, state);
        }
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("A node waits for nothing by blocking its thread.");

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Lets something happen to this node now.</summary>
    public void Begin(Func<Task> work) => scheduler.Enqueue(this, TimeSpan.Zero, static state => _ = ((Func<Task>)state!)(), work);

    /// <inheritdoc/>
    public override string ToString() => name;
}
