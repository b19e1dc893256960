using Ledger.Api.JsonRpc.Parameters;
using Ledger.Application.Blocks;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Transactions;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Pool;

namespace Ledger.Api.JsonRpc.Ethereum;

/// <summary>Sending transactions and finding them again.</summary>
/// <remarks>The hash is the idempotency key: the same bytes sent again answer the same hash, where go-ethereum answers
/// <c>already known</c>. A client that never saw the first answer can thus always repeat itself.</remarks>
internal sealed class EthereumTransactionMethods(IDispatcher dispatcher) : IRpcMethods
{
    private static readonly RpcParameter Hash = RpcParameter.Required("hash", EthereumKinds.Hash);
    private static readonly RpcParameter Index = RpcParameter.Required("index", EthereumKinds.Count);

    public IEnumerable<RpcMethod> Rows =>
    [
        new("eth_sendRawTransaction", RpcLane.Ethereum, [RpcParameter.Required("transaction", EthereumKinds.Data)], null)
        {
            Submission = new RpcSubmission(Read, (_, result) => Answer(result)),
        },
        RpcMethod.Ethereum("eth_getTransactionByHash", ByHashAsync, Hash),
        RpcMethod.Ethereum(
            "eth_getTransactionByBlockNumberAndIndex",
            (call, c) => ByPlaceAsync(call.Get<BlockReference>(0), call.Get<int>(1), c),
            RpcParameter.Required("block", EthereumKinds.BlockNumber),
            Index),
        RpcMethod.Ethereum(
            "eth_getTransactionByBlockHashAndIndex",
            (call, c) => ByPlaceAsync(new BlockReference.ByHash(call.Get<Hash256>(0)), call.Get<int>(1), c),
            RpcParameter.Required("blockHash", EthereumKinds.Hash),
            Index),
        RpcMethod.Ethereum("eth_getTransactionReceipt", ReceiptAsync, Hash),
    ];

    private static (ReadOnlyMemory<byte> Raw, RpcError? Error) Read(RpcCall call)
    {
        byte[] raw = call.Get<byte[]>(0);
        return raw.Length is > 0 and <= TransactionCodec.MaxSizeBytes
            ? (raw, null)
            : (default, RpcError.Of(new LedgerError(
                ErrorCodes.MalformedTransaction,
                $"{raw.Length} bytes; a raw transaction has 1 to {TransactionCodec.MaxSizeBytes}")));
    }

    private static RpcResult Answer(SubmitResult result) => result.IsAccepted
        ? RpcResult.Bytes(result.Hash.Bytes)
        : SubmissionErrors.Of(result);

    private static RpcResult Show(TransactionView? view) => view is null
        ? RpcResult.Null
        : RpcResult.Json(writer => EthereumTransactionJson.Write(writer, view));

    private async Task<RpcResult> ByHashAsync(RpcCall call, CancellationToken cancellation) =>
        RpcResult.Of(await dispatcher.SendAsync(new FindTransaction(call.Get<Hash256>(0)), cancellation), Show);

    private async Task<RpcResult> ByPlaceAsync(BlockReference block, int index, CancellationToken cancellation)
    {
        Outcome<TransactionAtPlace> outcome =
            await dispatcher.SendAsync(new FindTransactionByPlace(block, index), cancellation);
        return outcome.TryGet(out TransactionAtPlace? place, out LedgerError? error) ? Show(place.Transaction) : error;
    }

    private async Task<RpcResult> ReceiptAsync(RpcCall call, CancellationToken cancellation)
    {
        // Null while it is not final: an error would end the loop of every library that waits for it.
        ReceiptView? receipt = (await dispatcher.SendAsync(new FindReceipt(call.Get<Hash256>(0)), cancellation)).Value;
        return receipt is null ? RpcResult.Null : RpcResult.Json(writer => EthereumReceiptJson.Write(writer, receipt));
    }
}
