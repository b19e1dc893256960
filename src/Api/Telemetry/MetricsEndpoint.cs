namespace Ledger.Api.Telemetry;

/// <summary>The Prometheus text of the node at <c>/metrics</c>.</summary>
internal static class MetricsEndpoint
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static void MapLedgerMetrics(this IEndpointRouteBuilder routes) => routes
        .MapGet("/metrics", (MetricsCollector collector) => TypedResults.Text(collector.Scrape(), ContentType))
        .ExcludeFromDescription();
}
