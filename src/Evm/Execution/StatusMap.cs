using Ledger.Domain.Transactions;
using Ledger.Evm.Machine;

namespace Ledger.Evm.Execution;

/// <summary>From the end of a transaction's message to FISCO BCOS's status numbers.</summary>
internal static class StatusMap
{
    /// <summary>The status of a receipt.</summary>
    public static TransactionStatus ToStatus(ExitCode exit) => exit switch
    {
        ExitCode.Success => TransactionStatus.Success,
        ExitCode.Revert => TransactionStatus.Revert,
        ExitCode.OutOfGas or ExitCode.InvalidCode => TransactionStatus.OutOfGas,
        ExitCode.UndefinedInstruction or ExitCode.StaticModeViolation => TransactionStatus.BadInstruction,
        ExitCode.StackUnderflow => TransactionStatus.StackUnderflow,
        ExitCode.StackOverflow => TransactionStatus.OutOfStack,
        ExitCode.BadJumpDestination => TransactionStatus.BadJumpDestination,
        ExitCode.AddressCollision => TransactionStatus.AddressAlreadyUsed,
        ExitCode.PrecompileFailure => TransactionStatus.PrecompiledError,
        ExitCode.InsufficientBalance => TransactionStatus.NotEnoughCash,
        ExitCode.NoCode => TransactionStatus.CallAddressError,
        _ => TransactionStatus.Unknown,
    };
}
