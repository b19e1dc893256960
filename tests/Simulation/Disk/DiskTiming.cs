using Ledger.Simulation.Engine;

namespace Ledger.Simulation.Disk;

/// <summary>How long the database of one node takes, and whether it answers at all.</summary>
/// <param name="scheduler">The simulated time.</param>
public sealed class DiskTiming(Scheduler scheduler)
{
    private readonly Random _random = scheduler.Random;

    /// <summary>Whether the database is away.</summary>
    public bool IsAway { get; set; }

    /// <summary>How many of a hundred writes lose their answer after they were done.</summary>
    public int LostAnswersPercent { get; set; }

    /// <summary>The longest write in milliseconds, now and then.</summary>
    public int SlowWriteMs { get; set; } = 40;

    /// <summary>Waits as long as a read takes.</summary>
    public Task ReadAsync(NodeLife life)
    {
        ThrowWhenAway();
        return scheduler.DelayAsync(life, TimeSpan.FromMicroseconds(_random.Next(50, 600)));
    }

    /// <summary>Does a write, which takes its time; a crash in between lets any part of it arrive.</summary>
    public async Task WriteAsync(NodeLife life, SimulatedDisk disk, Action<double> reach)
    {
        ThrowWhenAway();
        PendingWrite write = disk.Begin(reach);
        int longest = _random.Next(20) == 0 ? SlowWriteMs * 1000 : 4_000;
        await scheduler.DelayAsync(life, TimeSpan.FromMicroseconds(_random.Next(100, longest)));
        disk.End(write);
        if (LostAnswersPercent > 0 && _random.Next(100) < LostAnswersPercent)
        {
            throw new IOException("The connection broke before the answer came.");
        }
    }

    private void ThrowWhenAway()
    {
        if (IsAway)
        {
            throw new IOException("The database is away.");
        }
    }
}
