using Ledger.Application.Errors;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;

namespace Ledger.Application.Contracts;

/// <summary>Turns a call that did not succeed into an error of the registry.</summary>
public static class CallErrors
{
    /// <summary>The error of a failed call; a revert carries its bytes and, where Solidity made them, its words.</summary>
    public static LedgerError Of(CallResult result)
    {
        if (result.Status == TransactionStatus.Revert)
        {
            string? reason = RevertReason.Decode(result.Output.Span);
            return new LedgerError(ErrorCodes.ExecutionReverted, reason ?? "") { RevertData = result.Output };
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
