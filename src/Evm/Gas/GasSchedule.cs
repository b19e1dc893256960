using Ledger.Domain.Governance;

namespace Ledger.Evm.Gas;

/// <summary>What execution costs under one fork, in gas.</summary>
/// <remarks>Each schedule is the previous one with the cells that an EIP changed: <see cref="GasSchedules"/>.</remarks>
internal sealed record GasSchedule
{
    /// <summary>The fork.</summary>
    public required Fork Fork { get; init; }

    /// <summary>What every execution of an opcode costs, by opcode; dynamic costs come on top.</summary>
    public required OpcodeCosts Base { get; init; }

    /// <summary>The first access of an account in a transaction, above the warm cost in <see cref="Base"/> (EIP-2929).</summary>
    public long ColdAccount { get; init; }

    /// <summary>The first access of a slot by SLOAD, above the warm cost in <see cref="Base"/> (EIP-2929).</summary>
    public long ColdSLoad { get; init; }

    /// <summary>The first access of a slot by SSTORE (EIP-2929).</summary>
    public long ColdSStore { get; init; }

    /// <summary>The first access of the beneficiary by SELFDESTRUCT (EIP-2929).</summary>
    public long ColdBeneficiary { get; init; }

    /// <summary>SSTORE that changes nothing, or not for the first time (EIP-2200).</summary>
    public required long SStoreNoop { get; init; }

    /// <summary>SSTORE from zero (EIP-2200).</summary>
    public required long SStoreSet { get; init; }

    /// <summary>SSTORE from a value (EIP-2200).</summary>
    public required long SStoreReset { get; init; }

    /// <summary>Refund for clearing a slot (EIP-2200, EIP-3529).</summary>
    public required long SStoreClearRefund { get; init; }

    /// <summary>Refund for SELFDESTRUCT (removed by EIP-3529).</summary>
    public required long SelfDestructRefund { get; init; }

    /// <summary>The refund is at most the gas used divided by this (EIP-3529).</summary>
    public required long RefundDivisor { get; init; }

    /// <summary>A word of init code (EIP-3860).</summary>
    public long InitCodeWord { get; init; }

    /// <summary>The longest init code in bytes (EIP-3860).</summary>
    public long InitCodeBytesMax { get; init; } = long.MaxValue;

    /// <summary>Whether accesses are cold or warm (EIP-2929).</summary>
    public bool HasAccessLists => Fork >= Fork.Berlin;

    /// <summary>Whether accounts may run another account's code (EIP-7702).</summary>
    public bool HasDelegations => Fork >= Fork.Prague;

    /// <summary>Whether call data sets the least gas used (EIP-7623).</summary>
    public bool HasDataFloor => Fork >= Fork.Prague;
}
