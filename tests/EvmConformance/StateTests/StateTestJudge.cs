using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm;
using Ledger.Evm.Tracing;
using Ledger.EvmConformance.Running;

namespace Ledger.EvmConformance.StateTests;

/// <summary>Runs a case on the production EVM and compares acceptance, state root and logs.</summary>
internal static class StateTestJudge
{
    /// <summary>Judges a case.</summary>
    public static Verdict Judge(StateTestCase test, CaseContext context)
    {
        WorldState state = test.ReadState();
        state.GivenUp = context.GivenUp;
        VerifiedTransaction? transaction = TransactionReader.Read(test, context.Options.FromFields, out string problem);
        if (transaction is not null && transaction.Sender != TransactionReader.Sender(test))
        {
            return Verdict.Fail($"recovered the sender {transaction.Sender}, expected {TransactionReader.Sender(test)}");
        }

        if (transaction is not null && ChainRule.IsForAnotherChain(transaction.Transaction))
        {
            problem = "is for another chain";
            transaction = null;
        }

        if (transaction is null)
        {
            return Compare(test, state, null, problem, context);
        }

        using Eip3155Tracer? tracer = context.Trace is Stream trace
            ? new Eip3155Tracer(trace, new StepOptions { HasMemory = true }, TraceBudget.Unlimited())
            : null;
        TransactionOutcome outcome = context.Executor(test.Fork).Execute(state, test.ReadBlock(), transaction, tracer);
        state.Apply(outcome.Diff);
        if (outcome.Receipt is Receipt receipt)
        {
            tracer?.WriteSummary(receipt, Digests.StateRoot(state), test.Fork);
        }

        return Compare(test, state, outcome.Receipt, outcome.Refusal.ToString(), context);
    }

    private static Verdict Compare(
        StateTestCase test, WorldState state, Receipt? receipt, string refusal, CaseContext context)
    {
        if ((receipt is null) != test.IsRefused)
        {
            return Verdict.Fail(receipt is null
                ? $"the transaction was refused ({refusal}), expected acceptance"
                : $"the transaction was accepted ({receipt.Status}), expected refusal");
        }

        Hash256 root = Digests.StateRoot(state);
        if (root != test.StateRoot)
        {
            string end = receipt is null ? $"refused, {refusal}" : $"{receipt.Status}, gas used {receipt.GasUsed}";
            return Verdict.Fail(
                $"state root is {root}, expected {test.StateRoot} ({end})",
                context.Options.ShowsDifferences ? StateDifference.Describe(test, state) : []);
        }

        Hash256 logs = Digests.Logs(receipt?.Logs ?? []);
        return logs != test.LogsHash ? Verdict.Fail($"hash of the logs is {logs}, expected {test.LogsHash}") : Verdict.Pass;
    }
}
