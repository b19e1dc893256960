using Ledger.Domain.Primitives;
using Ledger.Evm.Machine;
using Ledger.Evm.State;

namespace Ledger.Evm.Instructions;

/// <summary>What a frame asks of accounts: BALANCE, SELFBALANCE, EXTCODE… (EIP-1052, EIP-1884, EIP-2929).</summary>
internal static unsafe class AccountInstructions
{
    public static ExitCode Balance(CallFrame frame, UInt256* top)
    {
        if (!TryAccess(frame, top, out int account))
        {
            return ExitCode.OutOfGas;
        }

        *top = frame.Machine.Journal.Account(account).Balance;
        return ExitCode.Continue;
    }

    public static ExitCode SelfBalance(CallFrame frame, UInt256* top)
    {
        top[1] = frame.Machine.Journal.Account(frame.SelfIndex).Balance;
        return ExitCode.Continue;
    }

    public static ExitCode ExtCodeSize(CallFrame frame, UInt256* top)
    {
        if (!TryAccess(frame, top, out int account))
        {
            return ExitCode.OutOfGas;
        }

        Words.Set(top, (ulong)Code(frame, account).Length);
        return ExitCode.Continue;
    }

    public static ExitCode ExtCodeCopy(CallFrame frame, UInt256* top) =>
        TryAccess(frame, top, out int account)
            ? MemoryInstructions.CopyPadded(frame, top[-1], top[-2], top[-3], Code(frame, account).Span)
            : ExitCode.OutOfGas;

    /// <summary>EXTCODEHASH: zero for an account that is nothing, the hash of no bytes for one without code (EIP-1052).</summary>
    public static ExitCode ExtCodeHash(CallFrame frame, UInt256* top)
    {
        if (!TryAccess(frame, top, out int index))
        {
            return ExitCode.OutOfGas;
        }

        ref readonly AccountEntry account = ref frame.Machine.Journal.Account(index);
        Hash256 hash = account.IsEmpty ? default
            : account.CodeHash.IsZero ? frame.Machine.EmptyCodeHash
            : account.CodeHash;
        Words.Read((byte*)&hash, top);
        return ExitCode.Continue;
    }

    private static bool TryAccess(CallFrame frame, UInt256* word, out int account)
    {
        VirtualMachine machine = frame.Machine;
        account = machine.Journal.Load(Words.ToAddress(word));
        frame.GasLeft -= machine.AccessCost(account);
        return frame.GasLeft >= 0;
    }

    private static ReadOnlyMemory<byte> Code(CallFrame frame, int account)
    {
        Journal journal = frame.Machine.Journal;
        return journal.Code(journal.Account(account).CodeHash);
    }
}
