using Ledger.Api.Rest.Resources;
using Ledger.Application.Messaging;
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
            .WithSummary("Whether the node can serve: store answers, not halted, not syncing")
            .Produces<HealthResource>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<HealthResource>, JsonHttpResult<HealthResource>>> ReadyAsync(
        IDispatcher dispatcher, CancellationToken cancellation)
    {
        Readiness readiness = (await dispatcher.SendAsync(new CheckReadiness(), cancellation)).Value;
        return readiness.IsReady
            ? TypedResults.Ok(new HealthResource("ready", readiness.Reason, readiness.BlockNumber))
            : TypedResults.Json(
                new HealthResource("not ready", readiness.Reason, readiness.BlockNumber),
                statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
