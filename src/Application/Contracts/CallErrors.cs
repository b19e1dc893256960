using Ledger.Application.Errors;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;

namespace Ledger.Application.Contracts;

/// <summary>Turns a call that did not succeed into an error of the registry.</summary>
public static class CallErrors
{
    /// <summary>The error of a failed call; a revert carries its bytes and, where they are known, its words.</summary>
    /// <param name="result">The call.</param>
    /// <param name="reason">Why it reverted, where that can be told.</param>
    public static LedgerError Of(CallResult result, RevertReason? reason)
    {
        if (result.Status == TransactionStatus.Revert)
        {
            return new LedgerError(ErrorCodes.ExecutionReverted, reason?.Words ?? "") { RevertData = result.Output };
        }

        return new LedgerError(ErrorCodes.ExecutionFailed, $"{Words(result.Status)} after {result.GasUsed} gas");
    }

    private static string Words(TransactionStatus status) => status switch
    {
        TransactionStatus.OutOfGas => "out of gas",
        TransactionStatus.OutOfGasIntrinsic => "intrinsic gas too low",
        TransactionStatus.BadInstruction => "invalid opcode",
        TransactionStatus.BadJumpDestination => "invalid jump destination",
        TransactionStatus.OutOfStack => "stack limit reached",
        TransactionStatus.StackUnderflow => "stack underflow",
        TransactionStatus.NotEnoughCash => "insufficient funds for transfer",
        TransactionStatus.AddressAlreadyUsed => "contract address collision",
        _ => status.ToString(),
    };
}
