using System.ComponentModel;
using Ledger.Api.Rest.Resources;
using Ledger.Application.Errors;
using Ledger.Application.Logs;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;
using Ledger.Domain.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Rest;

/// <summary>Logs, a page at a time over any range.</summary>
internal static class LogEndpoints
{
    private const char List = 'l';

    public static void Map(RouteGroupBuilder api) => api.MapGet("/logs", ListAsync)
        .WithDescription("Any range of blocks may be asked: a page is bounded, so nothing has to be refused.")
        .Document("listLogs", "Logs", "Events of contracts, ascending", 400, 404);

    private static async Task<Results<Ok<Page<LogResource>>, ProblemHttpResult>> ListAsync(
        IDispatcher dispatcher,
        [AsParameters] LogQuery query,
        CancellationToken cancellation)
    {
        var input = new RestInput();
        (long First, int Second)? after = input.Place(List, query.Cursor);
        int count = RestInput.PageSize(query.Limit);
        var selection = new LogSelection
        {
            From = input.Block("from_block", query.FromBlock ?? "earliest"),
            To = input.Block("to_block", query.ToBlock),
            Addresses = [.. (query.Address ?? []).Select(text => input.Address("address", text))],
            Topics = Topics(input, [query.Topic0, query.Topic1, query.Topic2, query.Topic3]),
        };
        if (input.Error is LedgerError error)
        {
            return RestProblem.Create(error);
        }

        Outcome<IReadOnlyList<StoredLog>> outcome =
            await dispatcher.SendAsync(new ListLogs(selection, after, count), cancellation);
        return RestAnswer.Of(outcome, logs => new Page<LogResource>(
            [.. logs.Select(LogResource.Of)],
            logs.Count == count ? Cursor.Encode(List, logs[^1].BlockNumber, logs[^1].LogIndex) : null));
    }

    private static List<IReadOnlyList<Hash256>> Topics(RestInput input, string?[] texts)
    {
        var topics = new List<IReadOnlyList<Hash256>>();
        int used = Array.FindLastIndex(texts, text => text is not null) + 1;
        for (int i = 0; i < used; i++)
        {
            topics.Add(texts[i] is string text ? [input.Hash($"topic{i}", text)] : []);
        }

        return topics;
    }

    /// <summary>The filter of a list of logs.</summary>
    internal sealed class LogQuery
    {
        [FromQuery(Name = "from_block"), Description("First block: number, hash or tag; default earliest.")]
        public string? FromBlock { get; init; }

        [FromQuery(Name = "to_block"), Description("Last block, included: number, hash or tag; default latest.")]
        public string? ToBlock { get; init; }

        [FromQuery(Name = "address"), Description("Emitting contract; may be repeated.")]
        public string[]? Address { get; init; }

        [FromQuery(Name = "topic0"), Description("First topic: usually the event's signature hash.")]
        public string? Topic0 { get; init; }

        [FromQuery(Name = "topic1"), Description("Second topic.")]
        public string? Topic1 { get; init; }

        [FromQuery(Name = "topic2"), Description("Third topic.")]
        public string? Topic2 { get; init; }

        [FromQuery(Name = "topic3"), Description("Fourth topic.")]
        public string? Topic3 { get; init; }

        [FromQuery(Name = "cursor"), Description("The next value of the page before.")]
        public string? Cursor { get; init; }

        [FromQuery(Name = "limit"), Description("Items of a page, 1 to 500; default 50.")]
        public int? Limit { get; init; }
    }
}
