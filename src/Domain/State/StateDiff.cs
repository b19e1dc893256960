using Ledger.Domain.Primitives;

namespace Ledger.Domain.State;

/// <summary>The changes of one execution against the view it read: final values only, each key once.</summary>
public sealed class StateDiff
{
    /// <summary>Accounts written; <see langword="null"/> means the account ceased to exist.</summary>
    public Dictionary<Address, Account?> Accounts { get; } = [];

    /// <summary>Storage slots written; zero clears the slot.</summary>
    public Dictionary<(Address Address, UInt256 Slot), UInt256> Storage { get; } = [];

    /// <summary>Code deployed, by its hash.</summary>
    public Dictionary<Hash256, ReadOnlyMemory<byte>> Code { get; } = [];

    /// <summary>Accounts whose whole storage was wiped (SELFDESTRUCT before Cancun, or creation and destruction in one transaction).</summary>
    public HashSet<Address> WipedStorage { get; } = [];

    /// <summary>Whether nothing changed.</summary>
    public bool IsEmpty => Accounts.Count == 0 && Storage.Count == 0 && Code.Count == 0 && WipedStorage.Count == 0;
}
