using Ledger.Api.Configuration;
using Ledger.Api.JsonRpc.Parameters;
using Ledger.Application.Messaging;
using Ledger.Application.Network;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Api.JsonRpc.Fisco;

/// <summary>The node, its peers and its group, by FISCO BCOS's methods.</summary>
internal sealed class FiscoNodeMethods(IDispatcher dispatcher, FiscoGroup group, NodeOptions options) : IRpcMethods
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
        RpcMethod.FiscoUnchecked("getClientVersion", (_, c) => NodeAsync(
            node => RpcResult.Json(writer => FiscoNodeJson.WriteVersion(writer, node.Genesis)), c)),
        RpcMethod.FiscoUnchecked("getNodeInfo", (_, c) => NodeAsync(
            node => RpcResult.Json(writer => FiscoNodeJson.WriteSelf(writer, node, options)), c)),
        RpcMethod.FiscoUnchecked("getGroupList", (_, _) => Task.FromResult(RpcResult.Json(writer =>
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(group.Id);
            writer.WriteEndArray();
        }))),
        Grouped("getBlockNumber", node => RpcResult.Quantity(node.Head.Number)),
        Grouped("getPbftView", node => RpcResult.Quantity(node.Consensus.View)),
        Grouped("getSealerList", node => Nodes(node.Parameters.Sealers)),
        Grouped("getObserverList", node => Nodes(node.Parameters.Observers)),
        Grouped("getEpochSealersList", EpochSealers),
        Grouped("getGroupPeers", node => Nodes(node.Parameters.Sealers.Concat(node.Parameters.Observers))),
        Grouped("getPendingTxSize", node => RpcResult.Quantity(node.PoolCount)),
        Grouped("getConsensusStatus", node => RpcResult.Json(writer => FiscoConsensusJson.Write(writer, node))),
        Grouped("getSyncStatus", node => RpcResult.Json(writer => FiscoNodeJson.WriteSync(writer, node))),
        RpcMethod.Fisco("getPeers", (_, c) => NodeAsync(
            node => RpcResult.Json(writer => FiscoNodeJson.WritePeers(writer, node)), c), Group),
        RpcMethod.Fisco("getNodeIDList", (_, c) => NodeAsync(
            node => Nodes(node.Peers.Select(peer => peer.Id).Prepend(node.Self)), c), Group),
        RpcMethod.Fisco(
            "getSystemConfigByKey",
            group.Checked((call, c) => NodeAsync(node => Setting(node.Parameters, call.Get<string>(1)), c)),
            Group,
            RpcParameter.Required("key", FiscoKinds.Text)),
    ];

    private RpcMethod Grouped(string name, Func<NodeView, RpcResult> answer) =>
        RpcMethod.Fisco(name, group.Checked((_, cancellation) => NodeAsync(answer, cancellation)), Group);

    private async Task<RpcResult> NodeAsync(Func<NodeView, RpcResult> answer, CancellationToken cancellation) =>
        answer((await dispatcher.SendAsync(new GetNode(), cancellation)).Value);

    private static RpcResult Nodes(IEnumerable<NodeId> nodes) =>
        RpcResult.Json(writer => FiscoBlockJson.WriteNodeIds(writer, nodes));

    private static RpcResult EpochSealers(NodeView node) => node.Parameters.Consensus == ConsensusAlgorithm.Rpbft
        ? Nodes(node.Sealers.Members)
        : FiscoErrors.OnlyRpbft(node.Parameters.Consensus);

    private static RpcResult Setting(GroupParameters parameters, string key) =>
        ParameterKeys.Get(parameters, key) is string value ? RpcResult.Text(value) : FiscoErrors.InvalidSystemConfig;
}
