namespace Ledger.Domain.Abi;

/// <summary>What a value is; several types share a kind.</summary>
public enum AbiValueKind
{
    /// <summary>A whole number from -2^255 to 2^256 - 1: integers, and fixed-point decimals before their division.</summary>
    Number,

    /// <summary>An account.</summary>
    Address,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Bytes, of a fixed number or not; a <c>function</c> is 24 of them.</summary>
    Bytes,

    /// <summary>A string, kept as the bytes that it was made of.</summary>
    Text,

    /// <summary>The elements of an array or the members of a tuple.</summary>
    List,
}
