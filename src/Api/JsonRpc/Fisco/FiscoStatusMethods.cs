using Ledger.Api.JsonRpc.Parameters;
using Ledger.Application.Messaging;
using Ledger.Application.Network;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Api.JsonRpc.Fisco;

/// <summary>A group's members, settings and state, by FISCO BCOS's methods.</summary>
internal sealed class FiscoStatusMethods(IDispatcher dispatcher) : IRpcMethods
{
    private static readonly RpcParameter Group = RpcParameter.Required("groupID", FiscoKinds.Group);

    public IEnumerable<RpcMethod> Rows =>
    [
        Grouped("getBlockNumber", node => RpcResult.Quantity(node.Head.Number)),
        Grouped("getPbftView", node => RpcResult.Quantity(node.Consensus.View)),
        Grouped("getSealerList", node => Nodes(node.Parameters.Sealers)),
        Grouped("getObserverList", node => Nodes(node.Parameters.Observers)),
        Grouped("getEpochSealersList", EpochSealers),
        Grouped("getGroupPeers", node => Nodes(node.Parameters.Sealers.Concat(node.Parameters.Observers))),
        Grouped("getPendingTxSize", node => RpcResult.Quantity(node.PoolCount)),
        Grouped("getConsensusStatus", node => RpcResult.Json(writer => FiscoConsensusJson.Write(writer, node))),
        Grouped("getSyncStatus", node => RpcResult.Json(writer => FiscoNodeJson.WriteSync(writer, node))),
        RpcMethod.Fisco(
            "getSystemConfigByKey",
            (call, c) => NodeAsync(node => Setting(node.Parameters, call.Get<string>(1)), c),
            Group,
            RpcParameter.Required("key", FiscoKinds.Text)),
    ];

    private RpcMethod Grouped(string name, Func<NodeView, RpcResult> answer) =>
        RpcMethod.Fisco(name, (_, cancellation) => NodeAsync(answer, cancellation), Group);

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
