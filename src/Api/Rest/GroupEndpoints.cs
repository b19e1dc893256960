using System.Globalization;
using Ledger.Api.Groups;
using Ledger.Api.Rest.Resources;
using Ledger.Application.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ledger.Api.Rest;

/// <summary>The groups of the node. Whoever operates it makes, starts, stops, removes and recovers them.</summary>
internal static class GroupEndpoints
{
    private const string Tag = "Groups";
    private const string Path = "/groups/{group:int}";
    private const string Prefix = "0x";

    private delegate Task<GroupAnswer> Change(IGroupControl control, int groupId, CancellationToken cancellation);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/groups", List).Document("listGroups", Tag, "The groups that this node knows");
        api.MapGet(Path, Get).Document("getGroup", Tag, "A group and its status on this node", 404);
        api.MapPost("/groups", CreateAsync)
            .WithDescription("Every member makes it with equal values, then starts it. " + RestGate.Advice)
            .Document("createGroup", Tag, "Make a group; it is stopped", 400, 401, 403, 409);
        MapChange(api, "start", "Start a stopped group", (control, id, cancellation) => control.StartAsync(id, cancellation));
        MapChange(api, "stop", "Stop a running group; its data stays", (control, id, cancellation) => control.StopAsync(id, cancellation));
        MapChange(api, "remove", "Put a stopped group aside; its data stays", (control, id, cancellation) => control.RemoveAsync(id, cancellation));
        MapChange(api, "recover", "Bring a removed group back; it is stopped", (control, id, cancellation) => control.RecoverAsync(id, cancellation));
    }

    private static void MapChange(RouteGroupBuilder api, string verb, string summary, Change change) => api
        .MapPost($"{Path}/{verb}", (int group, IGroups groups, IGroupControl control, AdminGate gate, HttpContext context, CancellationToken cancellation) =>
            ManageAsync(gate, context, groups, group, () => change(control, group, cancellation)))
        .WithDescription(RestGate.Advice)
        .Document($"{verb}Group", Tag, summary, 400, 401, 403, 404, 409);

    private static Ok<IReadOnlyList<GroupResource>> List(IGroups groups)
    {
        IReadOnlyList<GroupResource> all = [.. groups.All.Select(group => GroupResource.Of(group, groups.DefaultId))];
        return TypedResults.Ok(all);
    }

    private static Results<Ok<GroupResource>, ProblemHttpResult> Get(int group, IGroups groups) => Show(groups, group);

    private static async Task<Results<Created<GroupResource>, ProblemHttpResult>> CreateAsync(
        GroupCreation creation, IGroups groups, IGroupControl control, AdminGate gate, HttpContext context, CancellationToken cancellation)
    {
        if (RestGate.Refusal(gate, context) is ProblemHttpResult refusal)
        {
            return refusal;
        }

        GroupAnswer answer = await control.GenerateAsync(
            new GroupRequest(
                creation.GroupId,
                creation.Timestamp.ToString(CultureInfo.InvariantCulture),
                [.. (creation.Sealers ?? []).Select(Digits)])
            {
                ChainId = creation.ChainId,
                Governors = creation.Governors ?? [],
                Consensus = creation.Consensus,
            },
            cancellation);
        if (Problem(answer) is ProblemHttpResult problem)
        {
            return problem;
        }

        GroupView made = groups.All.First(group => group.GroupId == creation.GroupId);
        return TypedResults.Created(
            string.Create(CultureInfo.InvariantCulture, $"/api/v1/groups/{creation.GroupId}"), GroupResource.Of(made, groups.DefaultId));
    }

    private static async Task<Results<Ok<GroupResource>, ProblemHttpResult>> ManageAsync(
        AdminGate gate, HttpContext context, IGroups groups, int group, Func<Task<GroupAnswer>> change)
    {
        if (RestGate.Refusal(gate, context) is ProblemHttpResult refusal)
        {
            return refusal;
        }

        return Problem(await change()) is ProblemHttpResult problem ? problem : Show(groups, group);
    }

    private static Results<Ok<GroupResource>, ProblemHttpResult> Show(IGroups groups, int id) =>
        groups.All.FirstOrDefault(group => group.GroupId == id) is GroupView found
            ? TypedResults.Ok(GroupResource.Of(found, groups.DefaultId))
            : RestProblem.Create(new LedgerError(ErrorCodes.GroupNotFound, $"This node knows no group {id}."));

    private static ProblemHttpResult? Problem(GroupAnswer answer) => answer.Code switch
    {
        GroupCode.Success => null,
        GroupCode.InvalidParams => RestProblem.Create(new LedgerError(ErrorCodes.InvalidRequest, answer.Message)),
        GroupCode.NotFound => RestProblem.Create(new LedgerError(ErrorCodes.GroupNotFound, answer.Message)),
        GroupCode.InternalError => RestProblem.Create(new LedgerError(ErrorCodes.Internal, answer.Message)),
        _ => RestProblem.Create(new LedgerError(ErrorCodes.GroupState, answer.Message)),
    };

    // REST writes node ids with 0x, FISCO BCOS without.
    private static string Digits(string id) => id.StartsWith(Prefix, StringComparison.Ordinal) ? id[Prefix.Length..] : id;
}
