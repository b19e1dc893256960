namespace Ledger.Domain.Abi;

/// <summary>What a function may do with the state (ABI specification, "JSON").</summary>
public enum StateMutability
{
    /// <summary>Neither reads nor changes it.</summary>
    Pure,

    /// <summary>Reads it.</summary>
    View,

    /// <summary>Changes it, and refuses value.</summary>
    NonPayable,

    /// <summary>Changes it, and takes value.</summary>
    Payable,
}
