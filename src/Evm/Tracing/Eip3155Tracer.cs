using System.Text.Json;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm.Machine;

namespace Ledger.Evm.Tracing;

/// <summary>One line of JSON an instruction, written as it happens, and a last line for the whole (EIP-3155).</summary>
/// <remarks>The last line names the state root, which only the caller can know: it calls <see cref="WriteSummary"/> after the run.</remarks>
public sealed class Eip3155Tracer : Tracer, IDisposable
{
    private readonly Stream _output;
    private readonly StepOptions _options;
    private readonly StepSnapshot _step = new();
    private readonly Utf8JsonWriter _writer;

    /// <summary>A tracer for one run.</summary>
    /// <param name="output">Where the lines go; it stays open.</param>
    /// <param name="options">What each line shows beyond what the EIP asks for: memory. Storage is never shown.</param>
    /// <param name="budget">What the trace may cost.</param>
    public Eip3155Tracer(Stream output, StepOptions options, TraceBudget budget)
        : base(budget)
    {
        _output = output;
        _options = options;
        _writer = new Utf8JsonWriter(output, TraceJson.Options);
    }

    /// <summary>The lines are in the stream, so there is nothing to answer.</summary>
    private protected override void Write(Utf8JsonWriter writer) => writer.WriteNullValue();

    /// <summary>Writes the last line.</summary>
    /// <param name="receipt">The outcome.</param>
    /// <param name="stateRoot">The state root after the transaction.</param>
    /// <param name="fork">The rules it ran by.</param>
    public void WriteSummary(Receipt receipt, in Hash256 stateRoot, Fork fork)
    {
        BeginLine();
        _writer.Bytes("stateRoot"u8, stateRoot.Bytes);
        _writer.Bytes("output"u8, receipt.Output.Span);
        _writer.Quantity("gasUsed"u8, receipt.GasUsed);
        _writer.WriteBoolean("pass"u8, receipt.Succeeded);
        _writer.WriteString("fork"u8, fork.ToString());
        EndLine();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    /// <inheritdoc/>
    private protected override void OnStep(CallFrame frame) => _step.Take(frame, _options);

    /// <inheritdoc/>
    private protected override void OnStepEnd(CallFrame frame, long cost, ExitCode exit)
    {
        BeginLine();
        _writer.WriteNumber("pc"u8, _step.ProgramCounter);
        _writer.WriteNumber("op"u8, (byte)_step.Opcode);
        _writer.Quantity("gas"u8, _step.Gas);
        _writer.Quantity("gasCost"u8, cost);
        if (_options.HasMemory)
        {
            _writer.Bytes("memory"u8, _step.Memory);
        }

        _writer.WriteNumber("memSize"u8, _step.MemorySize);
        _writer.WriteStartArray("stack"u8);
        foreach (UInt256 word in _step.Stack)
        {
            _writer.QuantityValue(word);
        }

        _writer.WriteEndArray();
        _writer.WriteNumber("depth"u8, _step.Depth);
        _writer.Bytes("returnData"u8, _step.ReturnData);
        _writer.Quantity("refund"u8, _step.Refund);
        _writer.WriteString("opName"u8, OpcodeNames.Of(_step.Opcode));
        if (StepError is string error)
        {
            _writer.WriteString("error"u8, error);
        }

        EndLine();
    }

    private void BeginLine()
    {
        _writer.Reset();
        _writer.WriteStartObject();
    }

    private void EndLine()
    {
        _writer.WriteEndObject();
        _writer.Flush();
        Record(_writer.BytesCommitted + 1);
        _output.WriteByte((byte)'\n');
    }
}
