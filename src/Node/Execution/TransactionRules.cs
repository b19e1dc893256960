using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm;
using Ledger.Node.Pool;

namespace Ledger.Node.Execution;

/// <summary>The rules that need nothing but the transaction, the genesis and a height; the pool asks them before it takes a
/// transaction and execution asks them again, since a proposal may come from a dishonest leader.</summary>
public static class TransactionRules
{
    /// <summary>Checks a transaction for a block.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="genesis">The group's genesis.</param>
    /// <param name="gasLimit">The gas limit of one transaction at that height.</param>
    /// <param name="number">The block that would include it.</param>
    /// <returns>The first rule that it breaks, or <see langword="null"/>.</returns>
    public static TransactionRuleViolation? Check(
        Transaction transaction, Genesis genesis, long gasLimit, long number) =>
        (transaction.IsFisco ? CheckFisco(transaction, genesis, number) : CheckEthereum(transaction, genesis, gasLimit))
        ?? CheckInitCode(transaction, genesis.Fork)
        ?? CheckGas(transaction, genesis.Fork, gasLimit);

    private static TransactionRuleViolation? CheckEthereum(Transaction transaction, Genesis genesis, long gasLimit) =>
        CheckForm(transaction, genesis.Fork)
        ?? CheckChain(transaction, genesis)
        ?? CheckLimits(transaction, gasLimit);

    private static TransactionRuleViolation? CheckForm(Transaction transaction, Fork fork)
    {
        if (!ForkRules.Takes(fork, transaction.Kind))
        {
            return new TransactionRuleViolation(
                SubmitCode.UnsupportedType,
                $"transaction type not supported: type {(byte)transaction.Kind}, the group runs {fork}");
        }

        if (transaction.Kind != TransactionKind.SetCode)
        {
            return null;
        }

        return transaction.IsCreation
            ? new TransactionRuleViolation(SubmitCode.SetCodeCreation, "name a recipient: it may be the sender itself")
            : transaction.AuthorizationList.Count == 0
                ? new TransactionRuleViolation(
                    SubmitCode.EmptyAuthorizationList, "set code tx must have at least one authorization tuple")
                : null;
    }

    private static TransactionRuleViolation? CheckChain(Transaction transaction, Genesis genesis)
    {
        if (transaction.ChainId is not UInt256 chainId)
        {
            return new TransactionRuleViolation(
                SubmitCode.NotReplayProtected, "only replay-protected (EIP-155) transactions are taken: sign with the chain id");
        }

        return chainId != (ulong)genesis.ChainId
            ? new TransactionRuleViolation(
                SubmitCode.WrongChainId, $"signed for chain {chainId.ToDecimalString()}, this is chain {genesis.ChainId}")
            : null;
    }

    private static TransactionRuleViolation? CheckLimits(Transaction transaction, long gasLimit)
    {
        if (transaction.GasLimit > (ulong)gasLimit)
        {
            return new TransactionRuleViolation(
                SubmitCode.GasLimitTooHigh,
                $"gas limit {transaction.GasLimit.ToDecimalString()} is above the group's {gasLimit}");
        }

        return transaction.MaxPriorityFeePerGas > transaction.GasPrice
            ? new TransactionRuleViolation(
                SubmitCode.TipAboveFeeCap, "max priority fee per gas higher than max fee per gas")
            : null;
    }

    private static TransactionRuleViolation? CheckInitCode(Transaction transaction, Fork fork)
    {
        long limit = ForkRules.InitCodeBytesMax(fork);
        return transaction.IsCreation && transaction.Data.Length > limit
            ? new TransactionRuleViolation(
                SubmitCode.InitCodeTooLarge, $"code size {transaction.Data.Length}, limit {limit}")
            : null;
    }

    /// <summary>A FISCO transaction gets the group's limit, whatever it names.</summary>
    private static TransactionRuleViolation? CheckGas(Transaction transaction, Fork fork, long gasLimit)
    {
        UInt256 limit = transaction.IsFisco ? (ulong)gasLimit : transaction.GasLimit;
        IntrinsicGas needed = ForkRules.IntrinsicGas(fork, transaction);
        return limit < (ulong)needed.Gas ? TooLow(SubmitCode.IntrinsicGasTooLow, limit, needed.Gas)
            : limit < (ulong)needed.Floor ? TooLow(SubmitCode.FloorGasTooLow, limit, needed.Floor)
            : null;
    }

    private static TransactionRuleViolation TooLow(SubmitCode code, in UInt256 limit, long needed) =>
        new(code, $"gas {limit.ToDecimalString()}, minimum needed {needed}");

    private static TransactionRuleViolation? CheckFisco(Transaction transaction, Genesis genesis, long number)
    {
        if (transaction.ChainId != (UInt256)(ulong)genesis.FiscoChainId)
        {
            return new TransactionRuleViolation(
                SubmitCode.WrongChainId, $"signed for chain {transaction.ChainId}, this is chain {genesis.FiscoChainId}");
        }

        if (transaction.GroupId != (ulong)genesis.GroupId)
        {
            return new TransactionRuleViolation(
                SubmitCode.WrongGroupId, $"signed for group {transaction.GroupId}, this is group {genesis.GroupId}");
        }

        long latest = checked(number - 1 + genesis.BlockLimitWindow);
        return transaction.BlockLimit < (ulong)number || transaction.BlockLimit > (ulong)latest
            ? new TransactionRuleViolation(
                SubmitCode.BlockLimit,
                $"block limit {transaction.BlockLimit.ToDecimalString()} is outside {number} to {latest}")
            : null;
    }
}
