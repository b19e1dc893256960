using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Ledger.Api.Groups;
using Ledger.Api.Rest.Resources;
using Ledger.Application.Abis;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;
using Ledger.Domain.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ledger.Api.Rest;

/// <summary>The interfaces of contracts that this node knows.</summary>
internal static class AbiEndpoints
{
    private const string Tag = "Contracts";
    private const string Path = "/contracts/{address}/abi";
    private const string Json = "application/json";
    private const char List = 'i';

    /// <summary>The longest body in bytes: a character takes at most three.</summary>
    private const int BodyBytesMax = 3 * AbiRegistryLimits.JsonCharactersMax;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/abis", ListAsync).Document("listAbis", Tag, "Contracts whose interface this node knows, by address", 400);
        api.MapGet(Path, GetAsync)
            .Produces<IReadOnlyList<JsonElement>>(StatusCodes.Status200OK, Json)
            .Document("getAbi", Tag, "A contract's interface, as it was registered", 400, 404);
        api.MapPut(Path, PutAsync)
            .Accepts<IReadOnlyList<JsonElement>>(Json)
            .WithDescription("The body is the JSON contract ABI, the array that compilers make. From then on this node puts the contract's "
                + "custom errors into words: in receipts, calls, estimates and traces, old ones too. Nothing changes on chain, other nodes "
                + "are not told, and the contract need not exist yet. An interface that was registered before is replaced. " + RestGate.Advice)
            .Document("putAbi", Tag, "Register a contract's interface", 400, 401, 403, 409, 413, 415);
        api.MapDelete(Path, DeleteAsync)
            .WithDescription(RestGate.Advice)
            .Document("deleteAbi", Tag, "Forget a contract's interface", 400, 401, 403, 404);
    }

    private static async Task<Results<Ok<Page<AbiResource>>, ProblemHttpResult>> ListAsync(
        IDispatcher dispatcher,
        [Description("The next value of the page before.")] string? cursor,
        [Description("Items of a page, 1 to 500; default 50.")] int? limit,
        CancellationToken cancellation)
    {
        var input = new RestInput();
        Address? after = input.AddressAfter(List, cursor);
        int count = RestInput.PageSize(limit);
        if (input.Error is LedgerError error)
        {
            return RestProblem.Create(error);
        }

        Outcome<IReadOnlyList<AbiSummary>> outcome = await dispatcher.SendAsync(new ListAbis(after, count), cancellation);
        return RestAnswer.Of(outcome, abis => new Page<AbiResource>(
            [.. abis.Select(AbiResource.Of)],
            abis.Count == count ? Cursor.Encode(List, abis[^1].Address.ToString()) : null));
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> GetAsync(
        IDispatcher dispatcher, [Description("The contract.")] string address, CancellationToken cancellation)
    {
        var input = new RestInput();
        Address contract = input.Address("address", address);
        if (input.Error is LedgerError wrong)
        {
            return RestProblem.Create(wrong);
        }

        Outcome<RegisteredAbi> outcome = await dispatcher.SendAsync(new GetAbi(contract), cancellation);
        return outcome.TryGet(out RegisteredAbi? found, out LedgerError? error)
            ? TypedResults.Content(found.Json, Json, Encoding.UTF8)
            : RestProblem.Create(error);
    }

    private static async Task<Results<Ok<AbiResource>, ProblemHttpResult>> PutAsync(
        IDispatcher dispatcher,
        AdminGate gate,
        HttpContext context,
        [Description("The contract.")] string address,
        CancellationToken cancellation)
    {
        if (Refusal(gate, context, address, out Address contract) is ProblemHttpResult refusal)
        {
            return refusal;
        }

        if (!context.Request.HasJsonContentType())
        {
            return RestProblem.Create(
                new LedgerError(ErrorCodes.InvalidRequest, $"Send {Json}: the JSON contract ABI."), StatusCodes.Status415UnsupportedMediaType);
        }

        return await ReadAsync(context.Request, cancellation) is string json
            ? RestAnswer.Of(await dispatcher.SendAsync(new RegisterAbi(contract, json), cancellation), AbiResource.Of)
            : RestProblem.Create(
                new LedgerError(
                    ErrorCodes.InvalidRequest,
                    $"The body is longer than {BodyBytesMax} bytes; an interface has at most {AbiRegistryLimits.JsonCharactersMax} characters."),
                StatusCodes.Status413PayloadTooLarge);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        IDispatcher dispatcher,
        AdminGate gate,
        HttpContext context,
        [Description("The contract.")] string address,
        CancellationToken cancellation)
    {
        if (Refusal(gate, context, address, out Address contract) is ProblemHttpResult refusal)
        {
            return refusal;
        }

        Outcome<Address> outcome = await dispatcher.SendAsync(new RemoveAbi(contract), cancellation);
        return outcome.TryGet(out _, out LedgerError? error) ? TypedResults.NoContent() : RestProblem.Create(error);
    }

    /// <summary>Lets the node's operator through, with a contract that is named rightly.</summary>
    private static ProblemHttpResult? Refusal(AdminGate gate, HttpContext context, string address, out Address contract)
    {
        var input = new RestInput();
        contract = input.Address("address", address);
        return RestGate.Refusal(gate, context)
            ?? (input.Error is LedgerError wrong ? RestProblem.Create(wrong) : null);
    }

    /// <summary>The body as text; <see langword="null"/> when it is too long, whether it says so at once or not.</summary>
    private static async Task<string?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > BodyBytesMax)
        {
            return null;
        }

        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        string text = await reader.ReadToEndAsync(cancellation);
        return text.Length <= BodyBytesMax ? text : null;
    }
}
