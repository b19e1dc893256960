namespace Ledger.Api.Rest;

/// <summary>What every documented operation has: a name for generated clients, a summary, and the errors it answers.</summary>
internal static class RestDocumentation
{
    public static RouteHandlerBuilder Document(
        this RouteHandlerBuilder route, string operation, string tag, string summary, params int[] errorStatuses)
    {
        route.WithName(operation).WithTags(tag).WithSummary(summary);
        foreach (int status in errorStatuses.Append(StatusCodes.Status503ServiceUnavailable).Distinct())
        {
            route.ProducesProblem(status);
        }

        return route;
    }
}
