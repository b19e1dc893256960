namespace Ledger.Node;

/// <summary>Where tasks wait for a value that another task moves. Thread-safe.</summary>
/// <remarks>Each waiter has a source of its own: the framework's <c>Task.WaitAsync</c> goes on wherever the pool has a thread, even for a
/// caller whose context must not be left.</remarks>
internal sealed class Turnstile
{
    private readonly Lock _gate = new();
    private readonly HashSet<TaskCompletionSource> _waiting = [];

    /// <summary>Completes once a condition holds; it is looked at now, and after every <see cref="WakeAll"/>.</summary>
    public async Task PassAsync(Func<bool> holds, CancellationToken cancellation)
    {
        while (TryEnlist(holds) is TaskCompletionSource next)
        {
            using (cancellation.UnsafeRegister(source => GiveUp((TaskCompletionSource)source!, cancellation), next))
            {
                await next.Task;
            }
        }
    }

    /// <summary>Lets every waiter look again.</summary>
    public void WakeAll()
    {
        lock (_gate)
        {
            foreach (TaskCompletionSource source in _waiting)
            {
                source.TrySetResult();
            }

            _waiting.Clear();
        }
    }

    // The condition is looked at inside the lock, so that a change between the look and the wait is not missed.
    private TaskCompletionSource? TryEnlist(Func<bool> holds)
    {
        lock (_gate)
        {
            if (holds())
            {
                return null;
            }

            var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add(next);
            return next;
        }
    }

    private void GiveUp(TaskCompletionSource source, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _waiting.Remove(source);
        }

        source.TrySetCanceled(cancellation);
    }
}
