using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Ledger.Api.Rest.Resources;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Transactions;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Pool;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Rest;

/// <summary>Submitting transactions, finding them again, and waiting for them.</summary>
internal static class TransactionEndpoints
{
    public const char List = 't';
    private const string Tag = "Transactions";

    // Hexadecimal doubles the bytes; the rest is JSON around it.
    private const int SubmissionBytesMax = (TransactionCodec.MaxSizeBytes * 2) + 1024;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/transactions", SubmitAsync)
            .Accepts<SubmissionRequest>("application/json", "text/plain")
            .WithDescription("Answers at once: the transaction is accepted, not final. Submitting the same bytes again, here or to "
                + "another node, is safe and gives the same hash. A text/plain body of hexadecimal digits is taken too.")
            .Document("submitTransaction", Tag, "Submit a signed transaction", 400, 409, 413, 415, 429);
        api.MapGet("/transactions", ListAsync).Document("listTransactions", Tag, "Final transactions, newest first", 400);
        api.MapGet("/transactions/{hash}", GetAsync)
            .Document("getTransaction", Tag, "A transaction with its state: pending or final", 400, 404);
        api.MapGet("/transactions/{hash}/receipt", ReceiptAsync)
            .WithDescription("Without wait, code receipt_not_ready means accepted and not final; transaction_not_found means unknown here.")
            .Document("getReceipt", Tag, "The receipt of a final transaction, waiting for finality if asked to", 400, 404);
    }

    private static async Task<Results<Accepted<SubmissionResource>, ProblemHttpResult>> SubmitAsync(
        IDispatcher dispatcher, HttpRequest request, CancellationToken cancellation)
    {
        (string? raw, LedgerError? problem, int status) = await ReadRawAsync(request, cancellation);
        if (problem is not null)
        {
            return RestProblem.Create(problem, status);
        }

        var input = new RestInput();
        byte[] bytes = input.Bytes("raw", raw);
        if (input.Error is LedgerError wrong)
        {
            return RestProblem.Create(wrong);
        }

        Outcome<IReadOnlyList<SubmitResult>> outcome =
            await dispatcher.SendAsync(new SubmitTransactions([bytes]), cancellation);
        if (!outcome.TryGet(out IReadOnlyList<SubmitResult>? results, out LedgerError? error))
        {
            return RestProblem.Create(error);
        }

        SubmitResult result = results[0];
        return result.IsAccepted
            ? TypedResults.Accepted(
                $"{request.Path}/{result.Hash}/receipt", new SubmissionResource(result.Hash.ToString(), result.Code))
            : RestProblem.Create(SubmissionErrors.Of(result));
    }

    private static async Task<(string? Raw, LedgerError? Problem, int Status)> ReadRawAsync(
        HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > SubmissionBytesMax)
        {
            return (null, Invalid($"The body is longer than {SubmissionBytesMax} bytes."), StatusCodes.Status413PayloadTooLarge);
        }

        if (request.HasJsonContentType())
        {
            try
            {
                SubmissionRequest? body = await request.ReadFromJsonAsync<SubmissionRequest>(cancellation);
                return body?.Raw is string raw
                    ? (raw, null, 0)
                    : (null, Invalid("The body must be {\"raw\": \"0x…\"}."), StatusCodes.Status400BadRequest);
            }
            catch (JsonException)
            {
                return (null, Invalid("The body must be {\"raw\": \"0x…\"} and nothing else."), StatusCodes.Status400BadRequest);
            }
        }

        if (request.ContentType?.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase) != true)
        {
            return (null, Invalid("Send application/json or text/plain."), StatusCodes.Status415UnsupportedMediaType);
        }

        using var reader = new StreamReader(request.Body, Encoding.ASCII);
        return (await reader.ReadToEndAsync(cancellation), null, 0);
    }

    private static async Task<Results<Ok<Page<TransactionResource>>, ProblemHttpResult>> ListAsync(
        IDispatcher dispatcher,
        [Description("The next value of the page before.")] string? cursor,
        [Description("Items of a page, 1 to 500; default 50.")] int? limit,
        CancellationToken cancellation) => await ListOfAsync(dispatcher, null, cursor, limit, cancellation);

    public static async Task<Results<Ok<Page<TransactionResource>>, ProblemHttpResult>> ListOfAsync(
        IDispatcher dispatcher, Address? account, string? cursor, int? limit, CancellationToken cancellation)
    {
        var input = new RestInput();
        (long First, int Second)? before = input.Place(List, cursor);
        int count = RestInput.PageSize(limit);
        if (input.Error is LedgerError error)
        {
            return RestProblem.Create(error);
        }

        Outcome<IReadOnlyList<TransactionView>> outcome =
            await dispatcher.SendAsync(new ListTransactions(account, before, count), cancellation);
        return RestAnswer.Of(outcome, views => new Page<TransactionResource>(
            [.. views.Select(TransactionResource.Of)],
            views.Count == count && views[^1].Stored is { } last ? Cursor.Encode(List, last.BlockNumber, last.Index) : null));
    }

    private static async Task<Results<Ok<TransactionResource>, ProblemHttpResult>> GetAsync(
        IDispatcher dispatcher,
        [Description("The transaction's hash.")] string hash,
        CancellationToken cancellation)
    {
        var input = new RestInput();
        Hash256 name = input.Hash("hash", hash);
        if (input.Error is LedgerError error)
        {
            return RestProblem.Create(error);
        }

        Outcome<TransactionView?> outcome = await dispatcher.SendAsync(new FindTransaction(name), cancellation);
        return outcome.Error is LedgerError below ? RestProblem.Create(below)
            : outcome.Value is TransactionView view ? TypedResults.Ok(TransactionResource.Of(view))
            : RestProblem.Create(new LedgerError(
                ErrorCodes.TransactionNotFound, $"Transaction {name} is neither in the chain nor in this node's pool."));
    }

    private static async Task<Results<Ok<ReceiptResource>, ProblemHttpResult>> ReceiptAsync(
        IDispatcher dispatcher,
        [Description("The transaction's hash.")] string hash,
        [FromQuery, Description("Seconds to wait for finality, 0 to 60; default 0.")] double? wait,
        CancellationToken cancellation)
    {
        var input = new RestInput();
        Hash256 name = input.Hash("hash", hash);
        double seconds = wait ?? 0;
        if (!(seconds >= 0 && seconds <= WaitForReceipt.WaitMax.TotalSeconds))
        {
            input.Wrong("wait", $"a number of seconds from 0 to {WaitForReceipt.WaitMax.TotalSeconds}", 0);
        }

        if (input.Error is LedgerError error)
        {
            return RestProblem.Create(error);
        }

        Outcome<ReceiptView> outcome =
            await dispatcher.SendAsync(new WaitForReceipt(name, TimeSpan.FromSeconds(seconds)), cancellation);
        return RestAnswer.Of(outcome, ReceiptResource.Of);
    }

    private static LedgerError Invalid(string message) => new(ErrorCodes.InvalidRequest, message);
}
