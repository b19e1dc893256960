using System.Diagnostics;
using Ledger.Domain.Cryptography;

namespace Ledger.Load;

/// <summary>One measurement of reads: eth_call of a view function over keep-alive connections, one request at a time on each.</summary>
internal sealed class CallRun(LoadOptions options, ISigner funder, TextWriter progress)
{
    private const int WarmupCalls = 20_000;

    /// <summary>Runs it.</summary>
    public async Task<CallReport> RunAsync(CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = LoadRun.RequestTimeout };
        PreparedChain chain = await PreparedChain.PrepareAsync(
            http, options, funder, text => progress.WriteLine($"{DateTime.UtcNow:HH:mm:ss} {text}"), cancellation);
        using var loop = new CallLoop([.. Enumerable.Range(0, options.Connections).Select(Url)]);
        loop.SendAll(Requests(chain, WarmupCalls));
        IReadOnlyList<LoadRequest>[] measured = Requests(chain, options.Calls);
        ProcessMeter[] meters =
        [
            .. options.Processes.Select(process => new ProcessMeter(process.Name, process.ProcessId)),
            new ProcessMeter("generator", Environment.ProcessId),
        ];
        Array.ForEach(meters, meter => meter.Start());
        long start = Stopwatch.GetTimestamp();
        loop.SendAll(measured);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        Array.ForEach(meters, meter => meter.Sample());
        return Report(chain, [.. measured.SelectMany(queue => queue)], elapsed, meters);
    }

    private Uri Url(int connection) => options.Urls[connection % options.Urls.Count];

    private IReadOnlyList<LoadRequest>[] Requests(PreparedChain chain, int count) =>
    [
        .. Enumerable.Range(0, options.Connections).Select(connection => chain.Workload.BalanceCalls(
            chain.Token, Url(connection), count / options.Connections)),
    ];

    private CallReport Report(
        PreparedChain chain, IReadOnlyList<LoadRequest> requests, TimeSpan elapsed, IReadOnlyList<ProcessMeter> meters)
    {
        return new CallReport
        {
            Label = options.Label,
            Client = chain.Facts.Client,
            Connections = options.Connections,
            Calls = requests.Count,
            Seconds = elapsed.TotalSeconds,
            P50Ms = LoadReport.PercentileMs(requests.Select(request => request.AnsweredAfter), 0.50),
            P99Ms = LoadReport.PercentileMs(requests.Select(request => request.AnsweredAfter), 0.99),
            Processes = [.. meters.Select(meter => new ProcessUse(meter.Name, meter.CpuSeconds, meter.ResidentMaxMb))],
        };
    }
}
