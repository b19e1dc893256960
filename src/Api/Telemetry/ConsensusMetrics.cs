using System.Diagnostics.Metrics;
using Ledger.Application.Network;
using Ledger.Node;
using Ledger.Node.Pool;

namespace Ledger.Api.Telemetry;

/// <summary>Whether consensus goes on, for alerts: one series for each kind of stall, 1 for the one that holds.</summary>
internal sealed class ConsensusMetrics : IHostedService, IDisposable
{
    private static readonly StallKind[] Kinds = Enum.GetValues<StallKind>();

    private readonly Meter _meter = new("Ledger.Consensus");
    private readonly IChainStatus _chain;
    private readonly IPoolReader _pool;

    public ConsensusMetrics(IChainStatus chain, IPoolReader pool)
    {
        _chain = chain;
        _pool = pool;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _meter.CreateObservableGauge(
            "ledger.consensus.stalled", Stalled, description: "1 for the reason why no block becomes final now, 0 for the others.");
        _meter.CreateObservableGauge(
            "ledger.consensus.waiting",
            () => NodeView.Of(_chain, _pool).Stall.Waited?.TotalSeconds ?? 0,
            "s",
            "How long something waits without progress; 0 while nothing waits.");
        _meter.CreateObservableGauge("ledger.consensus.view", () => _chain.Consensus.View, description: "The view.");
        _meter.CreateObservableGauge(
            "ledger.consensus.finalized", () => _chain.Consensus.Finalized, description: "The last final height.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<int>> Stalled()
    {
        Stall stall = NodeView.Of(_chain, _pool).Stall;
        return Kinds.Where(kind => kind is not StallKind.Idle and not StallKind.Working).Select(kind =>
            new Measurement<int>(
                stall.IsStalled && stall.Kind == kind ? 1 : 0, KeyValuePair.Create<string, object?>("reason", kind.ToString())));
    }
}
