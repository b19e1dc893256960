using System.ComponentModel;
using Ledger.Api.Rest.Resources;
using Ledger.Application.Blocks;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ledger.Api.Rest;

/// <summary>Blocks.</summary>
internal static class BlockEndpoints
{
    private const string Tag = "Blocks";
    private const char List = 'b';

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/blocks", ListAsync).Document("listBlocks", Tag, "Blocks, newest first", 400);
        api.MapGet("/blocks/{block}", GetAsync).Document("getBlock", Tag, "A block by number, hash or tag", 400, 404);
        api.MapGet("/blocks/{block}/receipts", ReceiptsAsync)
            .Document("listBlockReceipts", Tag, "The receipts of a block, in order", 400, 404);
    }

    private static async Task<Results<Ok<Page<BlockSummaryResource>>, ProblemHttpResult>> ListAsync(
        IDispatcher dispatcher,
        [Description("The next value of the page before.")] string? cursor,
        [Description("Items of a page, 1 to 500; default 50.")] int? limit,
        CancellationToken cancellation)
    {
        var input = new RestInput();
        (long First, int Second)? place = input.Place(List, cursor);
        int count = RestInput.PageSize(limit);
        if (input.Error is LedgerError error)
        {
            return RestProblem.Create(error);
        }

        Outcome<IReadOnlyList<StoredBlock>> outcome =
            await dispatcher.SendAsync(new ListBlocks(place?.First, count), cancellation);
        return RestAnswer.Of(outcome, blocks => new Page<BlockSummaryResource>(
            [.. blocks.Select(BlockSummaryResource.Of)],
            blocks.Count == count && blocks[^1].Header.Number > 0 ? Cursor.Encode(List, blocks[^1].Header.Number - 1) : null));
    }

    private static async Task<Results<Ok<BlockResource>, ProblemHttpResult>> GetAsync(
        IDispatcher dispatcher,
        [Description("A number, a hash, or latest, earliest, safe, finalized.")] string block,
        CancellationToken cancellation)
    {
        var input = new RestInput();
        BlockReference reference = input.Block("block", block);
        if (input.Error is LedgerError error)
        {
            return RestProblem.Create(error);
        }

        Outcome<StoredBlock?> outcome = await dispatcher.SendAsync(new FindBlock(reference), cancellation);
        return outcome.Error is LedgerError below ? RestProblem.Create(below)
            : outcome.Value is StoredBlock found ? TypedResults.Ok(BlockResource.Of(found))
            : NotFound(reference);
    }

    private static async Task<Results<Ok<IReadOnlyList<ReceiptResource>>, ProblemHttpResult>> ReceiptsAsync(
        IDispatcher dispatcher,
        [Description("A number, a hash, or latest, earliest, safe, finalized.")] string block,
        CancellationToken cancellation)
    {
        var input = new RestInput();
        BlockReference reference = input.Block("block", block);
        if (input.Error is LedgerError error)
        {
            return RestProblem.Create(error);
        }

        Outcome<BlockTransactions?> outcome = await dispatcher.SendAsync(new FindBlockTransactions(reference), cancellation);
        if (outcome.Error is LedgerError below)
        {
            return RestProblem.Create(below);
        }

        if (outcome.Value is not BlockTransactions found)
        {
            return NotFound(reference);
        }

        IReadOnlyList<ReceiptResource> receipts = [.. found.Receipts.Select(ReceiptResource.Of)];
        return TypedResults.Ok(receipts);
    }

    private static ProblemHttpResult NotFound(BlockReference reference) => RestProblem.Create(new LedgerError(
        ErrorCodes.BlockNotFound, $"This node has no {reference}. GET /api/v1/status tells its last one."));
}
