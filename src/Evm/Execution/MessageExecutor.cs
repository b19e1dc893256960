using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Evm.Machine;
using Ledger.Evm.State;
using Ledger.Evm.Tracing;

namespace Ledger.Evm.Execution;

/// <summary>The three phases after validation: pre-execution, execution, post-execution.</summary>
internal sealed class MessageExecutor(VirtualMachine machine)
{
    private readonly Journal _journal = machine.Journal;
    private readonly AuthorizationProcessor _authorizations = new(machine);

    /// <summary>Runs a message that passed validation.</summary>
    /// <param name="state">The state it reads.</param>
    /// <param name="block">The block it runs in.</param>
    /// <param name="message">The message.</param>
    /// <param name="keepsChanges">Whether the outcome tells the changes.</param>
    /// <param name="tracer">Who is told of every step; <see langword="null"/> tells nobody.</param>
    public TransactionOutcome Run(
        IStateView state, BlockEnvironment block, Message message, bool keepsChanges, Tracer? tracer)
    {
        machine.Begin(state, block, message.From, message.GasPrice);
        machine.Tracer = tracer;
        tracer?.Begin(machine, message);
        Prepare(block, message);
        MessageResult result = Execute(message);
        Receipt receipt = Settle(block, message, result);
        tracer?.End(machine, message, receipt);
        StateDiff diff = keepsChanges ? _journal.ToDiff() : new StateDiff();
        machine.End();
        return new TransactionOutcome(TransactionRefusal.None, receipt, diff);
    }

    /// <summary>Buys the gas, moves the nonce, warms what EIP-2929, 2930 and 3651 say and sets delegations (EIP-7702).</summary>
    private void Prepare(BlockEnvironment block, Message message)
    {
        int sender = _journal.Load(message.From);
        if (message.PaysGas)
        {
            _journal.Debit(sender, Price(message, message.GasLimit));
        }

        if (message.MovesNonce && message.To is not null)
        {
            _journal.SetNonce(sender, _journal.Account(sender).Nonce + 1);
        }

        if (machine.Schedule.HasAccessLists)
        {
            WarmUp(block, message, sender);
        }

        _authorizations.Apply(block.ChainId, message.AuthorizationList, message.Authorities);
    }

    private void WarmUp(BlockEnvironment block, Message message, int sender)
    {
        _journal.Warm(sender);
        if (message.To is Address to)
        {
            _journal.Warm(_journal.Load(to));
        }

        if (machine.Schedule.Fork >= Fork.Shanghai)
        {
            _journal.Warm(_journal.Load(block.Coinbase));
        }

        foreach (AccessListEntry entry in message.AccessList)
        {
            int account = _journal.Load(entry.Address);
            _journal.Warm(account);
            foreach (UInt256 slot in entry.StorageKeys)
            {
                _journal.WarmSlot(_journal.LoadSlot(account, slot));
            }
        }
    }

    private MessageResult Execute(Message message)
    {
        long gas = message.GasLimit - message.IntrinsicGas.Gas;
        return message.RequiresCode && message.To is Address to && !machine.IsCallable(to)
            ? new MessageResult(ExitCode.NoCode, gas, default)
            : machine.Run(message.To, message.Data.Span, message.Value, gas);
    }

    /// <summary>Applies refunds (EIP-3529) and the floor of the data (EIP-7623), returns and pays gas, and writes the receipt.</summary>
    private Receipt Settle(BlockEnvironment block, Message message, in MessageResult result)
    {
        bool isSuccess = result.Exit == ExitCode.Success;
        long used = message.GasLimit - result.GasLeft;
        used -= Math.Min(_journal.Refund, used / machine.Schedule.RefundDivisor);
        used = Math.Max(used, message.IntrinsicGas.Floor);
        if (message.PaysGas)
        {
            PayGas(block, message, used);
        }

        bool isCreation = message.To is null;
        return new Receipt(
            StatusMap.ToStatus(result.Exit),
            used,
            isSuccess && isCreation ? result.Created : null,
            Output(message, result.Exit),
            isSuccess ? [.. _journal.Logs] : [],
            message.GasLimit - used);
    }

    /// <summary>The sender gets back what it did not use; the coinbase gets the tip and the base fee is burnt (EIP-1559).</summary>
    private void PayGas(BlockEnvironment block, Message message, long used)
    {
        _journal.Credit(_journal.Load(message.From), Price(message, message.GasLimit - used));
        UInt256 tip = machine.Schedule.Fork >= Fork.London ? message.GasPrice - block.BaseFee : message.GasPrice;
        _journal.Credit(_journal.Load(block.Coinbase), tip * (ulong)used);
    }

    private ReadOnlyMemory<byte> Output(Message message, ExitCode exit) => exit switch
    {
        ExitCode.NoCode => CallAddressError.Output(message.To.GetValueOrDefault()),
        ExitCode.Success when message.To is null && !message.ReturnsDeployedCode => default,
        ExitCode.Success or ExitCode.Revert => machine.Output.ToArray(),
        _ => default,
    };

    // Cannot overflow: the balance covered the gas limit at the fee cap, which is at least the price.
    private static UInt256 Price(Message message, long gas) => message.GasPrice * (ulong)gas;
}
