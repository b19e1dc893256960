namespace Ledger.Evm;

/// <summary>Why a transaction cannot be part of a block at all. <see cref="None"/> means it can, whatever its receipt says.</summary>
public enum TransactionRefusal
{
    /// <summary>It can.</summary>
    None = 0,

    /// <summary>Its nonce is below the account's.</summary>
    NonceTooLow = 1,

    /// <summary>Its nonce is above the account's.</summary>
    NonceTooHigh = 2,

    /// <summary>The balance does not cover the value (and the gas, where gas is paid).</summary>
    InsufficientFunds = 3,

    /// <summary>The gas limit does not cover the intrinsic cost.</summary>
    IntrinsicGasTooLow = 4,

    /// <summary>The gas limit is above the block's.</summary>
    GasLimitTooHigh = 5,

    /// <summary>The fee cap is below the base fee.</summary>
    FeeCapTooLow = 6,

    /// <summary>The tip cap is above the fee cap.</summary>
    TipAboveFeeCap = 7,

    /// <summary>Init code longer than EIP-3860 allows.</summary>
    InitCodeTooLarge = 8,

    /// <summary>The sender has code that is not a delegation (EIP-3607, EIP-7702).</summary>
    SenderHasCode = 9,

    /// <summary>A transaction type unknown to the fork.</summary>
    TypeNotSupported = 10,

    /// <summary>The account's nonce is at its greatest value (EIP-2681).</summary>
    NonceOverflow = 11,

    /// <summary>A set-code transaction without a recipient (EIP-7702).</summary>
    SetCodeCreation = 12,

    /// <summary>A set-code transaction without authorizations (EIP-7702).</summary>
    EmptyAuthorizationList = 13,

    /// <summary>The gas limit does not cover the floor of the data (EIP-7623).</summary>
    FloorGasTooLow = 14,
}
