using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Ledger.Infrastructure.Telemetry;

/// <summary>What the store measures, in a meter named <see cref="MeterName"/>.</summary>
internal sealed class StoreMetrics : IDisposable
{
    public const string MeterName = "Ledger.Store";

    private readonly Meter _meter = new(MeterName);
    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _blocks;
    private readonly Counter<long> _rows;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _journal;

    public StoreMetrics()
    {
        _duration = _meter.CreateHistogram<double>("ledger.store.commit.duration", "s", "Time of one commit");
        _blocks = _meter.CreateHistogram<int>("ledger.store.commit.blocks", "{block}", "Blocks of one commit");
        _rows = _meter.CreateCounter<long>("ledger.store.rows", "{row}", "Rows written");
        _failures = _meter.CreateCounter<long>("ledger.store.commit.failures", "{commit}", "Commits that failed or whose answer was lost");
        _journal = _meter.CreateHistogram<double>("ledger.store.journal.duration", "s", "Time until votes were durable");
    }

    public void Committed(int group, int blocks, int rows, TimeSpan duration)
    {
        TagList tags = new() { { "group", group } };
        _duration.Record(duration.TotalSeconds, tags);
        _blocks.Record(blocks, tags);
        _rows.Add(rows, tags);
    }

    public void CommitFailed(int group) => _failures.Add(1, new TagList { { "group", group } });

    public void Journaled(int group, TimeSpan duration) =>
        _journal.Record(duration.TotalSeconds, new TagList { { "group", group } });

    public void Dispose() => _meter.Dispose();
}
