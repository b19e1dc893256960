namespace Ledger.Evm.State;

/// <summary>What an undo record puts back.</summary>
internal enum UndoKind
{
    /// <summary>An account's balance.</summary>
    Balance,

    /// <summary>An account's nonce.</summary>
    Nonce,

    /// <summary>An account's code hash, as a number.</summary>
    Code,

    /// <summary>An account's flags.</summary>
    Flags,

    /// <summary>A slot's value.</summary>
    Storage,

    /// <summary>A slot's first access.</summary>
    SlotWarmth,

    /// <summary>A transient slot's value (EIP-1153).</summary>
    Transient,
}
