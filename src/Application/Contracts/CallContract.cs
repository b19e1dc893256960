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
public sealed record CallOutcome(long BlockNumber, CallResult Result);

internal sealed class CallContractHandler(BlockResolver resolver, CallLimits limits, IContractCaller caller)
    : IQueryHandler<CallContract, CallOutcome>
{
    public async Task<Outcome<CallOutcome>> Handle(CallContract request, CancellationToken cancellationToken)
    {
        Outcome<long> height = await resolver.HeightAsync(request.AsOf, cancellationToken);
        return height.TryGet(out long atBlock, out LedgerError? error)
            ? new CallOutcome(atBlock, await caller.CallAsync(limits.Cap(request.Call), atBlock, cancellationToken))
            : error;
    }
}
