namespace Ledger.Evm.Machine;

/// <summary>How an instruction, and with it perhaps a frame, ended. Values, not exceptions: halting is an expected outcome.</summary>
internal enum ExitCode
{
    /// <summary>The next instruction follows.</summary>
    Continue = 0,

    /// <summary>The frame waits for a child frame that <see cref="CallFrame.Request"/> describes.</summary>
    Suspend,

    /// <summary>STOP, RETURN or SELFDESTRUCT.</summary>
    Success,

    /// <summary>REVERT: state undone, the remaining gas returned.</summary>
    Revert,

    /// <summary>Gas ran out.</summary>
    OutOfGas,

    /// <summary>An opcode that the fork does not define, or INVALID.</summary>
    UndefinedInstruction,

    /// <summary>Fewer words on the stack than the instruction takes.</summary>
    StackUnderflow,

    /// <summary>More than 1024 words on the stack.</summary>
    StackOverflow,

    /// <summary>A jump to a byte that is not a JUMPDEST instruction.</summary>
    BadJumpDestination,

    /// <summary>A change of state inside a static call (EIP-214).</summary>
    StaticModeViolation,

    /// <summary>RETURNDATACOPY beyond the end of the return data (EIP-211).</summary>
    ReturnDataOutOfRange,

    /// <summary>The address of a new contract is taken (EIP-684, EIP-7610).</summary>
    AddressCollision,

    /// <summary>New code that is too long (EIP-170) or starts with 0xEF (EIP-3541).</summary>
    InvalidCode,

    /// <summary>A precompiled contract refused its input.</summary>
    PrecompileFailure,

    /// <summary>More than 1024 nested calls. The caller goes on.</summary>
    DepthExceeded,

    /// <summary>The caller does not own the value it sends. The caller goes on.</summary>
    InsufficientBalance,

    /// <summary>A callee without code where one is required (FISCO lane).</summary>
    NoCode,

    /// <summary>A tracer's budget is used up: what follows is worthless and ends soon.</summary>
    Interrupted,
}
