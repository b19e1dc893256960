namespace Ledger.Simulation.Engine;

/// <summary>The one queue of everything that happens: steps in the order of simulated time, all on the thread that made it.</summary>
public sealed class Scheduler
{
    private readonly PriorityQueue<Step, Due> _queue = new(DueOrder.Instance);
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _order;

    /// <summary>Begins at time zero.</summary>
    /// <param name="random">The run's only source of chance.</param>
    public Scheduler(Random random) => Random = random;

    /// <summary>The run's only source of chance.</summary>
    public Random Random { get; }

    /// <summary>The simulated time.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>How many steps were taken.</summary>
    public long Steps { get; private set; }

    /// <summary>What left the one thread, or <see langword="null"/>: then no run could be repeated.</summary>
    public string? Stray { get; private set; }

    /// <summary>Lets something happen after a delay, outside any node.</summary>
    public void After(TimeSpan delay, Action action) =>
        Enqueue(null, delay, static state => ((Action)state!)(), action);

    /// <summary>Lets something happen to a node after a delay, unless it is dead by then.</summary>
    public void Enqueue(NodeLife? life, TimeSpan delay, SendOrPostCallback callback, object? state)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            Stray ??= $"A continuation of {life} left the simulation's thread: {Environment.StackTrace}";
            return;
        }

        _queue.Enqueue(new Step(life, callback, state), new Due((Now + delay).Ticks, _order++));
    }

    /// <summary>A task that ends after a delay; it never does for a node that dies before.</summary>
    public Task DelayAsync(NodeLife life, TimeSpan delay)
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Enqueue(life, delay, static state => ((TaskCompletionSource)state!).SetResult(), source);
        return source.Task;
    }

    /// <summary>Takes the next step.</summary>
    /// <returns><see langword="false"/> when nothing happens until then; that is the time now.</returns>
    public bool RunNext(TimeSpan until)
    {
        if (!_queue.TryPeek(out _, out Due due) || due.Ticks > until.Ticks)
        {
            Now = until;
            return false;
        }

        Step step = _queue.Dequeue();
        Now = TimeSpan.FromTicks(due.Ticks);
        if (step.Life is null)
        {
            step.Callback(step.State);
        }
        else if (!step.Life.IsDead)
        {
            Run(step.Life, step);
        }

        return true;
    }

    private void Run(NodeLife life, Step step)
    {
        Steps++;
        SynchronizationContext? outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(life);
        try
        {
            step.Callback(step.State);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }

        life.OnStepped();
    }

    private readonly record struct Step(NodeLife? Life, SendOrPostCallback Callback, object? State);

    private readonly record struct Due(long Ticks, long Order);

    private sealed class DueOrder : IComparer<Due>
    {
        public static readonly DueOrder Instance = new();

        public int Compare(Due x, Due y) => x.Ticks != y.Ticks ? x.Ticks.CompareTo(y.Ticks) : x.Order.CompareTo(y.Order);
    }
}
