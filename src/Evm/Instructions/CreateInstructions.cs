using Ledger.Domain.Primitives;
using Ledger.Evm.Gas;
using Ledger.Evm.Machine;

namespace Ledger.Evm.Instructions;

/// <summary>CREATE and CREATE2 (EIP-1014, EIP-3860): they pay, write their request and suspend the frame.</summary>
internal static unsafe class CreateInstructions
{
    public static ExitCode Create(CallFrame frame, UInt256* top) => Request(frame, top, CallKind.Create, default);

    public static ExitCode Create2(CallFrame frame, UInt256* top) => Request(frame, top, CallKind.Create2, top[-3]);

    private static ExitCode Request(CallFrame frame, UInt256* top, CallKind kind, in UInt256 salt)
    {
        if (frame.IsStatic)
        {
            return ExitCode.StaticModeViolation;
        }

        if (!frame.Memory.TryReserve(top[-1], top[-2], ref frame.GasLeft))
        {
            return ExitCode.OutOfGas;
        }

        long length = (long)top[-2].Low64;
        GasSchedule schedule = frame.Machine.Schedule;
        long wordCost = schedule.InitCodeWord + (kind == CallKind.Create2 ? GasCosts.KeccakWord : 0);
        frame.GasLeft -= wordCost * GasCosts.Words(length);
        if (length > schedule.InitCodeBytesMax || frame.GasLeft < 0)
        {
            return ExitCode.OutOfGas;
        }

        CallRequest request = frame.Request;
        request.Kind = kind;
        request.Gas = frame.GasLeft - (frame.GasLeft / GasCosts.ChildGasDivisor);
        request.Value = top[0];
        request.Salt = salt;
        request.InputStart = frame.Memory.At(top[-1]);
        request.InputLength = (int)length;
        request.OutputOffset = 0;
        request.OutputLength = 0;
        frame.GasLeft -= request.Gas;
        return ExitCode.Suspend;
    }
}
