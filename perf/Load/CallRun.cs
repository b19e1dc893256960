using System.Diagnostics;
using Ledger.Domain.Cryptography;

namespace Ledger.Load;

/// <summary>One measurement of reads: eth_call of a view function over keep-alive connections, one request at a time on each.</summary>
internal sealed class CallRun(LoadOptions options, ISigner funder, TextWriter progress)
{
    private const int WarmupCalls = 5_000;

    /// <summary>Runs it.</summary>
    public async Task<CallReport> RunAsync(CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = LoadRun.RequestTimeout };
        PreparedChain chain = await PreparedChain.PrepareAsync(
            http, options, funder, text => progress.WriteLine($"{DateTime.UtcNow:HH:mm:ss} {text}"), cancellation);
        RpcConnection[] connections =
            [.. Enumerable.Range(0, options.Connections).Select(i => new RpcConnection(options.Urls[i % options.Urls.Count]))];
        try
        {
            foreach (RpcConnection connection in connections)
            {
                await connection.OpenAsync(cancellation);
            }

            await SendAsync(connections, Requests(chain, WarmupCalls), cancellation);
            IReadOnlyList<LoadRequest>[] measured = Requests(chain, options.Calls);
            ProcessMeter[] meters =
                [.. options.Processes.Select(process => new ProcessMeter(process.Name, process.ProcessId))];
            Array.ForEach(meters, meter => meter.Start());
            long start = Stopwatch.GetTimestamp();
            await SendAsync(connections, measured, cancellation);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            Array.ForEach(meters, meter => meter.Sample());
            return Report(chain, [.. measured.SelectMany(queue => queue)], elapsed, meters);
        }
        finally
        {
            Array.ForEach(connections, connection => connection.Dispose());
        }
    }

    private IReadOnlyList<LoadRequest>[] Requests(PreparedChain chain, int count) =>
    [
        .. Enumerable.Range(0, options.Connections).Select(connection => chain.Workload.BalanceCalls(
            chain.Token, options.Urls[connection % options.Urls.Count], count / options.Connections)),
    ];

    private static Task SendAsync(
        RpcConnection[] connections, IReadOnlyList<LoadRequest>[] queues, CancellationToken cancellation) =>
        Task.WhenAll(connections.Select((connection, i) => Task.Run(
            () => connection.SendAllAsync(queues[i], cancellation), cancellation)));

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
