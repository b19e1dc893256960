namespace Ledger.Domain.State;

/// <summary>One new version of a value of the world state.</summary>
/// <param name="Key">What is written.</param>
/// <param name="Value">Account: RLP [nonce, balance, code hash]. Storage: the shortest big-endian bytes.
/// Code: the code. Empty when the value ceases to exist.</param>
public readonly record struct StateWrite(StateKey Key, ReadOnlyMemory<byte> Value);
