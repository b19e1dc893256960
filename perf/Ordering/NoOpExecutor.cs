using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Evm;
using Ledger.Evm.Tracing;

namespace Ledger.Ordering;

/// <summary>A state machine that does nothing: every entry succeeds and changes no state.</summary>
internal sealed class NoOpExecutor : ITransactionExecutor
{
    private static readonly TransactionOutcome Outcome = new(
        TransactionRefusal.None, new Receipt(TransactionStatus.Success, 0, null, default, [], 0), new StateDiff());

    /// <inheritdoc/>
    public TransactionOutcome Execute(
        IStateView state, BlockEnvironment block, VerifiedTransaction transaction, Tracer? tracer = null) => Outcome;

    /// <inheritdoc/>
    public TransactionOutcome Call(IStateView state, BlockEnvironment block, CallMessage message, Tracer? tracer = null) => Outcome;
}
