using Ledger.Cli.Control;

namespace Ledger.EndToEnd.Kit;

/// <summary>Waits for what other processes do, always with a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>Looks until a condition holds, and fails with a sentence when it does not in time.</summary>
    public static async Task HoldsAsync(
        string sentence, TimeSpan within, Func<CancellationToken, Task<bool>> condition, CancellationToken cancellation)
    {
        bool held = await Poll.UntilAsync(condition, within, cancellation);
        Assert.True(held, $"Not within {within.TotalSeconds:0.#} s: {sentence}.");
    }

    /// <summary>Lets time pass, so that something happens in the middle of what others do.</summary>
    public static async Task PassAsync(TimeSpan time, CancellationToken cancellation)
    {
        if (time >= Shortest)
        {
            using var timer = new PeriodicTimer(time);
            await timer.WaitForNextTickAsync(cancellation);
        }
    }
}
