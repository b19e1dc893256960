using System.Globalization;
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
    // What rPBFT groups set; FISCO BCOS answers these defaults of its genesis for the other algorithms too.
    private const int EpochBlocksDefault = 1000;

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
        Grouped("getSealerList", node => Nodes(node.Sealers.Members)),
        Grouped("getObserverList", node => Nodes(Observers(node))),
        Grouped("getGroupPeers", node => Nodes(node.Sealers.Members.Concat(Observers(node)))),
        Grouped("getPendingTxSize", node => RpcResult.Quantity(node.PoolCount)),
        Grouped("getConsensusStatus", node => RpcResult.Json(writer => FiscoConsensusJson.Write(writer, node))),
        Grouped("getSyncStatus", node => RpcResult.Json(writer => FiscoNodeJson.WriteSync(writer, node))),
        RpcMethod.Fisco("getPeers", (_, c) => NodeAsync(
            node => RpcResult.Json(writer => FiscoNodeJson.WritePeers(writer, node)), c), Group),
        RpcMethod.Fisco("getNodeIDList", (_, c) => NodeAsync(
            node => Nodes(node.Peers.Select(peer => peer.Id).Prepend(node.Self)), c), Group),
        RpcMethod.Fisco(
            "getSystemConfigByKey",
            group.Checked((call, c) => NodeAsync(node => Setting(node.Genesis, call.Get<string>(1)), c)),
            Group,
            RpcParameter.Required("key", FiscoKinds.Text)),
    ];

    private RpcMethod Grouped(string name, Func<NodeView, RpcResult> answer) =>
        RpcMethod.Fisco(name, group.Checked((_, cancellation) => NodeAsync(answer, cancellation)), Group);

    private async Task<RpcResult> NodeAsync(Func<NodeView, RpcResult> answer, CancellationToken cancellation) =>
        answer((await dispatcher.SendAsync(new GetNode(), cancellation)).Value);

    private static RpcResult Nodes(IEnumerable<NodeId> nodes) =>
        RpcResult.Json(writer => FiscoBlockJson.WriteNodeIds(writer, nodes));

    // Links exist only between members of the group, so whoever is linked and does not vote follows.
    private static IEnumerable<NodeId> Observers(NodeView node) => node.Peers.Select(peer => peer.Id)
        .Append(node.Self)
        .Where(id => !node.Sealers.Contains(id))
        .Distinct()
        .Order();

    private static RpcResult Setting(Genesis genesis, string key)
    {
        long? value = key switch
        {
            "tx_count_limit" => genesis.BlockTransactionsMax,
            "tx_gas_limit" => genesis.TransactionGasLimit,
            "consensus_timeout" => genesis.ConsensusTimeoutMs / 1000,
            "rpbft_epoch_sealer_num" => genesis.Sealers.Count,
            "rpbft_epoch_block_num" => EpochBlocksDefault,
            _ => null,
        };
        return value is long number
            ? RpcResult.Text(number.ToString(CultureInfo.InvariantCulture))
            : FiscoErrors.InvalidSystemConfig;
    }
}
