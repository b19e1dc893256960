using System.Diagnostics;
using System.Text.Json;
using System.Text.Unicode;
using Ledger.Api.Telemetry;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Transactions;
using Ledger.Node.Pool;

namespace Ledger.Api.JsonRpc;

/// <summary>Answers JSON-RPC bodies: single requests and batches of both lanes. Thread-safe.</summary>
internal sealed class RpcEngine(
    RpcMethodTable table, IDispatcher dispatcher, ApiMetrics metrics, ILogger<RpcEngine> logger)
{
    private static readonly JsonDocumentOptions DocumentOptions = new()
    {
        MaxDepth = RpcLimits.DepthMax,
        AllowDuplicateProperties = false,
    };

    /// <summary>Answers one body. Nothing is written when every request was a notification.</summary>
    public async Task AnswerAsync(ReadOnlyMemory<byte> body, PooledBuffer output, CancellationToken cancellation)
    {
        using var answers = new RpcAnswerWriter(output, logger);
        try
        {
            await AnswerAsync(body, answers, output, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            logger.RpcCallFailed("unknown", failure);
            output.Truncate(0);
            answers.Write(null, RpcError.Internal());
        }
    }

    /// <summary>Answers every request of a body with the same error.</summary>
    public void Refuse(PooledBuffer output, RpcError error)
    {
        using var answers = new RpcAnswerWriter(output, logger);
        answers.Write(null, error);
    }

    private async Task AnswerAsync(
        ReadOnlyMemory<byte> body, RpcAnswerWriter answers, PooledBuffer output, CancellationToken cancellation)
    {
        using JsonDocument? document = TryParse(body, out RpcError? error);
        if (document is null)
        {
            answers.Write(null, error!);
            return;
        }

        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Array)
        {
            await AnswerOneAsync(root, answers, cancellation);
            return;
        }

        int count = root.GetArrayLength();
        if (count is 0 or > RpcLimits.BatchMax)
        {
            answers.Write(null, RpcError.InvalidRequest($"a batch has 1 to {RpcLimits.BatchMax} requests, not {count}"));
            return;
        }

        await AnswerBatchAsync(root, answers, output, cancellation);
    }

    private static JsonDocument? TryParse(ReadOnlyMemory<byte> body, out RpcError? error)
    {
        error = null;
        if (!Utf8.IsValid(body.Span))
        {
            error = RpcError.Parse("the body is not UTF-8");
            return null;
        }

        try
        {
            return JsonDocument.Parse(body, DocumentOptions);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a property name with half of a surrogate pair, met while looking for duplicates.
            error = RpcError.Parse(failure is JsonException ? failure.Message : "a property name is not text");
            return null;
        }
    }

    private async Task AnswerOneAsync(JsonElement root, RpcAnswerWriter answers, CancellationToken cancellation)
    {
        var request = RpcRequest.Read(root, table);
        Task<RpcResult> result = request is { Error: null, Method.Submission: not null }
            ? (await SubmitAsync([request], cancellation))[request]
            : RunAsync(request, cancellation);
        Write(answers, request, await result);
    }

    private async Task AnswerBatchAsync(
        JsonElement root, RpcAnswerWriter answers, PooledBuffer output, CancellationToken cancellation)
    {
        RpcRequest[] requests = [.. root.EnumerateArray().Select(element => RpcRequest.Read(element, table))];

        // Submissions go together, and first: recovery of their signatures is then one parallel piece of work.
        Dictionary<RpcRequest, Task<RpcResult>> submitted = await SubmitAsync(
            [.. requests.Where(request => request is { Error: null, Method.Submission: not null })], cancellation);
        output.WriteByte((byte)'[');
        int start = output.WrittenCount;
        foreach (RpcRequest[] wave in requests.Chunk(RpcLimits.BatchConcurrency))
        {
            bool isFull = output.WrittenCount > RpcLimits.BatchAnswerBytesMax;
            RpcResult[] results = await Task.WhenAll(wave.Select(request =>
                submitted.TryGetValue(request, out Task<RpcResult>? known) ? known
                : isFull ? Task.FromResult<RpcResult>(TooLarge())
                : RunAsync(request, cancellation)));
            for (int i = 0; i < wave.Length; i++)
            {
                WriteNext(answers, output, start, wave[i], results[i]);
            }
        }

        if (output.WrittenCount == start)
        {
            output.Truncate(0);
        }
        else
        {
            output.WriteByte((byte)']');
        }
    }

    private static void WriteNext(
        RpcAnswerWriter answers, PooledBuffer output, int start, RpcRequest request, RpcResult result)
    {
        int before = output.WrittenCount;
        if (before > start)
        {
            output.WriteByte((byte)',');
        }

        int separated = output.WrittenCount;
        Write(answers, request, result);
        if (output.WrittenCount == separated)
        {
            output.Truncate(before);
        }
    }

    private static void Write(RpcAnswerWriter answers, RpcRequest request, RpcResult result)
    {
        if (request.HasId || request.Error is not null)
        {
            answers.Write(request, result);
        }
    }

    private static RpcError TooLarge() => new(
        RpcError.TooLargeCode, $"response too large: the batch has more than {RpcLimits.BatchAnswerBytesMax} bytes of answers; send fewer requests at once");

    private async Task<RpcResult> RunAsync(RpcRequest request, CancellationToken cancellation)
    {
        if (request.Error is RpcError error)
        {
            metrics.RpcAnswered(request.Method?.Name ?? "unknown", error.Code, TimeSpan.Zero);
            return error;
        }

        RpcMethod method = request.Method!;
        long started = Stopwatch.GetTimestamp();
        RpcResult result;
        try
        {
            result = await method.Handler!(request.Call, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            result = Failed(method, failure);
        }

        metrics.RpcAnswered(method.Name, result.Error?.Code, Stopwatch.GetElapsedTime(started));
        return result;
    }

    private async Task<Dictionary<RpcRequest, Task<RpcResult>>> SubmitAsync(
        RpcRequest[] requests, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        var results = new Dictionary<RpcRequest, Task<RpcResult>>(requests.Length);
        var raws = new List<ReadOnlyMemory<byte>>(requests.Length);
        var submitted = new List<RpcRequest>(requests.Length);
        foreach (RpcRequest request in requests)
        {
            (ReadOnlyMemory<byte> raw, RpcError? error) = request.Method!.Submission!.Read(request.Call);
            if (error is not null)
            {
                results[request] = Task.FromResult<RpcResult>(error);
                metrics.RpcAnswered(request.Method.Name, error.Code, Stopwatch.GetElapsedTime(started));
                continue;
            }

            raws.Add(raw);
            submitted.Add(request);
        }

        if (raws.Count > 0)
        {
            RpcResult[] answers = await SubmitAsync(submitted, raws, cancellation);
            for (int i = 0; i < answers.Length; i++)
            {
                results[submitted[i]] = Task.FromResult(answers[i]);
                metrics.RpcAnswered(submitted[i].Method!.Name, answers[i].Error?.Code, Stopwatch.GetElapsedTime(started));
            }
        }

        return results;
    }

    private async Task<RpcResult[]> SubmitAsync(
        List<RpcRequest> requests, List<ReadOnlyMemory<byte>> raws, CancellationToken cancellation)
    {
        try
        {
            Outcome<IReadOnlyList<SubmitResult>> outcome =
                await dispatcher.SendAsync(new SubmitTransactions(raws), cancellation);
            return outcome.TryGet(out IReadOnlyList<SubmitResult>? values, out LedgerError? error)
                ? [.. requests.Select((request, i) => request.Method!.Submission!.Answer(raws[i], values[i]))]
                : [.. requests.Select(_ => (RpcResult)error)];
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            return [.. requests.Select(request => (RpcResult)Failed(request.Method!, failure))];
        }
    }

    // The top of one call: its caller gets an answer without any detail of the defect, the log has it all.
    private RpcError Failed(RpcMethod method, Exception failure)
    {
        logger.RpcCallFailed(method.Name, failure);
        return method.Lane == RpcLane.Fisco
            ? new RpcError(RpcError.InternalCode, "INTERNAL_ERROR: the node could not answer; try again") { HasNullData = true }
            : RpcError.Internal();
    }
}
