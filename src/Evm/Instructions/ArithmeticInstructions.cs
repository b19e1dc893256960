using Ledger.Domain.Primitives;
using Ledger.Evm.Gas;
using Ledger.Evm.Machine;

namespace Ledger.Evm.Instructions;

/// <summary>Opcodes 0x01 to 0x0b (Yellow Paper, appendix H.2, "Stop and arithmetic").</summary>
internal static unsafe class ArithmeticInstructions
{
    public static ExitCode Add(CallFrame _, UInt256* top)
    {
        Words.Add(top - 1, top);
        return ExitCode.Continue;
    }

    public static ExitCode Mul(CallFrame _, UInt256* top)
    {
        top[-1] = top[0] * top[-1];
        return ExitCode.Continue;
    }

    public static ExitCode Sub(CallFrame _, UInt256* top)
    {
        Words.SubtractFrom(top - 1, top);
        return ExitCode.Continue;
    }

    public static ExitCode Div(CallFrame _, UInt256* top)
    {
        top[-1] = top[0] / top[-1];
        return ExitCode.Continue;
    }

    public static ExitCode SDiv(CallFrame _, UInt256* top)
    {
        top[-1] = UInt256.SDiv(top[0], top[-1]);
        return ExitCode.Continue;
    }

    public static ExitCode Mod(CallFrame _, UInt256* top)
    {
        top[-1] = top[0] % top[-1];
        return ExitCode.Continue;
    }

    public static ExitCode SMod(CallFrame _, UInt256* top)
    {
        top[-1] = UInt256.SMod(top[0], top[-1]);
        return ExitCode.Continue;
    }

    public static ExitCode AddMod(CallFrame _, UInt256* top)
    {
        top[-2] = UInt256.AddMod(top[0], top[-1], top[-2]);
        return ExitCode.Continue;
    }

    public static ExitCode MulMod(CallFrame _, UInt256* top)
    {
        top[-2] = UInt256.MulMod(top[0], top[-1], top[-2]);
        return ExitCode.Continue;
    }

    /// <summary>EXP pays for each byte of its exponent (EIP-160).</summary>
    public static ExitCode Exp(CallFrame frame, UInt256* top)
    {
        frame.GasLeft -= GasCosts.ExpByte * top[-1].ByteLength;
        if (frame.GasLeft < 0)
        {
            return ExitCode.OutOfGas;
        }

        top[-1] = UInt256.Exp(top[0], top[-1]);
        return ExitCode.Continue;
    }

    public static ExitCode SignExtend(CallFrame _, UInt256* top)
    {
        top[-1] = UInt256.SignExtend(top[0], top[-1]);
        return ExitCode.Continue;
    }
}
