using Ledger.Domain.State;
using Ledger.Domain.Transactions;

namespace Ledger.Evm;

/// <summary>Runs transactions and calls. Pure: equal arguments give equal outcomes. Not thread-safe; cheap enough to have one a thread.</summary>
public interface ITransactionExecutor
{
    /// <summary>Validates and runs a transaction.</summary>
    TransactionOutcome Execute(IStateView state, BlockEnvironment block, VerifiedTransaction transaction);

    /// <summary>Runs a message that nobody signed: no nonce, no balance check for gas, nothing kept.</summary>
    /// <param name="state">The state it reads.</param>
    /// <param name="block">What the environment opcodes answer.</param>
    /// <param name="message">The message.</param>
    TransactionOutcome Call(IStateView state, BlockEnvironment block, CallMessage message);
}
