using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Evm.Execution;
using Ledger.Evm.Gas;
using Ledger.Evm.Machine;
using Ledger.Evm.Tracing;

namespace Ledger.Evm;

/// <summary>Runs transactions and calls on the interpreter. Not thread-safe; make one a thread and keep it: its buffers and its
/// cache of analysed code serve every later run.</summary>
public sealed class TransactionExecutor : ITransactionExecutor
{
    private readonly ExecutionRules _rules;
    private readonly ISignatureScheme _signatures;
    private readonly GasSchedule _schedule;
    private readonly TransactionValidator _validator;
    private readonly MessageExecutor _messages;

    /// <summary>An executor for a group.</summary>
    /// <param name="rules">What the group's genesis says about execution.</param>
    /// <param name="suite">The chain's cryptography; KECCAK256 and new addresses use its hash function.</param>
    /// <exception cref="ArgumentException">The fork is one that the ledger cannot run yet.</exception>
    public TransactionExecutor(ExecutionRules rules, CryptoSuite suite)
    {
        if (rules.Fork is < Fork.Istanbul or > Fork.Prague)
        {
            throw new ArgumentException(
                $"The EVM runs Istanbul to Prague, not {rules.Fork}: choose one of these in the genesis.", nameof(rules));
        }

        _rules = rules;
        _signatures = suite.Signatures;
        _schedule = GasSchedules.For(rules.Fork);
        _validator = new TransactionValidator(rules, _schedule);
        _messages = new MessageExecutor(new VirtualMachine(_schedule, suite.Hash, rules.Governance));
    }

    /// <inheritdoc/>
    public TransactionOutcome Execute(
        IStateView state, BlockEnvironment block, VerifiedTransaction transaction, Tracer? tracer = null)
    {
        TransactionRefusal refusal = _validator.Validate(state, block, transaction, out IntrinsicGas intrinsicGas);
        if (refusal != TransactionRefusal.None)
        {
            return Refuse(refusal);
        }

        Transaction request = transaction.Transaction;
        var message = new Message
        {
            From = transaction.Sender,
            To = request.To,
            Data = request.Data,
            Value = request.Value,
            GasLimit = TransactionValidator.GasLimit(block, request),
            IntrinsicGas = intrinsicGas,
            GasPrice = EffectivePrice(request, block.BaseFee),
            AccessList = request.AccessList,
            AuthorizationList = request.AuthorizationList,
            Authorities = transaction.Authorities ?? AuthorityRecovery.Recover(request.AuthorizationList, _signatures),
            PaysGas = !_rules.GasIsFree && !request.IsFisco,
            MovesNonce = !request.IsFisco,
            RequiresCode = request.IsFisco,
            ReturnsDeployedCode = false,
        };
        return _messages.Run(state, block, message, keepsChanges: true, tracer);
    }

    /// <inheritdoc/>
    public TransactionOutcome Call(IStateView state, BlockEnvironment block, CallMessage message, Tracer? tracer = null)
    {
        bool isCreation = message.To is null;
        int authorizations = message.AuthorizationList.Count;
        var intrinsicGas = IntrinsicGas.Of(_schedule, message.Data.Span, isCreation, message.AccessList, authorizations);
        state.TryGetAccount(message.From, out Account sender);
        TransactionRefusal refusal = message.Value > sender.Balance ? TransactionRefusal.InsufficientFunds
            : isCreation && message.Data.Length > _schedule.InitCodeBytesMax ? TransactionRefusal.InitCodeTooLarge
            : isCreation && sender.Nonce == ulong.MaxValue ? TransactionRefusal.NonceOverflow
            : authorizations == 0 ? TransactionValidator.CheckGas(message.GasLimit, intrinsicGas)
            : !_schedule.HasDelegations ? TransactionRefusal.TypeNotSupported
            : isCreation ? TransactionRefusal.SetCodeCreation
            : TransactionValidator.CheckGas(message.GasLimit, intrinsicGas);
        if (refusal != TransactionRefusal.None)
        {
            return Refuse(refusal);
        }

        var run = new Message
        {
            From = message.From,
            To = message.To,
            Data = message.Data,
            Value = message.Value,
            GasLimit = message.GasLimit,
            IntrinsicGas = intrinsicGas,
            GasPrice = message.GasPrice,
            AccessList = message.AccessList,
            AuthorizationList = message.AuthorizationList,
            Authorities = AuthorityRecovery.Recover(message.AuthorizationList, _signatures),
            PaysGas = false,
            MovesNonce = true,
            RequiresCode = false,
            ReturnsDeployedCode = true,
        };
        return _messages.Run(state, block, run, keepsChanges: false, tracer);
    }

    private static TransactionOutcome Refuse(TransactionRefusal refusal) => new(refusal, null, new StateDiff());

    /// <summary>EIP-1559: the base fee and the tip, at most the fee cap. For other formats the tip cap is the price itself.</summary>
    private UInt256 EffectivePrice(Transaction request, in UInt256 baseFee)
    {
        if (_schedule.Fork < Fork.London || !request.HasFeeCap)
        {
            return request.GasPrice;
        }

        bool isCapped = UInt256.AddOverflow(baseFee, request.MaxPriorityFeePerGas, out UInt256 wished)
            || wished > request.GasPrice;
        return isCapped ? request.GasPrice : wished;
    }
}
