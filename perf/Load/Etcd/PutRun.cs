using System.Diagnostics;

namespace Ledger.Load.Etcd;

/// <summary>One measurement of etcd: puts of values over its own gRPC interface.</summary>
internal sealed class PutRun(LoadOptions options)
{
    /// <summary>Runs it.</summary>
    public PutReport Run()
    {
        using var loop = new PutLoop(options);
        loop.PutAll(options.Warmup);
        ProcessMeter[] meters =
        [
            .. options.Processes.Select(process => new ProcessMeter(process.Name, process.ProcessId)),
            new ProcessMeter("generator", Environment.ProcessId),
        ];
        Array.ForEach(meters, meter => meter.Start());
        long start = Stopwatch.GetTimestamp();
        IReadOnlyList<long> times = loop.PutAll(options.Puts);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        Array.ForEach(meters, meter => meter.Sample());
        return new PutReport
        {
            Label = options.Label,
            Connections = options.Connections,
            InFlight = loop.InFlight,
            ValueBytes = options.ValueBytes,
            Puts = options.Puts,
            Seconds = elapsed.TotalSeconds,
            P50Ms = LoadReport.PercentileMs(times, 0.50),
            P99Ms = LoadReport.PercentileMs(times, 0.99),
            Processes = [.. meters.Select(meter => new ProcessUse(meter.Name, meter.CpuSeconds, meter.ResidentMaxMb))],
        };
    }
}
