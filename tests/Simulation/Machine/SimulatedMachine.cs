using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Evm;
using Ledger.Evm.Tracing;

namespace Ledger.Simulation.Machine;

/// <summary>A small state machine in place of the EVM: transfers, counters, copies that read what another transaction wrote, and
/// failures. What it does depends on the state before it, so two nodes that differ anywhere soon differ in a root.</summary>
/// <param name="rules">Who governs the group.</param>
/// <param name="hash">The chain's hash function.</param>
public sealed class SimulatedMachine(GovernanceRules rules, IHashFunction hash) : ITransactionExecutor
{
    private const long Gas = 21_000;

    private readonly SimulatedGovernance _governance = new(rules, hash);

    /// <inheritdoc/>
    public TransactionOutcome Execute(
        IStateView state, BlockEnvironment block, VerifiedTransaction transaction, Tracer? tracer = null)
    {
        Transaction request = transaction.Transaction;
        state.TryGetAccount(transaction.Sender, out Account sender);
        TransactionRefusal refusal = Check(request, sender);
        if (refusal != TransactionRefusal.None)
        {
            return new TransactionOutcome(refusal, null, new StateDiff());
        }

        var diff = new StateDiff();
        diff.Accounts[transaction.Sender] = request.IsFisco ? sender : sender with { Nonce = sender.Nonce + 1 };
        if (request.Data.Length > 0 && request.Data.Span[0] == (byte)Operation.Fail)
        {
            return Outcome(diff, request, TransactionStatus.Revert, request.Data, []);
        }

        Address to = request.To!.Value;
        if (to == GovernanceRecord.SystemConfigAddress || to == GovernanceRecord.ConsensusAddress)
        {
            bool isDecided = _governance.TryDecide(state, diff, block, transaction);
            return Outcome(diff, request, isDecided ? TransactionStatus.Success : TransactionStatus.Revert, default, []);
        }

        Move(state, diff, transaction.Sender, to, request.Value);
        (ReadOnlyMemory<byte> output, IReadOnlyList<LogEntry> logs) = Apply(state, diff, block, to, request.Data.Span);
        return Outcome(diff, request, TransactionStatus.Success, output, logs);
    }

    /// <inheritdoc/>
    public TransactionOutcome Call(IStateView state, BlockEnvironment block, CallMessage message, Tracer? tracer = null) =>
        throw new NotSupportedException("Clients of the simulation send transactions and read receipts.");

    private static TransactionRefusal Check(Transaction request, in Account sender)
    {
        if (request.To is null)
        {
            return TransactionRefusal.TypeNotSupported;
        }

        if (!request.IsFisco && request.Nonce != sender.Nonce)
        {
            return request.Nonce < sender.Nonce ? TransactionRefusal.NonceTooLow : TransactionRefusal.NonceTooHigh;
        }

        return request.Value > sender.Balance ? TransactionRefusal.InsufficientFunds : TransactionRefusal.None;
    }

    private static void Move(IStateView state, StateDiff diff, in Address from, in Address to, in UInt256 value)
    {
        if (value.IsZero || from == to)
        {
            return;
        }

        state.TryGetAccount(to, out Account receiver);
        Account sender = diff.Accounts[from]!.Value;
        diff.Accounts[from] = sender with { Balance = sender.Balance - value };
        diff.Accounts[to] = receiver with { Balance = receiver.Balance + value };
    }

    private static (ReadOnlyMemory<byte> Output, IReadOnlyList<LogEntry> Logs) Apply(
        IStateView state, StateDiff diff, BlockEnvironment block, in Address to, ReadOnlySpan<byte> data)
    {
        if (data.Length < 3 || data[0] == (byte)Operation.Transfer)
        {
            return (default, []);
        }

        UInt256 target = (ulong)data[1];
        UInt256 source = (ulong)data[2];
        UInt256 value = data[0] == (byte)Operation.Count
            ? state.GetStorage(to, target) + source
            : state.GetStorage(to, source) + (ulong)block.Number;
        diff.Storage[(to, target)] = value;
        byte[] word = new byte[UInt256.SizeBytes];
        value.WriteBigEndian(word);
        return (word, [new LogEntry(to, [new Hash256(word)], data.ToArray())]);
    }

    private static TransactionOutcome Outcome(
        StateDiff diff, Transaction request, TransactionStatus status, ReadOnlyMemory<byte> output, IReadOnlyList<LogEntry> logs)
    {
        long used = Gas + request.Data.Length;
        return new TransactionOutcome(
            TransactionRefusal.None, new Receipt(status, used, null, output, logs, 100_000 - used), diff);
    }
}
