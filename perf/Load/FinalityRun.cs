using System.Text;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Load;

/// <summary>How long one transfer takes to be final on a chain that does nothing else: each is submitted to the first endpoint over JSON-RPC, and
/// its receipt is asked for there over REST with <c>?wait=</c>, which answers when the block is stored. Nothing polls.</summary>
internal sealed class FinalityRun(LoadOptions options, ISigner funder, TextWriter progress)
{
    private const int WarmupSamples = 50;

    /// <summary>Longer than any block takes, so that its end is not part of what is measured.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs it.</summary>
    public async Task<FinalityReport> RunAsync(CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = LoadRun.RequestTimeout };
        PreparedChain chain = await PreparedChain.PrepareAsync(
            http, options, funder, text => progress.WriteLine($"{DateTime.UtcNow:HH:mm:ss} {text}"), cancellation);
        LoadRequest[] sent = [.. chain.Workload.SignTransfers(chain.Token, WarmupSamples + options.Finality).SelectMany(queue => queue)];
        using var connection = new RpcConnection(options.Urls[0]);
        await connection.OpenAsync(cancellation);
        var times = new List<long>(sent.Length);
        using var pause = new PeriodicTimer(Pause);
        foreach (LoadRequest request in sent)
        {
            await pause.WaitForNextTickAsync(cancellation);
            var receipt = new LoadRequest(ReceiptRequest(request.Hashes[0]), []);
            await connection.SendAllAsync([request, receipt], cancellation);
            times.Add(receipt.SentAt + receipt.AnsweredAfter - request.SentAt);
        }

        long[] measured = [.. times.Skip(WarmupSamples)];
        return new FinalityReport
        {
            Label = options.Label,
            Client = chain.Facts.Client,
            Samples = measured.Length,
            P50Ms = LoadReport.PercentileMs(measured, 0.50),
            P99Ms = LoadReport.PercentileMs(measured, 0.99),
            MaxMs = LoadReport.PercentileMs(measured, 1),
            AnswerP50Ms = LoadReport.PercentileMs(sent.Skip(WarmupSamples).Select(request => request.AnsweredAfter), 0.50),
        };
    }

    private byte[] ReceiptRequest(in Hash256 hash) => Encoding.ASCII.GetBytes(
        $"GET /api/v1{options.Urls[0].AbsolutePath.TrimEnd('/')}/transactions/{hash}/receipt?wait=30 HTTP/1.1\r\nHost: {options.Urls[0].Authority}\r\n\r\n");
}
