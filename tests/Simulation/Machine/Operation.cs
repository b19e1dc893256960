namespace Ledger.Simulation.Machine;

/// <summary>What a transaction of the simulation does; the first byte of its data.</summary>
public enum Operation : byte
{
    /// <summary>Moves the value.</summary>
    Transfer = 0,

    /// <summary>Adds to a slot of the recipient: data is [operation, slot, amount].</summary>
    Count = 1,

    /// <summary>Copies a slot, plus the height, to another: data is [operation, to, from].</summary>
    Copy = 2,

    /// <summary>Fails, and is part of the block all the same.</summary>
    Fail = 3,
}
