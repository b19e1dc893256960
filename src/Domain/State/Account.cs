using Ledger.Domain.Primitives;

namespace Ledger.Domain.State;

/// <summary>What the world state keeps of one account.</summary>
/// <param name="Nonce">Transactions sent, or contracts created by a contract (EIP-2681 bounds it).</param>
/// <param name="Balance">Amount in wei.</param>
/// <param name="CodeHash">Hash of its code; zero when it has none.</param>
public readonly record struct Account(ulong Nonce, UInt256 Balance, Hash256 CodeHash)
{
    /// <summary>Whether the account is a contract.</summary>
    public bool HasCode => !CodeHash.IsZero;

    /// <summary>Whether nonce, balance and code are all nothing (EIP-161).</summary>
    public bool IsEmpty => Nonce == 0 && Balance.IsZero && !HasCode;

    /// <summary>The account in words.</summary>
    public override string ToString() => $"nonce {Nonce}, balance {Balance}, code {CodeHash}";
}
