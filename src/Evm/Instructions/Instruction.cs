using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Evm.Machine;

namespace Ledger.Evm.Instructions;

/// <summary>One row of the <see cref="InstructionTable"/>: all that the loop must know before it runs an instruction.</summary>
internal readonly unsafe struct Instruction(
    string name, int stackIn, int stackOut, delegate*<CallFrame, UInt256*, ExitCode> run, Fork since, int immediateBytes)
{
    /// <summary>The Yellow Paper's mnemonic; <see langword="null"/> where no opcode is defined.</summary>
    public string? Name { get; } = name;

    /// <summary>Words taken.</summary>
    public int StackIn { get; } = stackIn;

    /// <summary>Words given.</summary>
    public int StackOut { get; } = stackOut;

    /// <summary>Bytes of immediate data after the opcode.</summary>
    public int ImmediateBytes { get; } = immediateBytes;

    /// <summary>The first fork that defines the opcode; Istanbul stands for everything before it too.</summary>
    public Fork Since { get; } = since;

    /// <summary>The body. It gets the frame and the top of the stack before the instruction, reads its operands downwards from
    /// there, writes its result where the last operand was (or one above the top), and pays dynamic gas from the frame.</summary>
    public delegate*<CallFrame, UInt256*, ExitCode> Run { get; } = run;
}
