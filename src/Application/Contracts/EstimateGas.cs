using Ledger.Application.Blocks;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Node.Execution;

namespace Ledger.Application.Contracts;

/// <summary>Finds the smallest gas limit with which a message succeeds as of a block.</summary>
/// <param name="Call">The message.</param>
/// <param name="AsOf">The block.</param>
public sealed record EstimateGas(CallRequest Call, BlockReference AsOf) : IQuery<long>;

internal sealed class EstimateGasHandler(
    BlockResolver resolver, CallLimits limits, IContractCaller caller, RevertReader reverts)
    : IQueryHandler<EstimateGas, long>
{
    public async Task<Outcome<long>> Handle(EstimateGas request, CancellationToken cancellationToken)
    {
        Outcome<long> height = await resolver.HeightAsync(request.AsOf, cancellationToken);
        if (!height.TryGet(out long atBlock, out LedgerError? error))
        {
            return error;
        }

        (long gasLimit, CallResult? failure) =
            await caller.EstimateGasAsync(limits.Cap(request.Call), atBlock, cancellationToken);
        return failure is null
            ? gasLimit
            : CallErrors.Of(failure, reverts.Read(failure.Status, request.Call.To, failure.Output));
    }
}
