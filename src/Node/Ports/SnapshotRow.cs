namespace Ledger.Node.Ports;

/// <summary>One row of a state snapshot.</summary>
/// <param name="Key">Its key; the first byte says what it is.</param>
/// <param name="Value">Its value.</param>
public readonly record struct SnapshotRow(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value);
