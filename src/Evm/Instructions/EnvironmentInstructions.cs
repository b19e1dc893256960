using Ledger.Domain.Primitives;
using Ledger.Evm.Machine;

namespace Ledger.Evm.Instructions;

/// <summary>What a frame knows of its message, its code and its gas (Yellow Paper, appendix H.2, "Environmental information").</summary>
internal static unsafe class EnvironmentInstructions
{
    public static ExitCode Address(CallFrame frame, UInt256* top)
    {
        Words.Set(top + 1, frame.Self);
        return ExitCode.Continue;
    }

    public static ExitCode Origin(CallFrame frame, UInt256* top)
    {
        Words.Set(top + 1, frame.Machine.Origin);
        return ExitCode.Continue;
    }

    public static ExitCode Caller(CallFrame frame, UInt256* top)
    {
        Words.Set(top + 1, frame.Caller);
        return ExitCode.Continue;
    }

    public static ExitCode CallValue(CallFrame frame, UInt256* top)
    {
        top[1] = frame.Value;
        return ExitCode.Continue;
    }

    public static ExitCode CallDataLoad(CallFrame frame, UInt256* top)
    {
        ReadOnlySpan<byte> available = MemoryInstructions.Tail(frame.Input, *top);
        if (available.Length >= UInt256.SizeBytes)
        {
            Words.Read(frame.InputStart + top->Low64, top);
            return ExitCode.Continue;
        }

        byte* padded = stackalloc byte[UInt256.SizeBytes];
        *(UInt256*)padded = default;
        available.CopyTo(new Span<byte>(padded, UInt256.SizeBytes));
        Words.Read(padded, top);
        return ExitCode.Continue;
    }

    public static ExitCode CallDataSize(CallFrame frame, UInt256* top)
    {
        Words.Set(top + 1, (ulong)frame.InputLength);
        return ExitCode.Continue;
    }

    public static ExitCode CodeSize(CallFrame frame, UInt256* top)
    {
        Words.Set(top + 1, (ulong)frame.Code.Length);
        return ExitCode.Continue;
    }

    public static ExitCode GasPrice(CallFrame frame, UInt256* top)
    {
        top[1] = frame.Machine.GasPrice;
        return ExitCode.Continue;
    }

    public static ExitCode ReturnDataSize(CallFrame frame, UInt256* top)
    {
        Words.Set(top + 1, (ulong)frame.ReturnDataLength);
        return ExitCode.Continue;
    }

    public static ExitCode Gas(CallFrame frame, UInt256* top)
    {
        Words.Set(top + 1, (ulong)frame.GasLeft);
        return ExitCode.Continue;
    }
}
