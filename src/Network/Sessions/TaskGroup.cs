namespace Ledger.Network.Sessions;

/// <summary>Owns the tasks of connections: each is known from its start to its end, and stopping waits for all. Thread-safe.</summary>
internal sealed class TaskGroup(Action<Exception> onFault)
{
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];

    /// <summary>Starts <paramref name="work"/>; a failure that it did not expect is reported, not lost.</summary>
    public void Run(Func<Task> work)
    {
        lock (_gate)
        {
            _running.RemoveWhere(task => task.IsCompleted);
            _running.Add(Task.Run(() => GuardAsync(work)));
        }
    }

    /// <summary>Waits until nothing runs.</summary>
    public async Task WhenIdleAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task[] running;
            lock (_gate)
            {
                _running.RemoveWhere(task => task.IsCompleted);
                running = [.. _running];
            }

            if (running.Length == 0)
            {
                return;
            }

            await Task.WhenAll(running).WaitAsync(cancellation);
        }
    }

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error)
        {
            onFault(error);
        }
    }
}
