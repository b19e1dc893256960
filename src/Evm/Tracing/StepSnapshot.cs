using Ledger.Domain.Primitives;
using Ledger.Evm.Instructions;
using Ledger.Evm.Machine;

namespace Ledger.Evm.Tracing;

/// <summary>A frame as it stood before an instruction. One is used again for every step.</summary>
internal sealed class StepSnapshot
{
    private readonly UInt256[] _stack = new UInt256[CallFrame.StackWordsMax];
    private byte[] _memory = [];
    private byte[] _returnData = [];
    private int _stackCount;
    private int _memoryCount;
    private int _returnDataCount;

    /// <summary>Place of the instruction in the code.</summary>
    public long ProgramCounter { get; private set; }

    /// <summary>The instruction.</summary>
    public Opcode Opcode { get; private set; }

    /// <summary>Gas left before it.</summary>
    public long Gas { get; private set; }

    /// <summary>Nesting, from 1 as tracers count it.</summary>
    public int Depth { get; private set; }

    /// <summary>The refund counter.</summary>
    public long Refund { get; private set; }

    /// <summary>Size of the memory in bytes.</summary>
    public ulong MemorySize { get; private set; }

    /// <summary>The stack, the top last.</summary>
    public ReadOnlySpan<UInt256> Stack => _stack.AsSpan(0, _stackCount);

    /// <summary>The memory, where it was asked for.</summary>
    public ReadOnlySpan<byte> Memory => _memory.AsSpan(0, _memoryCount);

    /// <summary>What the last call of the frame returned, where it was asked for.</summary>
    public ReadOnlySpan<byte> ReturnData => _returnData.AsSpan(0, _returnDataCount);

    /// <summary>Takes a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="options">What to copy.</param>
    public unsafe void Take(CallFrame frame, StepOptions options)
    {
        ProgramCounter = frame.InstructionPointer - frame.Code.Start;
        Opcode = (Opcode)(*frame.InstructionPointer);
        Gas = frame.GasLeft;
        Depth = frame.Depth + 1;
        Refund = Math.Max(0, frame.Machine.Journal.Refund);
        MemorySize = frame.Memory.SizeBytes;
        _stackCount = 0;
        if (options.HasStack)
        {
            _stackCount = (int)(frame.Top - frame.StackBase);
            new ReadOnlySpan<UInt256>(frame.StackBase + 1, _stackCount).CopyTo(_stack);
        }

        _memoryCount = options.HasMemory ? Copy(new ReadOnlySpan<byte>(frame.Memory.Start, (int)MemorySize), ref _memory) : 0;
        _returnDataCount = options.HasReturnData ? Copy(frame.ReturnData, ref _returnData) : 0;
    }

    private static int Copy(ReadOnlySpan<byte> source, ref byte[] target)
    {
        if (target.Length < source.Length)
        {
            target = new byte[Math.Max(source.Length, 2 * target.Length)];
        }

        source.CopyTo(target);
        return source.Length;
    }
}
