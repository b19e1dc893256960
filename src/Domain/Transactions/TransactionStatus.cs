namespace Ledger.Domain.Transactions;

/// <summary>The outcome of a transaction, with FISCO BCOS 2.x's numbers. Append only: the numbers are stored and sent.</summary>
public enum TransactionStatus
{
    /// <summary>Executed without error.</summary>
    Success = 0,

    /// <summary>Failed for a reason not listed.</summary>
    Unknown = 1,

    /// <summary>Not canonical RLP.</summary>
    BadRlp = 2,

    /// <summary>A format the chain does not take.</summary>
    InvalidFormat = 3,

    /// <summary>The gas limit does not cover the intrinsic cost.</summary>
    OutOfGasIntrinsic = 4,

    /// <summary>The signature is not valid.</summary>
    InvalidSignature = 5,

    /// <summary>The nonce is not the account's next one.</summary>
    InvalidNonce = 6,

    /// <summary>The sender's balance does not cover the value.</summary>
    NotEnoughCash = 7,

    /// <summary>Out of gas before execution.</summary>
    OutOfGasBase = 8,

    /// <summary>The gas limit exceeds the block's.</summary>
    BlockGasLimitReached = 9,

    /// <summary>An undefined or forbidden opcode.</summary>
    BadInstruction = 10,

    /// <summary>A jump to a place that is not a JUMPDEST.</summary>
    BadJumpDestination = 11,

    /// <summary>Out of gas during execution.</summary>
    OutOfGas = 12,

    /// <summary>The stack grew beyond 1024 words.</summary>
    OutOfStack = 13,

    /// <summary>The stack held too few words.</summary>
    StackUnderflow = 14,

    /// <summary>The FISCO nonce was used already.</summary>
    NonceCheckFail = 15,

    /// <summary>The block limit has passed or is too far ahead.</summary>
    BlockLimitCheckFail = 16,

    /// <summary>Refused by a filter.</summary>
    FilterCheckFail = 17,

    /// <summary>The sender may not deploy contracts.</summary>
    NoDeployPermission = 18,

    /// <summary>The sender may not call the contract.</summary>
    NoCallPermission = 19,

    /// <summary>The sender may not send transactions.</summary>
    NoTransactionPermission = 20,

    /// <summary>A precompiled or system contract failed.</summary>
    PrecompiledError = 21,

    /// <summary>The contract reverted.</summary>
    Revert = 22,

    /// <summary>A signature whose r and s are zero.</summary>
    InvalidZeroSignatureFormat = 23,

    /// <summary>The address of the new contract is taken.</summary>
    AddressAlreadyUsed = 24,

    /// <summary>Permission denied.</summary>
    PermissionDenied = 25,

    /// <summary>The called address has no contract.</summary>
    CallAddressError = 26,

    /// <summary>The gas computation overflowed.</summary>
    GasOverflow = 27,

    /// <summary>The transaction pool is full.</summary>
    PoolIsFull = 28,

    /// <summary>Refused by the node.</summary>
    TransactionRefused = 29,

    /// <summary>The contract is frozen.</summary>
    ContractFrozen = 30,

    /// <summary>The account is frozen.</summary>
    AccountFrozen = 31,

    /// <summary>The account's gas allowance is used up.</summary>
    NotEnoughRemainGas = 32,

    /// <summary>The pool holds the transaction already.</summary>
    AlreadyKnown = 10000,

    /// <summary>The chain holds the transaction already.</summary>
    AlreadyInChain = 10001,

    /// <summary>Signed for another chain.</summary>
    InvalidChainId = 10002,

    /// <summary>Signed for another group.</summary>
    InvalidGroupId = 10003,

    /// <summary>The node is not a member of the group.</summary>
    RequestNotBelongToTheGroup = 10004,

    /// <summary>The bytes are not a transaction.</summary>
    MalformedTransaction = 10005,

    /// <summary>The group's memory limit for pending transactions is reached.</summary>
    OverGroupMemoryLimit = 10006,
}
