using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ledger.Domain.Primitives;
using Ledger.Evm.Bytecode;
using Ledger.Evm.State;

namespace Ledger.Evm.Machine;

/// <summary>The machine state of one message (Yellow Paper, section 9.4): its stack, memory, gas and place in the code.</summary>
/// <remarks>Pooled by depth and reused; the stack lies on the pinned heap so that the loop works with pointers.</remarks>
internal sealed unsafe class CallFrame
{
    /// <summary>The most words a stack holds.</summary>
    public const int StackWordsMax = 1024;

    private readonly UInt256[] _stack =
        GC.AllocateUninitializedArray<UInt256>(StackWordsMax + 1, pinned: true);

    private readonly CodeImage _initCode = new();

    /// <summary>A frame for messages at one depth.</summary>
    public CallFrame(VirtualMachine machine, int depth)
    {
        Machine = machine;
        Depth = depth;
        StackBase = (UInt256*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_stack));
        Code = _initCode;
    }

    /// <summary>The gas left. A field, because instructions pay by reference.</summary>
    public long GasLeft;

    /// <summary>The machine that runs the frame.</summary>
    public VirtualMachine Machine { get; }

    /// <summary>Nesting: 0 for the message of the transaction.</summary>
    public int Depth { get; }

    /// <summary>One word below the first: where an empty stack's top is.</summary>
    public UInt256* StackBase { get; }

    /// <summary>Memory.</summary>
    public FrameMemory Memory { get; } = new();

    /// <summary>What the last CALL or CREATE asked for.</summary>
    public CallRequest Request { get; } = new();

    /// <summary>The code that runs.</summary>
    public CodeImage Code { get; private set; }

    /// <summary>The next instruction.</summary>
    public byte* InstructionPointer { get; set; }

    /// <summary>The top of the stack.</summary>
    public UInt256* Top { get; set; }

    /// <summary>ADDRESS: the account whose state the code works on.</summary>
    public Address Self { get; private set; }

    /// <summary>The journal's entry of <see cref="Self"/>.</summary>
    public int SelfIndex { get; private set; }

    /// <summary>CALLER.</summary>
    public Address Caller { get; private set; }

    /// <summary>CALLVALUE in wei.</summary>
    public UInt256 Value { get; private set; }

    /// <summary>First byte of the call data.</summary>
    public byte* InputStart { get; private set; }

    /// <summary>CALLDATASIZE.</summary>
    public int InputLength { get; private set; }

    /// <summary>Whether changes of state are forbidden (EIP-214).</summary>
    public bool IsStatic { get; private set; }

    /// <summary>Whether the code is init code whose output becomes the code of <see cref="Self"/>.</summary>
    public bool IsCreation { get; private set; }

    /// <summary>What to return to when the frame fails.</summary>
    public Checkpoint Checkpoint { get; private set; }

    /// <summary>First byte of what the last child returned; in the child's memory, which rests until the next child.</summary>
    public byte* ReturnDataStart { get; private set; }

    /// <summary>RETURNDATASIZE.</summary>
    public int ReturnDataLength { get; private set; }

    /// <summary>First byte of what this frame returns.</summary>
    public byte* OutputStart { get; private set; }

    /// <summary>Length of what this frame returns.</summary>
    public int OutputLength { get; private set; }

    /// <summary>What this frame returns.</summary>
    public ReadOnlySpan<byte> Output => new(OutputStart, OutputLength);

    /// <summary>The call data.</summary>
    public ReadOnlySpan<byte> Input => new(InputStart, InputLength);

    /// <summary>What the last child returned.</summary>
    public ReadOnlySpan<byte> ReturnData => new(ReturnDataStart, ReturnDataLength);

    /// <summary>Who is who in the message.</summary>
    public void SetParties(in Address self, int selfIndex, in Address caller, in UInt256 value)
    {
        Self = self;
        SelfIndex = selfIndex;
        Caller = caller;
        Value = value;
    }

    /// <summary>Makes the frame ready to run deployed code on call data.</summary>
    public void BeginCall(CodeImage code, byte* inputStart, int inputLength, bool isStatic)
    {
        Code = code;
        InputStart = inputStart;
        InputLength = inputLength;
        IsStatic = isStatic;
        IsCreation = false;
        Begin();
    }

    /// <summary>Makes the frame ready to run init code, which has no call data.</summary>
    public void BeginCreation(ReadOnlySpan<byte> initCode)
    {
        _initCode.Load(initCode);
        Code = _initCode;
        InputStart = null;
        InputLength = 0;
        IsStatic = false;
        IsCreation = true;
        Begin();
    }

    /// <summary>Remembers where the journal stood.</summary>
    public void SetCheckpoint(in Checkpoint checkpoint) => Checkpoint = checkpoint;

    /// <summary>Sets what the frame returns.</summary>
    public void SetOutput(byte* start, int length)
    {
        OutputStart = start;
        OutputLength = length;
    }

    /// <summary>Sets what RETURNDATASIZE and RETURNDATACOPY show.</summary>
    public void SetReturnData(byte* start, int length)
    {
        ReturnDataStart = start;
        ReturnDataLength = length;
    }

    private void Begin()
    {
        InstructionPointer = Code.Start;
        Top = StackBase;
        Memory.Reset();
        SetOutput(null, 0);
        SetReturnData(null, 0);
    }
}
