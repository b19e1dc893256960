using Ledger.Api.Groups;
using Ledger.Api.Rest.Resources;
using Ledger.Application.Network;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ledger.Api.Health;

/// <summary>Liveness (the process answers) and readiness (the node can serve).</summary>
internal static class HealthEndpoints
{
    private const string Tag = "Operations";

    public static void MapLedgerHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Ok(new HealthResource("live", "the process answers", null)))
            .WithName("getLiveness").WithTags(Tag).WithSummary("Whether the process answers");
        routes.MapGet("/health/ready", ReadyAsync)
            .WithName("getReadiness").WithTags(Tag)
            .WithSummary("Whether the node can serve: every started group is open, its store answers, it is not halted and not syncing")
            .Produces<HealthResource>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<HealthResource>, JsonHttpResult<HealthResource>>> ReadyAsync(
        IGroups groups, CancellationToken cancellation)
    {
        IReadOnlyList<GroupView> started = [.. groups.All.Where(group => group.State is GroupState.Running or GroupState.Unknown or GroupState.Joining)];
        Readiness[] each = await Task.WhenAll(started.Select(group => CheckAsync(group, cancellation)));
        long? number = groups.Find(groups.DefaultId)?.Status.Head.Number;
        int first = Array.FindIndex(each, readiness => !readiness.IsReady);
        return first < 0
            ? TypedResults.Ok(new HealthResource("ready", "ready", number))
            : TypedResults.Json(
                new HealthResource(
                    "not ready",
                    started.Count == 1 ? each[first].Reason : $"group {started[first].GroupId}: {each[first].Reason}",
                    number),
                statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Readiness> CheckAsync(GroupView group, CancellationToken cancellation) =>
        group.Surface is GroupSurface surface
            ? (await surface.Dispatcher.SendAsync(new CheckReadiness(), cancellation)).Value
            : new Readiness(false, group.State == GroupState.Joining ? $"joining: {group.Problem}" : "could not be opened", 0);
}
