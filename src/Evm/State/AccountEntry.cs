using Ledger.Domain.Primitives;
using Ledger.Domain.State;

namespace Ledger.Evm.State;

/// <summary>One account of the journal: as the view gave it and as it is now.</summary>
internal struct AccountEntry
{
    /// <summary>Whose entry it is.</summary>
    public Address Address;

    /// <summary>What the view said, empty when there was none.</summary>
    public Account Original;

    /// <summary>Whether the view had the account.</summary>
    public bool Existed;

    /// <summary>The nonce now.</summary>
    public ulong Nonce;

    /// <summary>The balance now, in wei.</summary>
    public UInt256 Balance;

    /// <summary>The code hash now; zero without code.</summary>
    public Hash256 CodeHash;

    /// <summary>What happened to it.</summary>
    public AccountFlags Flags;

    /// <summary>Whether the account is nothing to EIP-161: "dead".</summary>
    public readonly bool IsEmpty => Nonce == 0 && Balance.IsZero && CodeHash.IsZero;
}
