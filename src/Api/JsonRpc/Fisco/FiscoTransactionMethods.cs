using Ledger.Api.JsonRpc.Parameters;
using Ledger.Application;
using Ledger.Application.Blocks;
using Ledger.Application.Messaging;
using Ledger.Application.Transactions;
using Ledger.Domain.Primitives;

namespace Ledger.Api.JsonRpc.Fisco;

/// <summary>Transactions and receipts, by FISCO BCOS's methods.</summary>
internal sealed class FiscoTransactionMethods(IDispatcher dispatcher, FiscoSubmission submission)
    : IRpcMethods
{
    private static readonly RpcParameter Group = RpcParameter.Required("groupID", FiscoKinds.Group);
    private static readonly RpcParameter Hash = RpcParameter.Required("transactionHash", FiscoKinds.Text);
    private static readonly RpcParameter Index = RpcParameter.Required("transactionIndex", FiscoKinds.Text);

    public IEnumerable<RpcMethod> Rows =>
    [
        new("sendRawTransaction", RpcLane.Fisco, [Group, RpcParameter.Required("rlp", FiscoKinds.Text)], submission.SubmitAsync)
        {
            Submission = new RpcSubmission(FiscoSubmission.Read, submission.Answer),
        },
        RpcMethod.Fisco("getTransactionByHash", ByHashAsync, Group, Hash),
        RpcMethod.Fisco(
            "getTransactionByBlockNumberAndIndex",
            ByNumberAndIndexAsync,
            Group,
            RpcParameter.Required("blockNumber", FiscoKinds.Text),
            Index),
        RpcMethod.Fisco(
            "getTransactionByBlockHashAndIndex",
            ByHashAndIndexAsync,
            Group,
            RpcParameter.Required("blockHash", FiscoKinds.Text),
            Index),
        RpcMethod.Fisco("getTransactionReceipt", ReceiptAsync, Group, Hash),
        RpcMethod.Fisco("getPendingTransactions", PendingAsync, Group),
    ];

    private async Task<RpcResult> ByHashAsync(RpcCall call, CancellationToken cancellation)
    {
        if (FiscoText.ReadHash(call.Get<string>(1), out Hash256 hash) is RpcError error)
        {
            return error;
        }

        // FISCO BCOS looks into the chain only; pending transactions are listed by getPendingTransactions.
        return RpcResult.Of(
            await dispatcher.SendAsync(new FindTransaction(hash), cancellation),
            view => view is { IsFinal: true } ? Show(view) : RpcResult.Null);
    }

    private async Task<RpcResult> ReceiptAsync(RpcCall call, CancellationToken cancellation)
    {
        if (FiscoText.ReadHash(call.Get<string>(1), out Hash256 hash) is RpcError error)
        {
            return error;
        }

        ReceiptView? receipt = (await dispatcher.SendAsync(new FindReceipt(hash), cancellation)).Value;
        return receipt is null ? RpcResult.Null : RpcResult.Json(writer => FiscoReceiptJson.Write(writer, receipt));
    }

    private Task<RpcResult> ByNumberAndIndexAsync(RpcCall call, CancellationToken cancellation) =>
        FiscoText.ReadNumber(call.Get<string>(1), out long number) is RpcError error
            ? Task.FromResult<RpcResult>(error)
            : ByPlaceAsync(new BlockReference.ByNumber(number), call, FiscoErrors.BlockNumberUnknown, cancellation);

    private Task<RpcResult> ByHashAndIndexAsync(RpcCall call, CancellationToken cancellation) =>
        FiscoText.ReadHash(call.Get<string>(1), out Hash256 hash) is RpcError error
            ? Task.FromResult<RpcResult>(error)
            : ByPlaceAsync(new BlockReference.ByHash(hash), call, FiscoErrors.BlockHashUnknown, cancellation);

    private async Task<RpcResult> ByPlaceAsync(
        BlockReference block, RpcCall call, RpcError unknownBlock, CancellationToken cancellation)
    {
        if (FiscoText.ReadNumber(call.Get<string>(2), out long index) is RpcError error)
        {
            return error;
        }

        return RpcResult.Of(
            await dispatcher.SendAsync(new FindTransactionByPlace(block, (int)Math.Min(index, int.MaxValue)), cancellation),
            place => place.Block is null ? unknownBlock
                : place.Transaction is null ? FiscoErrors.IndexOutOfRange
                : Show(place.Transaction));
    }

    private async Task<RpcResult> PendingAsync(RpcCall call, CancellationToken cancellation)
    {
        IReadOnlyList<TransactionView> pending =
            (await dispatcher.SendAsync(new ListPending(PageLimits.ItemsMax), cancellation)).Value;
        return RpcResult.Json(writer =>
        {
            writer.WriteStartArray();
            foreach (TransactionView view in pending)
            {
                FiscoTransactionJson.Write(writer, view);
            }

            writer.WriteEndArray();
        });
    }

    private static RpcResult Show(TransactionView view) => RpcResult.Json(writer => FiscoTransactionJson.Write(writer, view));
}
