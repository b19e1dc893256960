using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Evm.Bytecode;
using Ledger.Evm.Gas;

namespace Ledger.Evm.Execution;

/// <summary>Decides whether a transaction may be part of a block, against the state before it (Yellow Paper, section 6.2).</summary>
internal sealed class TransactionValidator(ExecutionRules rules, GasSchedule schedule)
{
    /// <summary>Checks everything; the first thing wrong is the answer.</summary>
    /// <param name="state">The state before the transaction.</param>
    /// <param name="block">The block it would be in.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="intrinsicGas">What it costs before it runs, and at least.</param>
    public TransactionRefusal Validate(
        IStateView state, BlockEnvironment block, VerifiedTransaction transaction, out IntrinsicGas intrinsicGas)
    {
        Transaction request = transaction.Transaction;
        state.TryGetAccount(transaction.Sender, out Account sender);
        intrinsicGas = IntrinsicGas.Of(
            schedule, request.Data.Span, request.IsCreation, request.AccessList, request.AuthorizationList.Count);
        TransactionRefusal refusal = CheckForm(block, request);
        if (refusal == TransactionRefusal.None)
        {
            refusal = CheckSender(state, request, sender);
        }

        return refusal != TransactionRefusal.None ? refusal
            : request.IsCreation && request.Data.Length > schedule.InitCodeBytesMax ? TransactionRefusal.InitCodeTooLarge
            : !CanPay(request, sender.Balance) ? TransactionRefusal.InsufficientFunds
            : CheckGas(GasLimit(block, request), intrinsicGas);
    }

    /// <summary>The gas limit that counts: FISCO ignores the sender's.</summary>
    public static long GasLimit(BlockEnvironment block, Transaction request) =>
        request.IsFisco ? block.TransactionGasLimit : request.GasLimit.ToInt64Saturating();

    /// <summary>The limit covers the intrinsic cost and the floor of the data.</summary>
    public static TransactionRefusal CheckGas(long gasLimit, in IntrinsicGas needed) =>
        gasLimit < needed.Gas ? TransactionRefusal.IntrinsicGasTooLow
        : gasLimit < needed.Floor ? TransactionRefusal.FloorGasTooLow
        : TransactionRefusal.None;

    /// <summary>A transaction that sets code calls someone and sets some (EIP-7702).</summary>
    public static TransactionRefusal CheckAuthorizations(bool isCreation, int authorizations) =>
        isCreation ? TransactionRefusal.SetCodeCreation
        : authorizations == 0 ? TransactionRefusal.EmptyAuthorizationList
        : TransactionRefusal.None;

    private TransactionRefusal CheckForm(BlockEnvironment block, Transaction request)
    {
        if (!ForkRules.Takes(schedule.Fork, request.Kind))
        {
            return TransactionRefusal.TypeNotSupported;
        }

        if (request.IsFisco)
        {
            return TransactionRefusal.None;
        }

        return request.MaxPriorityFeePerGas > request.GasPrice ? TransactionRefusal.TipAboveFeeCap
            : request.GasLimit > (ulong)block.GasLimit ? TransactionRefusal.GasLimitTooHigh
            : !rules.GasIsFree && HasBaseFee && request.GasPrice < block.BaseFee ? TransactionRefusal.FeeCapTooLow
            : request.Kind == TransactionKind.SetCode
                ? CheckAuthorizations(request.IsCreation, request.AuthorizationList.Count)
            : TransactionRefusal.None;
    }

    private bool HasBaseFee => schedule.Fork >= Fork.London;

    /// <summary>EIP-3607 for both lanes, which lets a delegation pass (EIP-7702); the sequential nonce (EIP-2681) only for Ethereum's.</summary>
    private TransactionRefusal CheckSender(IStateView state, Transaction request, in Account sender)
    {
        bool mayHaveCode = schedule.HasDelegations
            && sender.HasCode
            && DelegationDesignator.IsDesignator(state.GetCode(sender.CodeHash).Span);
        if (sender.HasCode && !mayHaveCode)
        {
            return TransactionRefusal.SenderHasCode;
        }

        if (request.IsFisco)
        {
            return request.IsCreation && sender.Nonce == ulong.MaxValue
                ? TransactionRefusal.NonceOverflow
                : TransactionRefusal.None;
        }

        return request.Nonce < sender.Nonce ? TransactionRefusal.NonceTooLow
            : request.Nonce > sender.Nonce ? TransactionRefusal.NonceTooHigh
            : sender.Nonce == ulong.MaxValue ? TransactionRefusal.NonceOverflow
            : TransactionRefusal.None;
    }

    /// <summary>The balance covers the value, and the gas at the fee cap where gas is paid; compared without overflow.</summary>
    private bool CanPay(Transaction request, in UInt256 balance)
    {
        if (rules.GasIsFree || request.IsFisco)
        {
            return balance >= request.Value;
        }

        var overflow = UInt256.BigMul(request.GasLimit, request.GasPrice, out UInt256 gas);
        return overflow.IsZero && !UInt256.AddOverflow(gas, request.Value, out UInt256 total) && balance >= total;
    }
}
