using System.Diagnostics.Metrics;
using System.Globalization;
using Ledger.Application.Network;
using Ledger.Node;
using Ledger.Node.Pool;

namespace Ledger.Api.Telemetry;

/// <summary>Whether consensus of one group goes on, for alerts: one series for each kind of stall, 1 for the one that holds.</summary>
internal sealed class ConsensusMetrics : IDisposable
{
    private static readonly StallKind[] Kinds = Enum.GetValues<StallKind>();

    private readonly Meter _meter = new("Ledger.Consensus");
    private readonly IChainStatus _chain;
    private readonly IPoolReader _pool;
    private readonly KeyValuePair<string, object?> _group;

    public ConsensusMetrics(IChainStatus chain, IPoolReader pool)
    {
        _chain = chain;
        _pool = pool;
        _group = new("group", chain.Genesis.GroupId.ToString(CultureInfo.InvariantCulture));
        _meter.CreateObservableGauge(
            "ledger.consensus.stalled", Stalled, description: "1 for the reason why no block becomes final now, 0 for the others.");
        _meter.CreateObservableGauge(
            "ledger.consensus.waiting",
            () => Of(NodeView.Of(_chain, _pool).Stall.Waited?.TotalSeconds ?? 0),
            "s",
            "How long something waits without progress; 0 while nothing waits.");
        _meter.CreateObservableGauge("ledger.consensus.view", () => Of(_chain.Consensus.View), description: "The view.");
        _meter.CreateObservableGauge(
            "ledger.consensus.finalized", () => Of(_chain.Consensus.Finalized), description: "The last final height.");
        _meter.CreateObservableGauge(
            "ledger.chain.lowest_block",
            () => Of(_chain.Base?.LowestBlock ?? 1),
            description: "The lowest block above 0 that this node keeps; above 1 when it started from a snapshot.");
    }

    public void Dispose() => _meter.Dispose();

    private Measurement<T> Of<T>(T value)
        where T : struct => new(value, _group);

    private IEnumerable<Measurement<int>> Stalled()
    {
        Stall stall = NodeView.Of(_chain, _pool).Stall;
        return Kinds.Where(kind => kind is not StallKind.Idle and not StallKind.Working).Select(kind =>
            new Measurement<int>(
                stall.IsStalled && stall.Kind == kind ? 1 : 0,
                _group,
                KeyValuePair.Create<string, object?>("reason", kind.ToString())));
    }
}
