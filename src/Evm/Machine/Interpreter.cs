using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Ledger.Domain.Primitives;
using Ledger.Evm.Bytecode;
using Ledger.Evm.Instructions;

namespace Ledger.Evm.Machine;

/// <summary>The loop: fetches, checks what the table requires, runs.</summary>
internal static unsafe class Interpreter
{
    private const int Dup = (int)Opcode.Dup1;
    private const int Swap = (int)Opcode.Swap1 - 1;

    /// <summary>Runs a frame until it ends or waits for a child.</summary>
    /// <typeparam name="TTracing">Whether a tracer is told of every instruction; the code for <see cref="Untraced"/> holds no trace
    /// of the question.</typeparam>
    /// <remarks>Gas, stack and instruction pointer are locals, so that they live in registers. What moves the instruction pointer
    /// or only the stack is a case of the switch; the rest is called through the table. Fifteen more cases (ADD … SHR) were tried
    /// and gained nothing that InterpreterBenchmarks could see on snailtracer, sha1_shifts and blake2b_huff.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization), SuppressMessage("Maintainability", "CA1502", Justification = "A table that the JIT understands.")]
    public static ExitCode Run<TTracing>(CallFrame frame) where TTracing : struct, ITracing
    {
        Requirement* requirements = frame.Machine.Dispatch.Requirements;
        delegate*<CallFrame, UInt256*, ExitCode>* bodies = frame.Machine.Dispatch.Bodies;
        byte* stackBase = (byte*)frame.StackBase;
        UInt256* top = frame.Top;
        byte* next = frame.InstructionPointer;
        long gas = frame.GasLeft;
        while (!TTracing.IsOn || Tell(frame, top, next, gas))
        {
            int opcode = *next;
            Requirement* required = requirements + opcode;
            uint height = (uint)((byte*)top - stackBase);
            if (height - required->HeightBytesMin > required->HeightBytesSpan)
            {
                return DispatchTable.Explain(*required, height);
            }

            if ((gas -= required->Gas) < 0)
            {
                return ExitCode.OutOfGas;
            }

            switch ((Opcode)opcode)
            {
                case Opcode.Pop: top--; next++; continue;
                case Opcode.JumpDest: next++; continue;
                case Opcode.Pc: Words.Set(++top, (ulong)(next - frame.Code.Start)); next++; continue;
                case Opcode.Push1: Words.Set(++top, next[1]); next += 2; continue;
                case Opcode.Push1 + 1: Words.Set(++top, (uint)((next[1] << 8) | next[2])); next += 3; continue;
                case Opcode.Push0 or (> Opcode.Push1 + 1 and <= Opcode.Push32): next = Words.ReadImmediate(next, ++top); continue;
                case >= Opcode.Dup1 and <= Opcode.Dup16: Words.Copy(top - (opcode - Dup), top + 1); top++; next++; continue;
                case >= Opcode.Swap1 and <= Opcode.Swap16: Words.Swap(top - (opcode - Swap), top); next++; continue;
                case Opcode.JumpI when Words.IsZero(top - 1): top -= 2; next++; continue;
                case Opcode.JumpI or Opcode.Jump:
                    next = Destination(frame.Code, top);
                    if (next is null)
                    {
                        return ExitCode.BadJumpDestination;
                    }

                    top -= opcode - (int)Opcode.Jump + 1;
                    continue;
            }

            frame.GasLeft = gas;
            ExitCode exit = bodies[opcode](frame, top);
            top = (UInt256*)((byte*)top + required->TopBytesChange);
            next++;
            if (exit != ExitCode.Continue)
            {
                return Leave(frame, top, next, exit);
            }

            gas = frame.GasLeft;
        }

        return ExitCode.Interrupted;
    }

    // A child frame or the caller goes on from here.
    private static ExitCode Leave(CallFrame frame, UInt256* top, byte* next, ExitCode exit)
    {
        frame.Top = top;
        frame.InstructionPointer = next;
        return exit;
    }

    // A tracer sees the frame as it is before the instruction.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Tell(CallFrame frame, UInt256* top, byte* next, long gas)
    {
        frame.Top = top;
        frame.InstructionPointer = next;
        frame.GasLeft = gas;
        return frame.Machine.Tracer!.Step(frame);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Destination(CodeImage code, UInt256* target) =>
        target->IsUInt64 && code.IsJumpDestination(target->Low64) ? code.Start + target->Low64 : null;
}
