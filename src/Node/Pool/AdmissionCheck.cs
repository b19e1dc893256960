using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;

namespace Ledger.Node.Pool;

/// <summary>The checks of a transaction before the pool takes it. Thread-safe.</summary>
/// <param name="group">The group.</param>
/// <param name="state">The head, and whether the node can take transactions at all.</param>
/// <param name="caller">Reads accounts at the head.</param>
/// <param name="fiscoNonces">The FISCO nonces of the last blocks.</param>
/// <param name="liveQuorum">Refuses changes that would stop the group.</param>
public sealed class AdmissionCheck(
    GroupContext group,
    ChainState state,
    IContractCaller caller,
    FiscoNonceWindow fiscoNonces,
    LiveQuorumCheck liveQuorum)
{
    /// <summary>Why the node takes no transactions now, or <see langword="null"/>.</summary>
    public string? WhyNotReady()
    {
        if (state.HaltReason is string reason)
        {
            return $"the group has stopped on this node: {reason}";
        }

        if (!state.IsMember)
        {
            return $"this node is no member of the group as of block {state.Head.Number}, and no member takes transactions from it: "
                + "send them to a member";
        }

        return state.CommitBacklog >= BlockCommitter.BacklogMax
            ? $"the store is {state.CommitBacklog} blocks behind: try again shortly"
            : null;
    }

    /// <summary>Checks what needs neither sender nor state.</summary>
    public SubmitResult? CheckRules(Transaction transaction)
    {
        long gasLimit = state.Parameters.TransactionGasLimit;
        if (TransactionRules.Check(transaction, group.Genesis, gasLimit, state.Head.Number + 1)
            is TransactionRuleViolation violation)
        {
            return new SubmitResult(violation.Code, transaction.Hash, violation.Detail);
        }

        if (liveQuorum.WhyNot(transaction) is string reason)
        {
            return new SubmitResult(SubmitCode.NoLiveQuorum, transaction.Hash, reason);
        }

        return transaction.IsFisco && fiscoNonces.Contains(transaction.Nonce)
            ? new SubmitResult(
                SubmitCode.NonceUsed, transaction.Hash, $"the nonce {transaction.Nonce} was used in the last blocks")
            : null;
    }

    /// <summary>The next nonce of an account at the head.</summary>
    public async ValueTask<ulong> NonceAtHeadAsync(Address sender, CancellationToken cancellation) =>
        (await caller.GetAccountAsync(sender, state.Head.Number, cancellation)).Nonce;

    /// <summary>Checks what needs the sender's account.</summary>
    /// <returns>The refusal, if any, and the sender's nonce at the head.</returns>
    public async ValueTask<(SubmitResult? Refusal, ulong Nonce)> CheckAccountAsync(
        VerifiedTransaction transaction, CancellationToken cancellation)
    {
        Account account = await caller.GetAccountAsync(transaction.Sender, state.Head.Number, cancellation);
        UInt256 value = transaction.Transaction.Value;
        SubmitResult? refusal = value > account.Balance
            ? new SubmitResult(
                SubmitCode.InsufficientFunds,
                transaction.Hash,
                $"insufficient funds for transfer: {transaction.Sender} has {account.Balance.ToDecimalString()} wei, "
                + $"the transaction sends {value.ToDecimalString()}")
            : null;
        return (refusal, account.Nonce);
    }
}
