using Ledger.Evm.Instructions;
using Ledger.Evm.Machine;

namespace Ledger.Evm.Tracing;

/// <summary>How a message failed, in the words of go-ethereum, because tools compare them.</summary>
internal static class ExitText
{
    private const byte ReservedFirstByte = 0xef;

    /// <summary>The words; <see langword="null"/> for success.</summary>
    /// <param name="exit">The end.</param>
    /// <param name="last">The last instruction that the message ran.</param>
    public static string? Of(in TraceExit exit, Opcode last) => exit.Exit switch
    {
        ExitCode.InvalidCode => exit.Refused.Length > 0 && exit.Refused[0] == ReservedFirstByte
            ? "invalid code: must not begin with 0xef"
            : "max code size exceeded",
        ExitCode.OutOfGas when !exit.Refused.IsEmpty => "contract creation code storage out of gas",
        _ => Of(exit.Exit, last),
    };

    /// <summary>The words; <see langword="null"/> for success.</summary>
    /// <param name="exit">The end.</param>
    /// <param name="last">The last instruction that the message ran.</param>
    public static string? Of(ExitCode exit, Opcode last) => exit switch
    {
        ExitCode.Continue or ExitCode.Suspend or ExitCode.Success => null,
        ExitCode.Revert => "execution reverted",
        ExitCode.OutOfGas => "out of gas",
        ExitCode.UndefinedInstruction => $"invalid opcode: {OpcodeNames.Of(last)}",
        ExitCode.StackUnderflow => "stack underflow",
        ExitCode.StackOverflow => "stack limit reached",
        ExitCode.BadJumpDestination => "invalid jump destination",
        ExitCode.StaticModeViolation => "write protection",
        ExitCode.ReturnDataOutOfRange => "return data out of bounds",
        ExitCode.AddressCollision => "contract address collision",
        ExitCode.PrecompileFailure => "precompiled contract refused its input",
        ExitCode.DepthExceeded => "max call depth exceeded",
        ExitCode.InsufficientBalance => "insufficient balance for transfer",
        ExitCode.NoCode => "no contract at the called address",
        ExitCode.Interrupted => "trace interrupted",
        _ => exit.ToString(),
    };
}
