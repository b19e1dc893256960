using System.Text.Json;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm.Execution;
using Ledger.Evm.Instructions;
using Ledger.Evm.Machine;
using Ledger.Evm.State;

namespace Ledger.Evm.Tracing;

/// <summary>The tree of calls: go-ethereum's <c>callTracer</c>.</summary>
/// <param name="options">What it shows.</param>
/// <param name="budget">What the trace may cost.</param>
public sealed class CallTracer(CallTracerOptions options, TraceBudget budget) : Tracer(budget)
{
    /// <summary>Bytes of a call's names and numbers, for the budget.</summary>
    private const int FixedBytes = 300;

    private readonly Stack<TracedCall> _open = [];
    private TracedCall? _root;
    private int _depth;
    private (Address From, Address To, UInt256 Balance) _destruction;

    /// <inheritdoc/>
    private protected override void Write(Utf8JsonWriter writer) => CallTraceJson.Write(
        writer, _root ?? throw new InvalidOperationException("The trace has not begun."));

    /// <summary>The root shows what the sender asked for: the whole gas limit.</summary>
    internal override void Begin(VirtualMachine machine, Message message)
    {
        _root = new TracedCall
        {
            Type = message.To is null ? "CREATE" : "CALL",
            From = message.From,
            To = message.To,
            Value = message.Value,
            Gas = message.GasLimit,
            Input = message.Data.ToArray(),
        };
        _open.Push(_root);
        Record(FixedBytes + (2L * _root.Input.Length));
    }

    /// <inheritdoc/>
    internal override void OnEnter(in TraceCall call)
    {
        _depth++;
        if (_depth == 1)
        {
            _root!.To = call.To;
        }
        else if (!options.OnlyTopCall)
        {
            Open(new TracedCall
            {
                Type = NameOf(call.Kind),
                From = call.From,
                To = call.To,
                Value = call.Value,
                Gas = call.Gas,
                Input = call.Input.ToArray(),
            });
        }
    }

    /// <inheritdoc/>
    internal override void OnExit(in TraceExit exit)
    {
        _depth--;
        if (_depth > 0 && options.OnlyTopCall)
        {
            return;
        }

        // The root stays open until its receipt is known.
        TracedCall call = _depth == 0 ? _root! : _open.Pop();
        call.GasUsed = exit.GasUsed;
        Finish(call, exit);
    }

    /// <summary>What the transaction used counts refunds and the intrinsic cost; a transaction that ran nothing still has its end.</summary>
    internal override void End(VirtualMachine machine, Message message, Receipt receipt)
    {
        TracedCall root = _root!;
        root.GasUsed = receipt.GasUsed;
        if (!receipt.Succeeded && root.Error is null)
        {
            Finish(root, new TraceExit(ExitCode.NoCode, receipt.GasUsed, receipt.Output.Span));
            root.Output = receipt.Output.ToArray();
        }
    }

    /// <inheritdoc/>
    private protected override void OnStep(CallFrame frame)
    {
        if (StepOpcode == Opcode.SelfDestruct)
        {
            NoteDestruction(frame);
        }
    }

    /// <inheritdoc/>
    private protected override void OnStepEnd(CallFrame frame, long cost, ExitCode exit)
    {
        if (options.OnlyTopCall && _depth > 1)
        {
            return;
        }

        if (StepOpcode == Opcode.SelfDestruct && exit == ExitCode.Success && !options.OnlyTopCall)
        {
            Open(new TracedCall
            {
                Type = "SELFDESTRUCT",
                From = _destruction.From,
                To = _destruction.To,
                Value = _destruction.Balance,
                Gas = 0,
                Input = [],
            });
            _open.Pop();
        }
        else if (options.WithLog && StepOpcode is >= Opcode.Log0 and <= Opcode.Log4 && exit == ExitCode.Continue)
        {
            TracedCall call = _open.Peek();
            IReadOnlyList<LogEntry> logs = frame.Machine.Journal.Logs;
            LogEntry log = logs[^1];
            call.Logs.Add(new TracedLog(log, options.FirstLogIndex + logs.Count - 1, call.Calls.Count));
            Record(FixedBytes + (2L * log.Data.Length));
        }
    }

    private static string NameOf(CallKind kind) => kind switch
    {
        CallKind.Call => "CALL",
        CallKind.CallCode => "CALLCODE",
        CallKind.DelegateCall => "DELEGATECALL",
        CallKind.StaticCall => "STATICCALL",
        CallKind.Create => "CREATE",
        _ => "CREATE2",
    };

    private unsafe void NoteDestruction(CallFrame frame)
    {
        if (frame.Top > frame.StackBase)
        {
            Journal journal = frame.Machine.Journal;
            _destruction = (frame.Self, Words.ToAddress(frame.Top), journal.Account(frame.SelfIndex).Balance);
        }
    }

    private void Open(TracedCall call)
    {
        _open.Peek().Calls.Add(call);
        _open.Push(call);
        Record(FixedBytes + (2L * call.Input.Length));
    }

    private void Finish(TracedCall call, in TraceExit exit)
    {
        call.Error = ExitText.Of(exit, StepError);
        if (call.Error is not null && call.Type is "CREATE" or "CREATE2")
        {
            call.To = null;
        }

        if (exit.Exit is ExitCode.Success or ExitCode.Revert)
        {
            call.Output = exit.Output.ToArray();
            Record(2L * call.Output.Length);
        }

        if (exit.Exit == ExitCode.Revert)
        {
            call.RevertReason = options.RevertReason(call.To, call.Output);
        }
    }
}
