using Ledger.Domain.Primitives;
using Ledger.Evm.Gas;
using Ledger.Evm.Machine;
using Ledger.Evm.State;

namespace Ledger.Evm.Instructions;

/// <summary>SLOAD and SSTORE (EIP-2200, EIP-2929, EIP-3529); TLOAD and TSTORE (EIP-1153).</summary>
internal static unsafe class StorageInstructions
{
    public static ExitCode SLoad(CallFrame frame, UInt256* top)
    {
        Journal journal = frame.Machine.Journal;
        GasSchedule schedule = frame.Machine.Schedule;
        int slot = journal.LoadSlot(frame.SelfIndex, *top);
        if (schedule.HasAccessLists && journal.WarmSlot(slot))
        {
            frame.GasLeft -= schedule.ColdSLoad;
            if (frame.GasLeft < 0)
            {
                return ExitCode.OutOfGas;
            }
        }

        *top = journal.Slot(slot).Current;
        return ExitCode.Continue;
    }

    public static ExitCode SStore(CallFrame frame, UInt256* top)
    {
        if (frame.IsStatic)
        {
            return ExitCode.StaticModeViolation;
        }

        if (frame.GasLeft <= GasCosts.SStoreSentry)
        {
            return ExitCode.OutOfGas;
        }

        Journal journal = frame.Machine.Journal;
        GasSchedule schedule = frame.Machine.Schedule;
        int index = journal.LoadSlot(frame.SelfIndex, *top);
        if (schedule.HasAccessLists && journal.WarmSlot(index))
        {
            frame.GasLeft -= schedule.ColdSStore;
        }

        ref readonly SlotEntry slot = ref journal.Slot(index);
        UInt256 value = top[-1];
        frame.GasLeft -= Cost(schedule, slot, value);
        if (frame.GasLeft < 0)
        {
            return ExitCode.OutOfGas;
        }

        if (value != slot.Current)
        {
            journal.AddRefund(Refund(schedule, slot, value));
            journal.SetSlot(index, value);
        }

        return ExitCode.Continue;
    }

    public static ExitCode TLoad(CallFrame frame, UInt256* top)
    {
        *top = frame.Machine.Journal.GetTransient(frame.SelfIndex, *top);
        return ExitCode.Continue;
    }

    public static ExitCode TStore(CallFrame frame, UInt256* top)
    {
        if (frame.IsStatic)
        {
            return ExitCode.StaticModeViolation;
        }

        frame.Machine.Journal.SetTransient(frame.SelfIndex, top[0], top[-1]);
        return ExitCode.Continue;
    }

    private static long Cost(GasSchedule schedule, in SlotEntry slot, in UInt256 value) =>
        value == slot.Current || slot.Current != slot.Original ? schedule.SStoreNoop
        : slot.Original.IsZero ? schedule.SStoreSet
        : schedule.SStoreReset;

    /// <summary>The refund of a change (EIP-2200, "If current value does not equal new value").</summary>
    private static long Refund(GasSchedule schedule, in SlotEntry slot, in UInt256 value)
    {
        long refund = 0;
        if (!slot.Original.IsZero)
        {
            if (slot.Current.IsZero)
            {
                refund -= schedule.SStoreClearRefund;
            }
            else if (value.IsZero)
            {
                refund += schedule.SStoreClearRefund;
            }
        }

        if (value == slot.Original)
        {
            refund += (slot.Original.IsZero ? schedule.SStoreSet : schedule.SStoreReset) - schedule.SStoreNoop;
        }

        return refund;
    }
}
