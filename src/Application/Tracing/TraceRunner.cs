using Ledger.Application.Contracts;
using Ledger.Application.Messaging;
using Ledger.Node.Tracing;

namespace Ledger.Application.Tracing;

/// <summary>Holds every trace to the node's limits: how many at once, how long, how many steps, how large.</summary>
internal sealed class TraceRunner(TraceLimits limits, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _places = new(limits.ConcurrentMax);

    /// <summary>Runs a replay and gives its traces as JSON.</summary>
    public async Task<Outcome<IReadOnlyList<ReadOnlyMemory<byte>>>> RunAsync(
        TraceSettings settings, Func<TraceRun, Task<ReplayResult>> replay, CancellationToken cancellation)
    {
        if (!await _places.WaitAsync(TimeSpan.Zero, cancellation))
        {
            return TraceErrors.Busy(limits);
        }

        try
        {
            TimeSpan timeout = settings.Timeout ?? limits.TimeDefault;
            using var timeUp = new CancellationTokenSource(timeout, time);
            var allowance = new TraceAllowance(limits.StepsMax, limits.OutputBytesMax, timeUp.Token);
            ReplayResult result = await replay(new TraceRun(
                settings, allowance, static output => RevertReason.Decode(output.Span)));
            return result is ReplayResult.Traced traced
                ? Outcome<IReadOnlyList<ReadOnlyMemory<byte>>>.Success(traced.Traces)
                : TraceErrors.Of(result, limits, timeout);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
