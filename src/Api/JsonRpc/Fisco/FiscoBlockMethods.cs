using Ledger.Api.JsonRpc.Parameters;
using Ledger.Application.Blocks;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;
using Ledger.Domain.Primitives;

namespace Ledger.Api.JsonRpc.Fisco;

/// <summary>Blocks, by FISCO BCOS's methods.</summary>
internal sealed class FiscoBlockMethods(IDispatcher dispatcher) : IRpcMethods
{
    private static readonly RpcParameter Group = RpcParameter.Required("groupID", FiscoKinds.Group);
    private static readonly RpcParameter Number = RpcParameter.Required("blockNumber", FiscoKinds.Text);
    private static readonly RpcParameter Hash = RpcParameter.Required("blockHash", FiscoKinds.Text);
    private static readonly RpcParameter WithTransactions = RpcParameter.Required("includeTransactions", FiscoKinds.Flag);
    private static readonly RpcParameter WithSeals = RpcParameter.Required("includeSigList", FiscoKinds.Flag);

    public IEnumerable<RpcMethod> Rows =>
    [
        RpcMethod.Fisco("getBlockByNumber", (call, c) => BlockAsync(call, ByNumber(call), c), Group, Number, WithTransactions),
        RpcMethod.Fisco("getBlockByHash", (call, c) => BlockAsync(call, ByHash(call), c), Group, Hash, WithTransactions),
        RpcMethod.Fisco("getBlockHeaderByNumber", (call, c) => HeaderAsync(call, ByNumber(call), c), Group, Number, WithSeals),
        RpcMethod.Fisco("getBlockHeaderByHash", (call, c) => HeaderAsync(call, ByHash(call), c), Group, Hash, WithSeals),
        RpcMethod.Fisco("getBlockHashByNumber", HashByNumberAsync, Group, Number),
        RpcMethod.Fisco("getTotalTransactionCount", TotalsAsync, Group),
    ];

    private static Named ByNumber(RpcCall call) => FiscoText.ReadNumber(call.Get<string>(1), out long number) is RpcError error
        ? new Named(BlockReference.Latest, error, error)
        : new Named(new BlockReference.ByNumber(number), null, FiscoErrors.BlockNumberUnknown);

    private static Named ByHash(RpcCall call) => FiscoText.ReadHash(call.Get<string>(1), out Hash256 hash) is RpcError error
        ? new Named(BlockReference.Latest, error, error)
        : new Named(new BlockReference.ByHash(hash), null, FiscoErrors.BlockHashUnknown);

    private async Task<RpcResult> BlockAsync(RpcCall call, Named named, CancellationToken cancellation)
    {
        if (named.Error is RpcError error)
        {
            return error;
        }

        if (call.Get<bool>(2))
        {
            return RpcResult.Of(
                await dispatcher.SendAsync(new FindBlockTransactions(named.Block), cancellation),
                full => full is null ? named.Unknown : RpcResult.Json(writer => FiscoBlockJson.Write(writer, full)));
        }

        return RpcResult.Of(
            await FindAsync(named.Block, cancellation),
            block => block is null ? named.Unknown : RpcResult.Json(writer => FiscoBlockJson.Write(writer, block)));
    }

    private async Task<RpcResult> HeaderAsync(RpcCall call, Named named, CancellationToken cancellation)
    {
        if (named.Error is RpcError error)
        {
            return error;
        }

        bool withSeals = call.Get<bool>(2);
        return RpcResult.Of(await FindAsync(named.Block, cancellation), block => block is null
            ? named.Unknown
            : RpcResult.Json(writer => FiscoBlockJson.WriteHeader(writer, block, withSeals)));
    }

    private async Task<RpcResult> HashByNumberAsync(RpcCall call, CancellationToken cancellation)
    {
        Named named = ByNumber(call);
        return named.Error is RpcError error ? error : RpcResult.Of(
            await FindAsync(named.Block, cancellation),
            block => block is null ? named.Unknown : RpcResult.Bytes(block.Hash.Bytes));
    }

    private async Task<RpcResult> TotalsAsync(RpcCall call, CancellationToken cancellation)
    {
        ChainTotals totals = (await dispatcher.SendAsync(new GetTotals(), cancellation)).Value;
        return RpcResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteQuantity("blockNumber"u8, totals.BlockNumber);
            writer.WriteQuantity("failedTxSum"u8, totals.FailedTransactions);
            writer.WriteQuantity("txSum"u8, totals.Transactions);
            writer.WriteEndObject();
        });
    }

    private Task<Outcome<StoredBlock?>> FindAsync(BlockReference reference, CancellationToken cancellation) =>
        dispatcher.SendAsync(new FindBlock(reference), cancellation);

    /// <summary>How a call named its block: the name or what is wrong with it, and the error when there is no such block.</summary>
    private readonly record struct Named(BlockReference Block, RpcError? Error, RpcError Unknown);
}
