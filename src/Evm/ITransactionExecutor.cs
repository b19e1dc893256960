using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Evm.Tracing;

namespace Ledger.Evm;

/// <summary>Runs transactions and calls. Pure: equal arguments give equal outcomes. Not thread-safe; cheap enough to have one a thread.</summary>
public interface ITransactionExecutor
{
    /// <summary>Validates and runs a transaction.</summary>
    /// <param name="state">The state it reads.</param>
    /// <param name="block">The block it runs in.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="tracer">Who is told of every step, without any influence on the outcome; fresh for each run.</param>
    TransactionOutcome Execute(
        IStateView state, BlockEnvironment block, VerifiedTransaction transaction, Tracer? tracer = null);

    /// <summary>Runs a message that nobody signed: no nonce, no balance check for gas, nothing kept.</summary>
    /// <param name="state">The state it reads.</param>
    /// <param name="block">What the environment opcodes answer.</param>
    /// <param name="message">The message.</param>
    /// <param name="tracer">Who is told of every step, without any influence on the outcome; fresh for each run.</param>
    TransactionOutcome Call(IStateView state, BlockEnvironment block, CallMessage message, Tracer? tracer = null);
}
