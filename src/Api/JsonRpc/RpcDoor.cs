using System.Globalization;
using Ledger.Api.Groups;

namespace Ledger.Api.JsonRpc;

/// <summary>Chooses what answers a request: the engine of its group, for anybody or for the node's operator.</summary>
internal sealed class RpcDoor(IGroups groups, AdminGate gate)
{
    /// <summary>The engine.</summary>
    /// <param name="context">The request.</param>
    /// <param name="group">The group that its path names; <see langword="null"/> for the node's default group.</param>
    public RpcEngine Open(HttpContext context, string? group)
    {
        int id = groups.DefaultId;
        if (group is not null && !int.TryParse(group, NumberStyles.None, CultureInfo.InvariantCulture, out id))
        {
            id = 0;
        }

        // Nearly nobody shows a token, and whoever shows a wrong one is anybody.
        bool isAdmin = context.Request.Headers.Authorization.Count > 0 && gate.Judge(context) == AdminVerdict.Allowed;
        return groups.Find(id) is not GroupSurface surface ? groups.Absent(isAdmin)
            : isAdmin ? surface.AdminRpc
            : surface.Rpc;
    }
}
