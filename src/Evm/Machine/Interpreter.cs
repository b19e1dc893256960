using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Ledger.Domain.Primitives;
using Ledger.Evm.Bytecode;
using Ledger.Evm.Instructions;

namespace Ledger.Evm.Machine;

/// <summary>The loop: fetches, checks what the table requires, runs.</summary>
internal static unsafe class Interpreter
{
    /// <summary>Runs a frame until it ends or waits for a child.</summary>
    /// <remarks>Gas, stack and instruction pointer are locals, so that they live in registers; they go to the frame only around
    /// the bodies that the table names. The frequent short instructions are cases of the switch.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SuppressMessage("Maintainability", "CA1502", Justification = "One case an instruction: it is a table that the JIT understands.")]
    public static ExitCode Run(CallFrame frame)
    {
        DispatchTable dispatch = frame.Machine.Dispatch;
        Requirement* requirements = dispatch.Requirements;
        byte* stackBase = (byte*)frame.StackBase;
        UInt256* top = frame.Top;
        byte* next = frame.InstructionPointer;
        long gas = frame.GasLeft;
        ExitCode exit;
        while (true)
        {
            int opcode = *next;
            Requirement* required = requirements + opcode;
            uint height = (uint)((byte*)top - stackBase);
            if (height - required->HeightBytesMin > required->HeightBytesSpan)
            {
                return DispatchTable.Explain(*required, height);
            }

            gas -= required->Gas;
            if (gas < 0)
            {
                return ExitCode.OutOfGas;
            }

            switch ((Opcode)opcode)
            {
                case Opcode.Add: Words.Add(top - 1, top); top--; next++; continue;
                case Opcode.Sub: Words.SubtractFrom(top - 1, top); top--; next++; continue;
                case Opcode.Mul: top[-1] = top[0] * top[-1]; top--; next++; continue;
                case Opcode.Lt: Words.Set(top - 1, Words.IsBelow(top, top - 1)); top--; next++; continue;
                case Opcode.Gt: Words.Set(top - 1, Words.IsBelow(top - 1, top)); top--; next++; continue;
                case Opcode.Slt: Words.Set(top - 1, Words.IsBelowSigned(top, top - 1)); top--; next++; continue;
                case Opcode.Sgt: Words.Set(top - 1, Words.IsBelowSigned(top - 1, top)); top--; next++; continue;
                case Opcode.Eq: Words.Set(top - 1, Words.AreEqual(top, top - 1)); top--; next++; continue;
                case Opcode.IsZero: Words.Set(top, Words.IsZero(top)); next++; continue;
                case Opcode.And: Words.And(top - 1, top); top--; next++; continue;
                case Opcode.Or: Words.Or(top - 1, top); top--; next++; continue;
                case Opcode.Xor: Words.Xor(top - 1, top); top--; next++; continue;
                case Opcode.Not: Words.Not(top); next++; continue;
                case Opcode.Shl: Words.ShiftLeft(top - 1, top); top--; next++; continue;
                case Opcode.Shr: Words.ShiftRight(top - 1, top); top--; next++; continue;
                case Opcode.Pop: top--; next++; continue;
                case Opcode.JumpDest: next++; continue;
                case Opcode.Pc: Words.Set(++top, (ulong)(next - frame.Code.Start)); next++; continue;
                case Opcode.Push0: Words.Set(++top, 0); next++; continue;
                case Opcode.Push1: Words.Set(++top, next[1]); next += 2; continue;
                case Opcode.Push1 + 1: Words.Set(++top, (uint)((next[1] << 8) | next[2])); next += 3; continue;
                case >= Opcode.Push1 and <= Opcode.Push32:
                    Words.ReadImmediate(next, opcode - (int)Opcode.Push0, ++top);
                    next += opcode - (int)Opcode.Push0 + 1;
                    continue;
                case >= Opcode.Dup1 and <= Opcode.Dup16:
                    Words.Copy(top - (opcode - (int)Opcode.Dup1), top + 1);
                    top++;
                    next++;
                    continue;
                case >= Opcode.Swap1 and <= Opcode.Swap16:
                    Words.Swap(top - (opcode - (int)Opcode.Swap1) - 1, top);
                    next++;
                    continue;
                case Opcode.JumpI when Words.IsZero(top - 1): top -= 2; next++; continue;
                case Opcode.JumpI:
                case Opcode.Jump:
                    CodeImage code = frame.Code;
                    if (!top->IsUInt64 || !code.IsJumpDestination(top->Low64))
                    {
                        return ExitCode.BadJumpDestination;
                    }

                    next = code.Start + top->Low64;
                    top -= opcode - (int)Opcode.Jump + 1;
                    continue;
            }

            frame.GasLeft = gas;
            exit = dispatch.Bodies[opcode](frame, top);
            top = (UInt256*)((byte*)top + required->TopBytesChange);
            next++;
            if (exit != ExitCode.Continue)
            {
                break;
            }

            gas = frame.GasLeft;
        }

        frame.Top = top;
        frame.InstructionPointer = next;
        return exit;
    }
}
