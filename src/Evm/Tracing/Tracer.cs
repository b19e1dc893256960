using System.Buffers;
using System.Text.Json;
using Ledger.Domain.Transactions;
using Ledger.Evm.Execution;
using Ledger.Evm.Instructions;
using Ledger.Evm.Machine;

namespace Ledger.Evm.Tracing;

/// <summary>Watches one run of one transaction or call and tells of it as JSON. It never changes an outcome; when its budget is used
/// up the run is interrupted, and then neither trace nor outcome are worth anything.</summary>
public abstract class Tracer
{
    private readonly TraceBudget _budget;
    private long _gasBefore;
    private bool _isStepOpen;

    private protected Tracer(TraceBudget budget) => _budget = budget;

    /// <summary>Whether the trace is whole, or what was used up.</summary>
    public TraceStop Stop => _budget.Stop;

    /// <summary>About how long the JSON is, so that a large one is not copied again and again.</summary>
    private protected virtual int JsonBytesHint => 1024;

    /// <summary>The opcode of the step that is open.</summary>
    private protected Opcode StepOpcode { get; private set; }

    /// <summary>The trace of a run that has ended, as a JSON value in UTF-8.</summary>
    public ReadOnlyMemory<byte> ToJson()
    {
        var json = new ArrayBufferWriter<byte>(JsonBytesHint);
        using var writer = new Utf8JsonWriter(json, TraceJson.Options);
        Write(writer);
        writer.Flush();
        return json.WrittenMemory;
    }

    /// <summary>How the last step failed; <see langword="null"/> when it did not.</summary>
    private protected string? StepError { get; private set; }

    /// <summary>Writes the trace.</summary>
    private protected abstract void Write(Utf8JsonWriter writer);

    /// <summary>A run begins; nothing has happened yet.</summary>
    internal virtual void Begin(VirtualMachine machine, Message message)
    {
    }

    /// <summary>A run has ended; the journal still holds all of it.</summary>
    internal virtual void End(VirtualMachine machine, Message message, Receipt receipt)
    {
    }

    /// <summary>A message begins, or was answered without running.</summary>
    internal virtual void OnEnter(in TraceCall call)
    {
    }

    /// <summary>The message that began last among the open ones ends.</summary>
    internal virtual void OnExit(in TraceExit exit)
    {
    }

    /// <summary>The machine stands before an instruction, which may still fail its requirements.</summary>
    /// <returns><see langword="false"/> when the budget is used up.</returns>
    internal unsafe bool Step(CallFrame frame)
    {
        if (_isStepOpen)
        {
            _isStepOpen = false;
            StepError = null;
            OnStepEnd(frame, _gasBefore - frame.GasLeft, ExitCode.Continue);
        }

        if (!_budget.TryStep())
        {
            return false;
        }

        StepOpcode = (Opcode)(*frame.InstructionPointer);
        _gasBefore = frame.GasLeft;
        _isStepOpen = true;
        OnStep(frame);
        return true;
    }

    /// <summary>A frame ends, or asks for a child: its last instruction is over.</summary>
    internal unsafe void EndStep(CallFrame frame, ExitCode exit)
    {
        if (!_isStepOpen)
        {
            return;
        }

        _isStepOpen = false;

        // Gas that a creation passes on is not part of what it costs; what an instruction would have cost that the loop itself
        // refused is its base cost.
        long passed = exit == ExitCode.Suspend && frame.Request.IsCreation ? frame.Request.Gas : 0;
        StepError = ExitText.Of(exit, StepOpcode, frame);
        long paid = _gasBefore - frame.GasLeft - passed;
        OnStepEnd(frame, Math.Max(paid, frame.Machine.Dispatch.Requirements[(byte)StepOpcode].Gas), exit);
    }

    /// <summary>An instruction is about to run.</summary>
    private protected virtual void OnStep(CallFrame frame)
    {
    }

    /// <summary>The instruction is over.</summary>
    /// <param name="frame">Its frame.</param>
    /// <param name="cost">What it cost in gas, gas passed to a call included.</param>
    /// <param name="exit">Whether and how it ended its frame.</param>
    private protected virtual void OnStepEnd(CallFrame frame, long cost, ExitCode exit)
    {
    }

    /// <summary>Counts bytes that the trace holds.</summary>
    private protected void Record(long bytes) => _budget.AddBytes(bytes);
}
