using System.Globalization;
using Ledger.Api.Groups;
using Ledger.Application.Errors;

namespace Ledger.Api.Rest;

/// <summary>Makes the operations of a route group those of one ledger group: the node's default one, or the one that the path names.</summary>
internal static class GroupScope
{
    /// <summary>What the path names the group by.</summary>
    public const string Parameter = "group";

    private const string OperationSuffix = "OfGroup";

    /// <summary>The operations are about the node's default group.</summary>
    public static RouteGroupBuilder OfDefaultGroup(this RouteGroupBuilder routes)
    {
        Enter(routes, (_, groups) => groups.DefaultId);
        return routes;
    }

    /// <summary>The operations are about the group of the path, under names of their own.</summary>
    public static RouteGroupBuilder OfNamedGroup(this RouteGroupBuilder routes)
    {
        Enter(routes, (context, _) => IdOf(context.Request.RouteValues[Parameter] as string));
        ((IEndpointConventionBuilder)routes).Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<IEndpointNameMetadata>().LastOrDefault() is IEndpointNameMetadata name)
            {
                endpoint.Metadata.Remove(name);
                endpoint.Metadata.Add(new EndpointNameMetadata(name.EndpointName + OperationSuffix));
            }
        });
        return routes;
    }

    /// <summary>The number in a path; 0, which no group has, when it is none.</summary>
    public static int IdOf(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : 0;

    /// <summary>The error of a request about a group that does not run here.</summary>
    public static LedgerError NotRunning(int groupId) => new(
        ErrorCodes.GroupNotFound, $"Group {groupId} does not run on this node. GET /api/v1/groups lists its groups.");

    /// <summary>The error of a request about a group that does not run here now.</summary>
    private static LedgerError NotRunning(int groupId, IGroups groups) =>
        groups.All.FirstOrDefault(group => group.GroupId == groupId) is { State: GroupState.Joining } joining
            ? new LedgerError(ErrorCodes.NotReady, $"Group {groupId} has no chain on this node yet: {joining.Problem}.")
            : NotRunning(groupId);

    private static void Enter(RouteGroupBuilder routes, Func<HttpContext, IGroups, int> choose) =>
        ((IEndpointConventionBuilder)routes).Add(endpoint =>
        {
            RequestDelegate handle = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context =>
            {
                IGroups groups = context.RequestServices.GetRequiredService<IGroups>();
                int id = choose(context, groups);
                if (groups.Find(id) is not GroupSurface surface)
                {
                    return RestProblem.Create(NotRunning(id, groups)).ExecuteAsync(context);
                }

                context.RequestServices.GetRequiredService<RequestGroup>().Enter(surface);
                return handle(context);
            };
        });
}
