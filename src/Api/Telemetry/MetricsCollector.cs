using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;

namespace Ledger.Api.Telemetry;

/// <summary>Collects every meter named <c>Ledger.*</c> and writes it, with a few facts of the process, as Prometheus text.</summary>
internal sealed class MetricsCollector(ILogger<MetricsCollector> logger) : IHostedService, IDisposable
{
    private const string MeterPrefix = "Ledger.";
    private const int FamiliesMax = 500;

    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly Lock _scrape = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith(MeterPrefix, StringComparison.Ordinal)
                && Adopt(instrument) is MetricFamily family)
            {
                listener.EnableMeasurementEvents(instrument, family);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, state) => Record(state, (double)value, tags));
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The text of one scrape.</summary>
    public string Scrape()
    {
        // One scrape at a time: observable instruments are asked once for each.
        lock (_scrape)
        {
            foreach (MetricFamily family in _families.Values.Where(family => family.IsObserved))
            {
                family.Clear();
            }

            _listener.RecordObservableInstruments();
            var text = new StringBuilder();
            WriteProcess(text);
            foreach (MetricFamily family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
            {
                family.WriteTo(text);
            }

            WriteGauge(text, "ledger_metrics_dropped", "Measurements dropped because their instrument had too many label sets.", _families.Values.Sum(family => family.Dropped));
            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    private static void Record(object? state, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MetricFamily)state!).Record(value, tags);

    private MetricFamily? Adopt(Instrument instrument)
    {
        var family = new MetricFamily(instrument);
        if (_families.Count >= FamiliesMax)
        {
            logger.MetricSeriesFull(instrument.Name, FamiliesMax);
            return null;
        }

        return _families.GetOrAdd(family.Name, family);
    }

    private static void WriteProcess(StringBuilder text)
    {
        using var self = Process.GetCurrentProcess();
        WriteCounter(text, "process_cpu_seconds_total", "CPU time of the process.", self.TotalProcessorTime.TotalSeconds);
        WriteGauge(text, "process_resident_memory_bytes", "Resident memory.", self.WorkingSet64);
        WriteGauge(text, "process_threads", "Threads of the process.", self.Threads.Count);
        WriteGauge(text, "process_start_time_seconds", "Start of the process, seconds since the Unix epoch.", new DateTimeOffset(self.StartTime).ToUnixTimeSeconds());
        WriteGauge(text, "dotnet_gc_heap_bytes", "Managed heap.", GC.GetTotalMemory(false));
        WriteCounter(text, "dotnet_gc_allocated_bytes_total", "Managed bytes allocated.", GC.GetTotalAllocatedBytes(false));
        WriteCounter(text, "dotnet_gc_collections_total", "Collections of all generations.", GC.CollectionCount(0));
        WriteCounter(text, "dotnet_gc_pause_seconds_total", "Time that collections paused the process.", GC.GetTotalPauseDuration().TotalSeconds);
        WriteGauge(text, "dotnet_threadpool_threads", "Threads of the pool.", ThreadPool.ThreadCount);
        WriteGauge(text, "dotnet_threadpool_queue_length", "Work items that wait for a thread.", ThreadPool.PendingWorkItemCount);
    }

    private static void WriteGauge(StringBuilder text, string name, string help, double value) =>
        Write(text, name, "gauge", help, value);

    private static void WriteCounter(StringBuilder text, string name, string help, double value) =>
        Write(text, name, "counter", help, value);

    private static void Write(StringBuilder text, string name, string type, string help, double value)
    {
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        MetricSeries.WriteLine(text, name, "", value);
    }
}
