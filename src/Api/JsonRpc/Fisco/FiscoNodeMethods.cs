using Ledger.Api.Configuration;
using Ledger.Api.Groups;
using Ledger.Api.JsonRpc.Parameters;

namespace Ledger.Api.JsonRpc.Fisco;

/// <summary>The node and its peers, by FISCO BCOS's methods; none of these depends on a group.</summary>
internal sealed class FiscoNodeMethods(IGroups groups, NodeOptions options) : IRpcMethods
{
    private static readonly RpcParameter Group = RpcParameter.Required("groupID", FiscoKinds.Group);

    public IEnumerable<RpcMethod> Rows =>
    [
        RpcMethod.FiscoUnchecked("rpc_modules", (_, _) => Task.FromResult(RpcResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("FISCO BCOS"u8, "2.0"u8);
            writer.WriteEndObject();
        }))),
        RpcMethod.FiscoUnchecked("getClientVersion", (_, _) => Task.FromResult(RpcResult.Json(
            writer => FiscoNodeJson.WriteVersion(writer, groups.ChainId)))),
        RpcMethod.FiscoUnchecked("getNodeInfo", (_, _) => Task.FromResult(RpcResult.Json(
            writer => FiscoNodeJson.WriteSelf(writer, groups.Self, options)))),
        RpcMethod.FiscoUnchecked("getGroupList", (_, _) => Task.FromResult(GroupList())),
        RpcMethod.FiscoOfNode("getPeers", (_, _) => Task.FromResult(RpcResult.Json(
            writer => FiscoNodeJson.WritePeers(writer, groups.Peers))), Group),
        RpcMethod.FiscoOfNode("getNodeIDList", (_, _) => Task.FromResult(RpcResult.Json(
            writer => FiscoBlockJson.WriteNodeIds(writer, groups.Peers.Select(peer => peer.Id).Prepend(groups.Self)))), Group),
    ];

    // As in FISCO BCOS: the groups that run here and that this node is a member of.
    private RpcResult GroupList() => RpcResult.Json(writer =>
    {
        writer.WriteStartArray();
        foreach (GroupView group in groups.All.Where(group => group.Surface?.Status.IsMember == true))
        {
            writer.WriteNumberValue(group.GroupId);
        }

        writer.WriteEndArray();
    });
}
