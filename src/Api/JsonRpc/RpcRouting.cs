using Ledger.Api.Groups;
using Ledger.Api.JsonRpc.Fisco;
using Ledger.Application.Errors;

namespace Ledger.Api.JsonRpc;

/// <summary>Sends a call to the group that it names: FISCO BCOS's methods name theirs first, all others are for the group of the path.</summary>
/// <param name="groups">The groups.</param>
/// <param name="own">The group of the path; <see langword="null"/> when it does not run here.</param>
internal sealed class RpcRouting(IGroups groups, int? own)
{
    private static readonly RpcError NotThere = RpcError.Of(new LedgerError(ErrorCodes.GroupNotFound, ""));

    private RpcError NotRunning => groups.All.FirstOrDefault(group => group.State == GroupState.Joining) is GroupView joining
        ? RpcError.Of(new LedgerError(ErrorCodes.NotReady, $"group {joining.GroupId} has no chain on this node yet: {joining.Problem}"))
        : NotThere;

    /// <summary>A row that any group has, where the path's own does not run: its parameters tell which group is meant.</summary>
    public RpcMethod? Borrow(string name) =>
        own is null ? groups.All.FirstOrDefault(group => group.Surface is not null)?.Surface!.Methods.FindOwn(name) : null;

    /// <summary>The error of a method that is not in the table.</summary>
    public RpcError Missing(string name) =>
        own is null && groups.All.All(group => group.Surface is null) ? NotRunning : RpcError.MethodNotFound(name);

    /// <summary>Puts the row of the group that a call names in the place of this group's.</summary>
    /// <returns>The error of a call to a group that does not run here, or that this node is not in.</returns>
    public RpcError? Route(ref RpcMethod method, in RpcCall call)
    {
        if (method.IsOfNode)
        {
            return null;
        }

        if (!method.NamesGroup)
        {
            return own is null ? NotRunning : null;
        }

        int named = call.Get<int>(0);
        if (groups.Find(named) is not GroupSurface target)
        {
            return FiscoErrors.GroupUnknown;
        }

        if (!target.Status.IsMember)
        {
            return FiscoErrors.NotInGroup;
        }

        if (named != own)
        {
            // Submissions of one batch are gathered for one group; one to another group goes by itself.
            method = target.Methods.FindOwn(method.Name)! with { Submission = null };
        }

        return null;
    }
}
