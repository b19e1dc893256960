using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Evm.Gas;
using Ledger.Evm.Machine;
using Ledger.Evm.State;

namespace Ledger.Evm.Instructions;

/// <summary>The instructions that end a frame.</summary>
internal static unsafe class HaltInstructions
{
    public static ExitCode Stop(CallFrame _, UInt256* _1) => ExitCode.Success;

    public static ExitCode Return(CallFrame frame, UInt256* top) => End(frame, top, ExitCode.Success);

    public static ExitCode Revert(CallFrame frame, UInt256* top) => End(frame, top, ExitCode.Revert);

    public static ExitCode Invalid(CallFrame _, UInt256* _1) => ExitCode.UndefinedInstruction;

    /// <summary>SELFDESTRUCT; from Cancun it destroys only what the same transaction created (EIP-6780).</summary>
    public static ExitCode SelfDestruct(CallFrame frame, UInt256* top)
    {
        if (frame.IsStatic)
        {
            return ExitCode.StaticModeViolation;
        }

        Journal journal = frame.Machine.Journal;
        GasSchedule schedule = frame.Machine.Schedule;
        int beneficiary = journal.Load(Words.ToAddress(top));
        UInt256 balance = journal.Account(frame.SelfIndex).Balance;
        if (schedule.HasAccessLists && journal.Warm(beneficiary))
        {
            frame.GasLeft -= schedule.ColdBeneficiary;
        }

        if (!balance.IsZero && journal.Account(beneficiary).IsEmpty)
        {
            frame.GasLeft -= GasCosts.NewAccount;
        }

        if (frame.GasLeft < 0)
        {
            return ExitCode.OutOfGas;
        }

        bool destroys = schedule.Fork < Fork.Cancun
            || (journal.Account(frame.SelfIndex).Flags & AccountFlags.Created) != 0;
        MoveBalance(journal, frame.SelfIndex, beneficiary, balance, destroys);
        if (destroys && journal.Destroy(frame.SelfIndex))
        {
            journal.AddRefund(schedule.SelfDestructRefund);
        }

        return ExitCode.Success;
    }

    /// <summary>Sending to oneself burns what is destroyed, and moves nothing otherwise.</summary>
    private static void MoveBalance(Journal journal, int self, int beneficiary, in UInt256 balance, bool destroys)
    {
        if (self != beneficiary || destroys)
        {
            journal.Debit(self, balance);
        }

        if (self != beneficiary)
        {
            journal.Credit(beneficiary, balance);
        }
    }

    private static ExitCode End(CallFrame frame, UInt256* top, ExitCode exit)
    {
        if (!frame.Memory.TryReserve(top[0], top[-1], ref frame.GasLeft))
        {
            return ExitCode.OutOfGas;
        }

        frame.SetOutput(frame.Memory.At(top[0]), (int)top[-1].Low64);
        return exit;
    }
}
