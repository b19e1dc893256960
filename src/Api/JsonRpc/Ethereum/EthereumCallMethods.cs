using Ledger.Api.JsonRpc.Parameters;
using Ledger.Application.Blocks;
using Ledger.Application.Contracts;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;

namespace Ledger.Api.JsonRpc.Ethereum;

/// <summary>Calls without a transaction.</summary>
internal sealed class EthereumCallMethods(IDispatcher dispatcher, CryptoSuite suite) : IRpcMethods
{
    private static readonly RpcParameter Block = RpcParameter.Optional("block", EthereumKinds.Block);
    private static readonly RpcParameter BlockOverride = RpcParameter.Optional("blockOverride", EthereumKinds.BlockOverride);

    private readonly RpcParameter _call = RpcParameter.Required("transaction", CallKind.Ethereum(suite.Hash));
    private readonly RpcParameter _stateOverride = RpcParameter.Optional("stateOverride", StateOverrideKind.With(suite.Hash));

    public IEnumerable<RpcMethod> Rows =>
    [
        RpcMethod.Ethereum("eth_call", CallAsync, _call, Block, _stateOverride, BlockOverride),
        RpcMethod.Ethereum("eth_estimateGas", EstimateAsync, _call, Block, _stateOverride, BlockOverride),
    ];

    private static RpcError OverrideError => RpcError.Of(new LedgerError(
        ErrorCodes.NotSupported, "block overrides; leave them out"));

    private async Task<RpcResult> CallAsync(RpcCall call, CancellationToken cancellation)
    {
        if (call.GetOr(3, false))
        {
            return OverrideError;
        }

        Outcome<CallOutcome> outcome = await dispatcher.SendAsync(
            new CallContract(Request(call), call.GetOr(1, BlockReference.Latest)), cancellation);
        return !outcome.TryGet(out CallOutcome? answer, out LedgerError? error) ? error
            : answer.Result.Status == TransactionStatus.Success ? RpcResult.Bytes(answer.Result.Output.Span)
            : CallErrors.Of(answer.Result, answer.Revert);
    }

    private async Task<RpcResult> EstimateAsync(RpcCall call, CancellationToken cancellation)
    {
        if (call.GetOr(3, false))
        {
            return OverrideError;
        }

        Outcome<long> outcome = await dispatcher.SendAsync(
            new EstimateGas(Request(call), call.GetOr(1, BlockReference.Latest)), cancellation);
        return outcome.TryGet(out long gas, out LedgerError? error) ? RpcResult.Quantity(gas) : error;
    }

    private static CallRequest Request(RpcCall call)
    {
        CallRequest request = call.Get<CallRequest>(0);
        return call.GetOr<Dictionary<Address, AccountOverride>?>(2, null) is { Count: > 0 } overrides
            ? request with { StateOverrides = overrides }
            : request;
    }
}
