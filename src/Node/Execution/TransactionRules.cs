using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Pool;

namespace Ledger.Node.Execution;

/// <summary>The rules that need nothing but the transaction, the genesis and a height; the pool asks them before it takes a
/// transaction and execution asks them again, since a proposal may come from a dishonest leader.</summary>
public static class TransactionRules
{
    /// <summary>Checks a transaction for a block.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="genesis">The group's genesis.</param>
    /// <param name="number">The block that would include it.</param>
    /// <returns>The first rule that it breaks, or <see langword="null"/>.</returns>
    public static TransactionRuleViolation? Check(Transaction transaction, Genesis genesis, long number) =>
        transaction.IsFisco ? CheckFisco(transaction, genesis, number) : CheckEthereum(transaction, genesis);

    private static TransactionRuleViolation? CheckEthereum(Transaction transaction, Genesis genesis)
    {
        if (transaction.ChainId is not UInt256 chainId)
        {
            return new TransactionRuleViolation(
                SubmitCode.NotReplayProtected, "only replay-protected (EIP-155) transactions are taken: sign with the chain id");
        }

        if (chainId != (ulong)genesis.ChainId)
        {
            return new TransactionRuleViolation(
                SubmitCode.WrongChainId, $"signed for chain {chainId.ToDecimalString()}, this is chain {genesis.ChainId}");
        }

        if (transaction.GasLimit > (ulong)genesis.TransactionGasLimit)
        {
            return new TransactionRuleViolation(
                SubmitCode.GasLimitTooHigh,
                $"gas limit {transaction.GasLimit.ToDecimalString()} is above the group's {genesis.TransactionGasLimit}");
        }

        return transaction.MaxPriorityFeePerGas > transaction.GasPrice
            ? new TransactionRuleViolation(
                SubmitCode.TipAboveFeeCap, "max priority fee per gas higher than max fee per gas")
            : null;
    }

    private static TransactionRuleViolation? CheckFisco(Transaction transaction, Genesis genesis, long number)
    {
        if (transaction.ChainId != (UInt256)(ulong)genesis.ChainId)
        {
            return new TransactionRuleViolation(
                SubmitCode.WrongChainId, $"signed for chain {transaction.ChainId}, this is chain {genesis.ChainId}");
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
