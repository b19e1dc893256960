using Ledger.Domain.Primitives;
using Ledger.Evm.Machine;

namespace Ledger.Evm.Instructions;

/// <summary>Opcodes 0x10 to 0x1d (Yellow Paper, appendix H.2, "Comparison and bitwise logic"; EIP-145).</summary>
internal static unsafe class ComparisonInstructions
{
    public static ExitCode Lt(CallFrame _, UInt256* top)
    {
        Words.Set(top - 1, Words.IsBelow(top, top - 1));
        return ExitCode.Continue;
    }

    public static ExitCode Gt(CallFrame _, UInt256* top)
    {
        Words.Set(top - 1, Words.IsBelow(top - 1, top));
        return ExitCode.Continue;
    }

    public static ExitCode Slt(CallFrame _, UInt256* top)
    {
        Words.Set(top - 1, Words.IsBelowSigned(top, top - 1));
        return ExitCode.Continue;
    }

    public static ExitCode Sgt(CallFrame _, UInt256* top)
    {
        Words.Set(top - 1, Words.IsBelowSigned(top - 1, top));
        return ExitCode.Continue;
    }

    public static ExitCode Eq(CallFrame _, UInt256* top)
    {
        Words.Set(top - 1, Words.AreEqual(top, top - 1));
        return ExitCode.Continue;
    }

    public static ExitCode IsZero(CallFrame _, UInt256* top)
    {
        Words.Set(top, Words.IsZero(top));
        return ExitCode.Continue;
    }

    public static ExitCode And(CallFrame _, UInt256* top)
    {
        Words.And(top - 1, top);
        return ExitCode.Continue;
    }

    public static ExitCode Or(CallFrame _, UInt256* top)
    {
        Words.Or(top - 1, top);
        return ExitCode.Continue;
    }

    public static ExitCode Xor(CallFrame _, UInt256* top)
    {
        Words.Xor(top - 1, top);
        return ExitCode.Continue;
    }

    public static ExitCode Not(CallFrame _, UInt256* top)
    {
        Words.Not(top);
        return ExitCode.Continue;
    }

    /// <summary>BYTE counts from the most significant byte; beyond the 32nd there is only zero.</summary>
    public static ExitCode Byte(CallFrame _, UInt256* top)
    {
        ulong index = top->IsUInt64 ? top->Low64 : UInt256.SizeBytes;
        ulong limb = index < UInt256.SizeBytes ? ((ulong*)(top - 1))[3 - (index / 8)] : 0;
        Words.Set(top - 1, (limb >> (int)(56 - (index % 8 * 8))) & byte.MaxValue);
        return ExitCode.Continue;
    }

    public static ExitCode Shl(CallFrame _, UInt256* top)
    {
        Words.ShiftLeft(top - 1, top);
        return ExitCode.Continue;
    }

    public static ExitCode Shr(CallFrame _, UInt256* top)
    {
        Words.ShiftRight(top - 1, top);
        return ExitCode.Continue;
    }

    public static ExitCode Sar(CallFrame _, UInt256* top)
    {
        Words.ShiftRightSigned(top - 1, top);
        return ExitCode.Continue;
    }
}
