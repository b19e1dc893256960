using Ledger.Application.Blocks;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Node.Execution;

namespace Ledger.Application.Contracts;

/// <summary>Runs a message on the state as of a block, without a transaction. A revert is an answer, not an error.</summary>
/// <param name="Call">The message.</param>
/// <param name="AsOf">The block.</param>
public sealed record CallContract(CallRequest Call, BlockReference AsOf) : IQuery<CallOutcome>;

/// <summary>What a call answered.</summary>
/// <param name="BlockNumber">The height whose state it saw.</param>
/// <param name="Result">Status, gas and output.</param>
/// <param name="Revert">Why it reverted; <see langword="null"/> when it did not, or this node cannot tell.</param>
public sealed record CallOutcome(long BlockNumber, CallResult Result, RevertReason? Revert);

internal sealed class CallContractHandler(
    BlockResolver resolver, CallLimits limits, IContractCaller caller, RevertReader reverts)
    : IQueryHandler<CallContract, CallOutcome>
{
    public async Task<Outcome<CallOutcome>> Handle(CallContract request, CancellationToken cancellationToken)
    {
        Outcome<long> height = await resolver.HeightAsync(request.AsOf, cancellationToken);
        if (!height.TryGet(out long atBlock, out LedgerError? error))
        {
            return error;
        }

        CallResult result = await caller.CallAsync(limits.Cap(request.Call), atBlock, cancellationToken);
        return new CallOutcome(atBlock, result, reverts.Read(result.Status, request.Call.To, result.Output));
    }
}
