using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Evm;

namespace Ledger.Simulation.Machine;

/// <summary>The chain's own contracts as the simulated machine runs them: what a call asks for is the product's to say, and the schedule is
/// written where the product writes it.</summary>
/// <param name="rules">Who governs the group.</param>
/// <param name="hash">The chain's hash function.</param>
internal sealed class SimulatedGovernance(GovernanceRules rules, IHashFunction hash)
{
    private readonly GovernanceCalls _calls = new(hash);

    /// <summary>Decides what a governor asks for.</summary>
    /// <returns><see langword="false"/> when it decides nothing.</returns>
    public bool TryDecide(IStateView state, StateDiff diff, BlockEnvironment block, VerifiedTransaction transaction)
    {
        Transaction request = transaction.Transaction;
        if (!rules.Governors.Contains(transaction.Sender)
            || !state.TryGetAccount(GovernanceRecord.SystemConfigAddress, out Account config)
            || !GovernanceRecord.TryRead(state.GetCode(config.CodeHash).Span, out GovernanceSchedule? schedule)
            || _calls.Preview(request.To!.Value, request.Data.Span, schedule!.Latest) is not GroupParameters changed
            || GroupParametersCheck.Problem(changed) is not null
            || changed.SequenceWindow >= rules.ActivationDelay)
        {
            return false;
        }

        byte[] code = GovernanceRecord.ToCode(
            schedule.With(block.Number, block.Number + rules.ActivationDelay, changed));
        config = config with { CodeHash = hash.Hash(code) };
        diff.Accounts[GovernanceRecord.SystemConfigAddress] = config;
        diff.Code[config.CodeHash] = code;
        return true;
    }
}
