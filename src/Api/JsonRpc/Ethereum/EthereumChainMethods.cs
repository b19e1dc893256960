using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Ledger.Api.JsonRpc.Parameters;
using Ledger.Application.Messaging;
using Ledger.Application.Network;
using Ledger.Domain.Cryptography;

namespace Ledger.Api.JsonRpc.Ethereum;

/// <summary>Who the node is and how the chain stands: <c>net_*</c>, <c>web3_*</c> and the chain's part of <c>eth_*</c>.</summary>
internal sealed class EthereumChainMethods(IDispatcher dispatcher, CryptoSuite suite) : IRpcMethods
{
    private static readonly string ClientVersion = string.Create(
        CultureInfo.InvariantCulture,
        $"Ledger/v{Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)}/{RuntimeInformation.RuntimeIdentifier}/dotnet{Environment.Version}");

    public IEnumerable<RpcMethod> Rows =>
    [
        RpcMethod.Ethereum("eth_chainId", (_, c) => NodeAsync(node => RpcResult.Quantity(node.Genesis.ChainId), c)),
        RpcMethod.Ethereum("net_version", (_, c) => NodeAsync(
            node => RpcResult.Text(node.Genesis.ChainId.ToString(CultureInfo.InvariantCulture)), c)),
        RpcMethod.Ethereum("net_listening", (_, _) => Task.FromResult(RpcResult.Flag(true))),
        RpcMethod.Ethereum("net_peerCount", (_, c) => NodeAsync(node => RpcResult.Quantity(node.Peers.Count), c)),
        RpcMethod.Ethereum("web3_clientVersion", (_, _) => Task.FromResult(RpcResult.Text(ClientVersion))),
        RpcMethod.Ethereum("web3_sha3", Sha3Async, RpcParameter.Required("data", EthereumKinds.Data)),
        RpcMethod.Ethereum("eth_blockNumber", (_, c) => NodeAsync(node => RpcResult.Quantity(node.Head.Number), c)),
        RpcMethod.Ethereum("eth_syncing", (_, c) => NodeAsync(Syncing, c)),
        RpcMethod.Ethereum("eth_accounts", (_, _) => Task.FromResult(RpcResult.Json(writer =>
        {
            writer.WriteStartArray();
            writer.WriteEndArray();
        }))),
    ];

    private Task<RpcResult> Sha3Async(RpcCall call, CancellationToken cancellation) =>
        Task.FromResult(RpcResult.Bytes(suite.Hash.Hash(call.Get<byte[]>(0)).Bytes));

    private async Task<RpcResult> NodeAsync(Func<NodeView, RpcResult> answer, CancellationToken cancellation) =>
        answer((await dispatcher.SendAsync(new GetNode(), cancellation)).Value);

    // false when in sync, never an empty object: wallets take any object for "still syncing".
    private static RpcResult Syncing(NodeView node) => !node.IsSyncing
        ? RpcResult.Flag(false)
        : RpcResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteQuantity("startingBlock"u8, 0L);
            writer.WriteQuantity("currentBlock"u8, node.Head.Number);
            writer.WriteQuantity("highestBlock"u8, node.HighestKnown);
            writer.WriteEndObject();
        });
}
