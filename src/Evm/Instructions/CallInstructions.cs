using Ledger.Domain.Primitives;
using Ledger.Evm.Gas;
using Ledger.Evm.Machine;
using Ledger.Evm.State;

namespace Ledger.Evm.Instructions;

/// <summary>CALL, CALLCODE, DELEGATECALL and STATICCALL: they pay, write their request and suspend the frame.</summary>
internal static unsafe class CallInstructions
{
    public static ExitCode Call(CallFrame frame, UInt256* top)
    {
        UInt256 value = top[-2];
        if (frame.IsStatic && !value.IsZero)
        {
            return ExitCode.StaticModeViolation;
        }

        return Request(frame, top, CallKind.Call, value, top - 3);
    }

    public static ExitCode CallCode(CallFrame frame, UInt256* top) =>
        Request(frame, top, CallKind.CallCode, top[-2], top - 3);

    public static ExitCode DelegateCall(CallFrame frame, UInt256* top) =>
        Request(frame, top, CallKind.DelegateCall, default, top - 2);

    public static ExitCode StaticCall(CallFrame frame, UInt256* top) =>
        Request(frame, top, CallKind.StaticCall, default, top - 2);

    /// <param name="frame">The caller.</param>
    /// <param name="top">Gas, then the address below it.</param>
    /// <param name="kind">Which instruction it is.</param>
    /// <param name="value">The amount to send.</param>
    /// <param name="ranges">Input offset, and below it input length, output offset and output length.</param>
    private static ExitCode Request(CallFrame frame, UInt256* top, CallKind kind, in UInt256 value, UInt256* ranges)
    {
        CallRequest request = frame.Request;
        request.Target = Words.ToAddress(top - 1);
        if (!frame.Memory.TryReserve(ranges[0], ranges[-1], ref frame.GasLeft)
            || !frame.Memory.TryReserve(ranges[-2], ranges[-3], ref frame.GasLeft)
            || !TryPayAccess(frame, request, kind, value))
        {
            return ExitCode.OutOfGas;
        }

        long offered = frame.GasLeft - (frame.GasLeft / GasCosts.ChildGasDivisor);
        long gas = top->IsUInt64 ? (long)Math.Min(top->Low64, (ulong)offered) : offered;
        frame.GasLeft -= gas;

        request.Kind = kind;
        request.Gas = value.IsZero ? gas : gas + GasCosts.CallStipend;
        request.Value = value;
        request.InputStart = frame.Memory.At(ranges[0]);
        request.InputLength = (int)ranges[-1].Low64;
        request.OutputOffset = ranges[-2].Low64;
        request.OutputLength = (int)ranges[-3].Low64;
        return ExitCode.Suspend;
    }

    private static bool TryPayAccess(CallFrame frame, CallRequest request, CallKind kind, in UInt256 value)
    {
        Journal journal = frame.Machine.Journal;
        int account = journal.Load(request.Target);
        frame.GasLeft -= frame.Machine.AccessCost(account);
        request.Code = frame.Machine.CalleeCode(account, out long delegationCost);
        frame.GasLeft -= delegationCost;
        if (!value.IsZero)
        {
            bool isNew = kind == CallKind.Call && journal.Account(account).IsEmpty;
            frame.GasLeft -= GasCosts.CallValue + (isNew ? GasCosts.NewAccount : 0);
        }

        return frame.GasLeft >= 0;
    }
}
