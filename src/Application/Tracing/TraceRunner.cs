using Ledger.Application.Contracts;
using Ledger.Application.Messaging;
using Ledger.Node.Tracing;

namespace Ledger.Application.Tracing;

/// <summary>Holds every trace to the node's limits: how many at once, how long, how many steps, how large.</summary>
internal sealed class TraceRunner(TraceLimits limits, TimeProvider time, RevertReader reverts) : IDisposable
{
    private readonly SemaphoreSlim _places = new(limits.ConcurrentMax);
    private int _inside;

    /// <summary>Runs a replay and gives its traces as JSON.</summary>
    public async Task<Outcome<IReadOnlyList<ReadOnlyMemory<byte>>>> RunAsync(
        TraceSettings settings, Func<TraceRun, Task<ReplayResult>> replay, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _inside) > limits.ConcurrentMax + limits.WaitingMax)
        {
            Interlocked.Decrement(ref _inside);
            return TraceErrors.Busy(limits);
        }

        try
        {
            await _places.WaitAsync(cancellation);
            try
            {
                return await RunOneAsync(settings, replay);
            }
            finally
            {
                _places.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task<Outcome<IReadOnlyList<ReadOnlyMemory<byte>>>> RunOneAsync(
        TraceSettings settings, Func<TraceRun, Task<ReplayResult>> replay)
    {
        TimeSpan timeout = settings.Timeout ?? limits.TimeDefault;
        using var timeUp = new CancellationTokenSource(timeout, time);
        var allowance = new TraceAllowance(limits.StepsMax, limits.OutputBytesMax, timeUp.Token);
        ReplayResult result = await replay(new TraceRun(
            settings, allowance, (called, output) => reverts.Read(called, output.Span)?.Words));
        return result is ReplayResult.Traced traced
            ? Outcome<IReadOnlyList<ReadOnlyMemory<byte>>>.Success(traced.Traces)
            : TraceErrors.Of(result, limits, timeout);
    }
}
