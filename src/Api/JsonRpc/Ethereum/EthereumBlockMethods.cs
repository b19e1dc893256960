using Ledger.Api.JsonRpc.Parameters;
using Ledger.Application.Blocks;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;
using Ledger.Application.Transactions;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Node;

namespace Ledger.Api.JsonRpc.Ethereum;

/// <summary>Blocks. An unknown block is null, not an error; one that the node does not keep is an error.</summary>
internal sealed class EthereumBlockMethods(IDispatcher dispatcher, IChainStatus chain) : IRpcMethods
{
    private static readonly RpcParameter Number = RpcParameter.Optional("block", EthereumKinds.BlockNumber);
    private static readonly RpcParameter Hash = RpcParameter.Required("blockHash", EthereumKinds.Hash);
    private static readonly RpcParameter Full = RpcParameter.Optional("fullTransactions", EthereumKinds.Flag);
    private static readonly RpcParameter Index = RpcParameter.Required("index", EthereumKinds.Count);

    public IEnumerable<RpcMethod> Rows =>
    [
        RpcMethod.Ethereum("eth_getBlockByNumber", (call, c) => BlockAsync(ByNumber(call), call.GetOr(1, false), c), Number, Full),
        RpcMethod.Ethereum("eth_getBlockByHash", (call, c) => BlockAsync(ByHash(call), call.GetOr(1, false), c), Hash, Full),
        RpcMethod.Ethereum("eth_getBlockTransactionCountByNumber", (call, c) => CountAsync(ByNumber(call), c), Number),
        RpcMethod.Ethereum("eth_getBlockTransactionCountByHash", (call, c) => CountAsync(ByHash(call), c), Hash),
        RpcMethod.Ethereum("eth_getUncleCountByBlockNumber", (call, c) => UncleCountAsync(ByNumber(call), c), Number),
        RpcMethod.Ethereum("eth_getUncleCountByBlockHash", (call, c) => UncleCountAsync(ByHash(call), c), Hash),
        RpcMethod.Ethereum("eth_getUncleByBlockNumberAndIndex", (_, _) => NoUncleAsync(), Number, Index),
        RpcMethod.Ethereum("eth_getUncleByBlockHashAndIndex", (_, _) => NoUncleAsync(), Hash, Index),
        RpcMethod.Ethereum(
            "eth_getBlockReceipts", ReceiptsAsync, RpcParameter.Optional("block", EthereumKinds.Block)),
    ];

    private static BlockReference ByNumber(RpcCall call) => call.GetOr(0, BlockReference.Latest);

    private static BlockReference.ByHash ByHash(RpcCall call) => new(call.Get<Hash256>(0));

    private static Task<RpcResult> NoUncleAsync() => Task.FromResult(RpcResult.Null);

    private async Task<RpcResult> BlockAsync(BlockReference reference, bool isFull, CancellationToken cancellation)
    {
        Fork fork = chain.Genesis.Fork;
        return !isFull
            ? RpcResult.Of(await FindAsync(reference, cancellation), block => block is null
                ? RpcResult.Null
                : RpcResult.Json(writer => EthereumBlockJson.Write(writer, block, fork)))
            : RpcResult.Of(await dispatcher.SendAsync(new FindBlockTransactions(reference), cancellation), full => full is null
                ? RpcResult.Null
                : RpcResult.Json(writer => EthereumBlockJson.Write(writer, full, fork)));
    }

    private async Task<RpcResult> CountAsync(BlockReference reference, CancellationToken cancellation) =>
        RpcResult.Of(
            await FindAsync(reference, cancellation),
            block => block is null ? RpcResult.Null : RpcResult.Quantity(block.TransactionHashes.Count));

    private async Task<RpcResult> UncleCountAsync(BlockReference reference, CancellationToken cancellation) =>
        RpcResult.Of(await FindAsync(reference, cancellation), block => block is null ? RpcResult.Null : RpcResult.Quantity(0L));

    private async Task<RpcResult> ReceiptsAsync(RpcCall call, CancellationToken cancellation) => RpcResult.Of(
        await dispatcher.SendAsync(new FindBlockTransactions(call.GetOr(0, BlockReference.Latest)), cancellation),
        block => block is null ? RpcResult.Null : RpcResult.Json(writer =>
        {
            writer.WriteStartArray();
            foreach (ReceiptView receipt in block.Receipts)
            {
                EthereumReceiptJson.Write(writer, receipt);
            }

            writer.WriteEndArray();
        }));

    private Task<Outcome<StoredBlock?>> FindAsync(BlockReference reference, CancellationToken cancellation) =>
        dispatcher.SendAsync(new FindBlock(reference), cancellation);
}
