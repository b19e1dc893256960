namespace Ledger.Node.Pool;

/// <summary>What became of a submitted transaction. Append only: REST sends the names.</summary>
public enum SubmitCode
{
    /// <summary>In the pool; a receipt follows when its block is final.</summary>
    Accepted = 0,

    /// <summary>In the pool already: the same bytes came before. Not a failure.</summary>
    AlreadyKnown = 1,

    /// <summary>In the chain already.</summary>
    AlreadyInChain = 2,

    /// <summary>The bytes are not a transaction.</summary>
    Malformed = 3,

    /// <summary>A transaction type that the chain does not take.</summary>
    UnsupportedType = 4,

    /// <summary>The signature is not valid or not canonical.</summary>
    InvalidSignature = 5,

    /// <summary>Signed for another chain.</summary>
    WrongChainId = 6,

    /// <summary>Signed for another group.</summary>
    WrongGroupId = 7,

    /// <summary>Without EIP-155 chain id, which the group does not take.</summary>
    NotReplayProtected = 8,

    /// <summary>The nonce was used by an executed transaction of the sender, or the FISCO nonce within its window.</summary>
    NonceUsed = 9,

    /// <summary>The nonce lies further ahead than the pool keeps for one sender.</summary>
    NonceTooHigh = 10,

    /// <summary>Another pending transaction of the sender has this nonce.</summary>
    NonceTaken = 11,

    /// <summary>The FISCO block limit has passed or lies too far ahead.</summary>
    BlockLimit = 12,

    /// <summary>The gas limit does not cover the intrinsic cost.</summary>
    IntrinsicGasTooLow = 13,

    /// <summary>The gas limit is above the group's limit for one transaction.</summary>
    GasLimitTooHigh = 14,

    /// <summary>The balance does not cover the value.</summary>
    InsufficientFunds = 15,

    /// <summary>The tip cap is above the fee cap.</summary>
    TipAboveFeeCap = 16,

    /// <summary>Init code longer than EIP-3860 allows.</summary>
    InitCodeTooLarge = 17,

    /// <summary>The pool is full.</summary>
    PoolFull = 18,

    /// <summary>The sender has as many pending transactions as one sender may have.</summary>
    SenderQuota = 19,

    /// <summary>The node cannot take transactions now: it is syncing, stopping, or its store has fallen behind.</summary>
    NotReady = 20,

    /// <summary>The gas limit does not cover the floor of the data (EIP-7623).</summary>
    FloorGasTooLow = 21,

    /// <summary>A set-code transaction without a recipient (EIP-7702).</summary>
    SetCodeCreation = 22,

    /// <summary>A set-code transaction without authorizations (EIP-7702).</summary>
    EmptyAuthorizationList = 23,

    /// <summary>The change of sealers would leave the group without a live quorum.</summary>
    NoLiveQuorum = 24,
}
