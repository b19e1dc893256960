using Ledger.Api.JsonRpc.Parameters;
using Ledger.Application.Blocks;
using Ledger.Application.Contracts;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;

namespace Ledger.Api.JsonRpc.Ethereum;

/// <summary>Calls without a transaction.</summary>
internal sealed class EthereumCallMethods(IDispatcher dispatcher, CryptoSuite suite) : IRpcMethods
{
    private static readonly RpcParameter Block = RpcParameter.Optional("block", EthereumKinds.Block);
    private static readonly RpcParameter StateOverride = RpcParameter.Optional("stateOverride", EthereumKinds.Overrides);
    private static readonly RpcParameter BlockOverride = RpcParameter.Optional("blockOverride", EthereumKinds.Overrides);

    private readonly RpcParameter _call = RpcParameter.Required("transaction", CallKind.Ethereum(suite.Hash));

    public IEnumerable<RpcMethod> Rows =>
    [
        RpcMethod.Ethereum("eth_call", CallAsync, _call, Block, StateOverride, BlockOverride),
        RpcMethod.Ethereum("eth_estimateGas", EstimateAsync, _call, Block, StateOverride),
    ];

    private static RpcError OverrideError => RpcError.Of(new LedgerError(
        ErrorCodes.NotSupported, "state and block overrides; leave them out"));

    private async Task<RpcResult> CallAsync(RpcCall call, CancellationToken cancellation)
    {
        if (call.GetOr(2, false) || call.GetOr(3, false))
        {
            return OverrideError;
        }

        Outcome<CallOutcome> outcome = await dispatcher.SendAsync(
            new CallContract(call.Get<CallRequest>(0), call.GetOr(1, BlockReference.Latest)), cancellation);
        return !outcome.TryGet(out CallOutcome? answer, out LedgerError? error) ? error
            : answer.Result.Status == TransactionStatus.Success ? RpcResult.Bytes(answer.Result.Output.Span)
            : CallErrors.Of(answer.Result);
    }

    private async Task<RpcResult> EstimateAsync(RpcCall call, CancellationToken cancellation)
    {
        if (call.GetOr(2, false))
        {
            return OverrideError;
        }

        Outcome<long> outcome = await dispatcher.SendAsync(
            new EstimateGas(call.Get<CallRequest>(0), call.GetOr(1, BlockReference.Latest)), cancellation);
        return outcome.TryGet(out long gas, out LedgerError? error) ? RpcResult.Quantity(gas) : error;
    }
}
