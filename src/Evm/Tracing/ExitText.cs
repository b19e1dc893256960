using Ledger.Domain.Primitives;
using Ledger.Evm.Instructions;
using Ledger.Evm.Machine;

namespace Ledger.Evm.Tracing;

/// <summary>How a message failed, in the words of go-ethereum, because tools compare them.</summary>
internal static class ExitText
{
    private const byte ReservedFirstByte = 0xef;

    /// <summary>The words for a message; <see langword="null"/> for success.</summary>
    /// <param name="exit">The end.</param>
    /// <param name="stepError">What was said of the last instruction that it ran.</param>
    public static string? Of(in TraceExit exit, string? stepError) => exit.Exit switch
    {
        ExitCode.InvalidCode => exit.Refused.Length > 0 && exit.Refused[0] == ReservedFirstByte
            ? "invalid code: must not begin with 0xef"
            : "max code size exceeded",
        ExitCode.OutOfGas when !exit.Refused.IsEmpty => "contract creation code storage out of gas",
        ExitCode.UndefinedInstruction or ExitCode.StackUnderflow or ExitCode.StackOverflow => stepError,
        _ => Of(exit.Exit),
    };

    /// <summary>The words for an instruction; <see langword="null"/> when it did not fail.</summary>
    /// <param name="exit">How it ended.</param>
    /// <param name="opcode">The instruction.</param>
    /// <param name="frame">Its frame, as it stood before it.</param>
    public static unsafe string? Of(ExitCode exit, Opcode opcode, CallFrame frame)
    {
        Requirement required = frame.Machine.Dispatch.Requirements[(byte)opcode];
        long height = frame.Top - frame.StackBase;
        return exit switch
        {
            ExitCode.UndefinedInstruction => $"invalid opcode: {OpcodeNames.Of(opcode)}",
            ExitCode.StackUnderflow => $"stack underflow ({height} <=> {required.HeightBytesMin / UInt256.SizeBytes})",
            ExitCode.StackOverflow =>
                $"stack limit reached {height} ({(required.HeightBytesMin + required.HeightBytesSpan) / UInt256.SizeBytes})",
            _ => Of(exit),
        };
    }

    private static string? Of(ExitCode exit) => exit switch
    {
        ExitCode.Continue or ExitCode.Suspend or ExitCode.Success => null,
        ExitCode.Revert => "execution reverted",
        ExitCode.OutOfGas => "out of gas",
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
