using Ledger.Domain.Primitives;

namespace Ledger.Evm.State;

/// <summary>One storage slot of the journal.</summary>
internal struct SlotEntry
{
    /// <summary>The journal's entry of the account.</summary>
    public int AccountIndex;

    /// <summary>The slot.</summary>
    public UInt256 Slot;

    /// <summary>The value before the transaction: "original" in EIP-2200.</summary>
    public UInt256 Original;

    /// <summary>The value now.</summary>
    public UInt256 Current;

    /// <summary>Whether it was accessed before (EIP-2929).</summary>
    public bool IsWarm;
}
