using System.Diagnostics;

namespace Ledger.Cli.Control;

/// <summary>Waits for something that other processes do.</summary>
internal static class Poll
{
    /// <summary>How often a condition is looked at.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Looks at a condition until it holds.</summary>
    /// <returns>Whether it held before <paramref name="timeout"/> had passed.</returns>
    public static async Task<bool> UntilAsync(
        Func<CancellationToken, Task<bool>> condition, TimeSpan timeout, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Interval);
        while (true)
        {
            if (await condition(cancellation))
            {
                return true;
            }

            if (watch.Elapsed >= timeout)
            {
                return false;
            }

            await timer.WaitForNextTickAsync(cancellation);
        }
    }

    /// <inheritdoc cref="UntilAsync(Func{CancellationToken, Task{bool}}, TimeSpan, CancellationToken)"/>
    public static Task<bool> UntilAsync(Func<bool> condition, TimeSpan timeout, CancellationToken cancellation) =>
        UntilAsync(_ => Task.FromResult(condition()), timeout, cancellation);
}
