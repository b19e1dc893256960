using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ledger.Domain.Primitives;
using Ledger.Evm.Gas;
using Ledger.Evm.Instructions;

namespace Ledger.Evm.Machine;

/// <summary>The instruction table and a gas schedule, merged for one fork into what the loop reads: 256 requirements and bodies.</summary>
internal sealed unsafe class DispatchTable
{
    private const int OpcodeCount = 256;

    /// <summary>No stack is that high, so an undefined opcode fails the height check and costs the loop nothing.</summary>
    private const ushort Unreachable = ushort.MaxValue;

    private readonly Requirement[] _requirements = GC.AllocateArray<Requirement>(OpcodeCount, pinned: true);
    private readonly nint[] _bodies = GC.AllocateArray<nint>(OpcodeCount, pinned: true);

    /// <summary>Merges.</summary>
    public DispatchTable(InstructionTable instructions, GasSchedule schedule)
    {
        for (int i = 0; i < OpcodeCount; i++)
        {
            var opcode = (Opcode)i;
            ref readonly Instruction row = ref instructions[opcode];
            _requirements[i] = instructions.IsDefined(opcode, schedule.Fork)
                ? Require(row, schedule.Base[opcode])
                : new Requirement(Unreachable, 0, 0, 0);
            _bodies[i] = (nint)row.Run;
        }
    }

    /// <summary>What each opcode requires.</summary>
    public Requirement* Requirements =>
        (Requirement*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_requirements));

    /// <summary>What each opcode does; <see langword="null"/> where the loop does it.</summary>
    public delegate*<CallFrame, UInt256*, ExitCode>* Bodies =>
        (delegate*<CallFrame, UInt256*, ExitCode>*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_bodies));

    /// <summary>Which requirement failed, in the order of EVMC: defined, overflow, underflow.</summary>
    public static ExitCode Explain(in Requirement requirement, uint heightBytes) =>
        requirement.HeightBytesMin == Unreachable ? ExitCode.UndefinedInstruction
        : heightBytes < requirement.HeightBytesMin ? ExitCode.StackUnderflow
        : ExitCode.StackOverflow;

    private static Requirement Require(in Instruction row, short gas)
    {
        int change = row.StackOut - row.StackIn;
        int heightMax = CallFrame.StackWordsMax - Math.Max(change, 0);
        return new Requirement(
            (ushort)(row.StackIn * UInt256.SizeBytes),
            (ushort)((heightMax - row.StackIn) * UInt256.SizeBytes),
            gas,
            (short)(change * UInt256.SizeBytes));
    }
}
