using System.Diagnostics;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Load;

/// <summary>One measurement: prepare, sign, warm up, send, watch, report.</summary>
internal sealed class LoadRun(LoadOptions options, ISigner funder, TextWriter progress)
{
    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a question outside of the measured path may take.</summary>
    public static TimeSpan RequestTimeout { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Runs it.</summary>
    public async Task<LoadReport> RunAsync(CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = RequestTimeout };
        (Endpoint endpoint, ChainFacts chain, Workload workload, Address token) =
            await PreparedChain.PrepareAsync(http, options, funder, Note, cancellation);
        Note($"signing {options.Warmup + options.Transactions} transfers");
        IReadOnlyList<LoadRequest>[] warmup = workload.SignTransfers(token, options.Warmup);
        IReadOnlyList<LoadRequest>[] measured = workload.SignTransfers(token, options.Transactions);
        if (options.Warmup > 0)
        {
            Note("warming up");
            await SendAsync(endpoint, warmup, [], cancellation);
        }

        Note("measuring");
        GC.Collect();
        ProcessMeter[] meters =
        [
            .. options.Processes.Select(process => new ProcessMeter(process.Name, process.ProcessId)),
            new ProcessMeter("generator", Environment.ProcessId),
        ];
        (BlockWatcher watcher, int retries) = await SendAsync(endpoint, measured, meters, cancellation);
        return Report(chain, [.. measured.SelectMany(queue => queue)], watcher, retries, meters);
    }

    private async Task<(BlockWatcher Watcher, int Retries)> SendAsync(
        Endpoint endpoint,
        IReadOnlyList<LoadRequest>[] queues,
        IReadOnlyList<ProcessMeter> meters,
        CancellationToken cancellation)
    {
        var expected = queues.SelectMany(queue => queue)
            .SelectMany(request => request.Hashes.Select(hash => (hash, request)))
            .ToDictionary(pair => pair.hash, pair => pair.request);
        var watcher = new BlockWatcher(endpoint, expected);
        long height = await endpoint.QuantityAsync("eth_blockNumber", [], cancellation);
        RpcConnection[] connections = [.. queues.Select((_, i) => new RpcConnection(options.Urls[i % options.Urls.Count], options.RequestInterval))];
        try
        {
            foreach (RpcConnection connection in connections)
            {
                await connection.OpenAsync(cancellation);
            }

            foreach (ProcessMeter meter in meters)
            {
                meter.Start();
            }

            using var sampling = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            Task samples = SampleAsync(meters, sampling.Token);
            await Task.WhenAll([
                .. connections.Select((connection, i) => Task.Run(
                    () => connection.SendAllAsync(queues[i], cancellation), cancellation)),
                watcher.WatchAsync(height, cancellation)]);
            await sampling.CancelAsync();
            await samples;
            return (watcher, connections.Sum(connection => connection.Retries));
        }
        finally
        {
            Array.ForEach(connections, connection => connection.Dispose());
        }
    }

    private static async Task SampleAsync(IReadOnlyList<ProcessMeter> meters, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(SampleInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                foreach (ProcessMeter meter in meters)
                {
                    meter.Sample();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    private LoadReport Report(
        ChainFacts chain,
        IReadOnlyList<LoadRequest> requests,
        BlockWatcher watcher,
        int retries,
        IReadOnlyList<ProcessMeter> meters)
    {
        long first = requests.Min(request => request.SentAt);
        long submitted = requests.Max(request => request.SentAt + request.AnsweredAfter);
        ProcessUse[] uses = [.. meters.Select(meter => new ProcessUse(meter.Name, meter.CpuSeconds, meter.ResidentMaxMb))];
        return new LoadReport
        {
            Label = options.Label,
            Client = chain.Client,
            Endpoints = options.Urls.Count,
            Connections = Math.Min(options.Connections, options.Senders),
            Batch = options.Batch,
            Transactions = options.Transactions,
            Blocks = watcher.Blocks,
            Seconds = Stopwatch.GetElapsedTime(first, watcher.LastSeenAt).TotalSeconds,
            SubmittedPerSecond = options.Transactions / Stopwatch.GetElapsedTime(first, submitted).TotalSeconds,
            SubmitP50Ms = LoadReport.PercentileMs(requests.Select(request => request.AnsweredAfter), 0.50),
            SubmitP99Ms = LoadReport.PercentileMs(requests.Select(request => request.AnsweredAfter), 0.99),
            FinalP50Ms = LoadReport.PercentileMs(watcher.TicksToFinality, 0.50),
            FinalP99Ms = LoadReport.PercentileMs(watcher.TicksToFinality, 0.99),
            Retries = retries,
            GeneratorCpuSeconds = uses[^1].CpuSeconds,
            Processes = uses[..^1],
        };
    }

    private void Note(string text) => progress.WriteLine($"{DateTime.UtcNow:HH:mm:ss} {text}");
}
