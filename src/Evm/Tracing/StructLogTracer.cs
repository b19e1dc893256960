using System.Buffers;
using System.Text.Json;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm.Execution;
using Ledger.Evm.Machine;

namespace Ledger.Evm.Tracing;

/// <summary>Every instruction with stack, memory and storage, in the shape of go-ethereum's default tracer ("struct logs").</summary>
/// <remarks>Where go-ethereum names an error only when an instruction fails before it runs, this names it on every instruction that
/// halts its frame, REVERT excepted.</remarks>
public sealed class StructLogTracer : Tracer, IDisposable
{
    private const int FirstBytes = 64 * 1024;

    private readonly StepOptions _options;
    private readonly StepOptions _taken;
    private readonly StepSnapshot _step = new();
    private readonly StorageLog _storage = new();
    private readonly ArrayBufferWriter<byte> _steps = new(FirstBytes);
    private readonly Utf8JsonWriter _writer;
    private Address _self;
    private byte[] _output = [];
    private Receipt? _receipt;
    private int _depth;

    /// <summary>A tracer for one run.</summary>
    /// <param name="options">What each step shows.</param>
    /// <param name="budget">What the trace may cost.</param>
    public StructLogTracer(StepOptions options, TraceBudget budget)
        : base(budget)
    {
        _options = options;

        // Storage is found by the operands, shown or not.
        _taken = options with { HasStack = options.HasStack || options.HasStorage };
        _writer = new Utf8JsonWriter(_steps, TraceJson.Options);
        _writer.WriteStartArray();
    }

    /// <inheritdoc/>
    private protected override int JsonBytesHint => _steps.WrittenCount + (2 * _output.Length) + 1024;

    private bool IsFull => _options.BytesMax > 0 && _steps.WrittenCount + _writer.BytesPending > _options.BytesMax;

    /// <inheritdoc/>
    private protected override void Write(Utf8JsonWriter writer)
    {
        Receipt receipt = _receipt ?? throw new InvalidOperationException("The trace has not ended.");
        _writer.WriteEndArray();
        _writer.Flush();
        writer.WriteStartObject();
        writer.WriteNumber("gas"u8, receipt.GasUsed);
        writer.WriteBoolean("failed"u8, !receipt.Succeeded);
        writer.WriteString("returnValue"u8, Hex.Encode(_output));
        writer.WritePropertyName("structLogs"u8);
        writer.WriteRawValue(_steps.WrittenSpan, skipInputValidation: true);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    /// <inheritdoc/>
    internal override void OnEnter(in TraceCall call) => _depth++;

    /// <inheritdoc/>
    internal override void OnExit(in TraceExit exit)
    {
        if (--_depth == 0)
        {
            _output = exit.Output.ToArray();
        }
    }

    /// <inheritdoc/>
    internal override void End(VirtualMachine machine, Message message, Receipt receipt) => _receipt = receipt;

    /// <inheritdoc/>
    private protected override void OnStep(CallFrame frame)
    {
        _self = frame.Self;
        _step.Take(frame, _taken);
    }

    /// <inheritdoc/>
    private protected override void OnStepEnd(CallFrame frame, long cost, ExitCode exit)
    {
        IReadOnlyDictionary<UInt256, UInt256>? storage = _options.HasStorage && exit == ExitCode.Continue
            ? _storage.Note(_self, frame.Machine.Journal, frame.SelfIndex, _step)
            : null;
        if (IsFull)
        {
            return;
        }

        long before = _steps.WrittenCount + _writer.BytesPending;
        WriteStep(cost, exit, storage);
        _writer.Flush();
        Record(_steps.WrittenCount - before);
    }

    private void WriteStep(long cost, ExitCode exit, IReadOnlyDictionary<UInt256, UInt256>? storage)
    {
        _writer.WriteStartObject();
        _writer.WriteNumber("pc"u8, _step.ProgramCounter);
        _writer.WriteString("op"u8, OpcodeNames.Of(_step.Opcode));
        _writer.WriteNumber("gas"u8, _step.Gas);
        _writer.WriteNumber("gasCost"u8, cost);
        _writer.WriteNumber("depth"u8, _step.Depth);
        if (exit != ExitCode.Revert && StepError is string error)
        {
            _writer.WriteString("error"u8, error);
        }

        WriteStack();
        if (!_step.ReturnData.IsEmpty)
        {
            _writer.Bytes("returnData"u8, _step.ReturnData);
        }

        WriteMemory();
        WriteStorage(storage);
        if (_step.Refund > 0)
        {
            _writer.WriteNumber("refund"u8, _step.Refund);
        }

        _writer.WriteEndObject();
    }

    private void WriteStack()
    {
        if (!_options.HasStack)
        {
            return;
        }

        _writer.WriteStartArray("stack"u8);
        foreach (UInt256 word in _step.Stack)
        {
            _writer.QuantityValue(word);
        }

        _writer.WriteEndArray();
    }

    private void WriteMemory()
    {
        ReadOnlySpan<byte> memory = _step.Memory;
        if (memory.IsEmpty)
        {
            return;
        }

        _writer.WriteStartArray("memory"u8);
        for (int offset = 0; offset < memory.Length; offset += UInt256.SizeBytes)
        {
            _writer.WriteStringValue(Hex.Encode(memory.Slice(offset, UInt256.SizeBytes)));
        }

        _writer.WriteEndArray();
    }

    private void WriteStorage(IReadOnlyDictionary<UInt256, UInt256>? storage)
    {
        if (storage is null)
        {
            return;
        }

        _writer.WriteStartObject("storage"u8);
        foreach ((UInt256 slot, UInt256 value) in storage)
        {
            _writer.WriteString(TraceJson.Digits(slot), TraceJson.Digits(value));
        }

        _writer.WriteEndObject();
    }
}
