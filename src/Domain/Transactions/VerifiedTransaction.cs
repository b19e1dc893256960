using Ledger.Domain.Primitives;

namespace Ledger.Domain.Transactions;

/// <summary>A transaction together with the account that signed it.</summary>
/// <param name="Transaction">The signed request.</param>
/// <param name="Sender">The account recovered from the signature.</param>
public sealed record VerifiedTransaction(Transaction Transaction, Address Sender)
{
    /// <summary>The account that signed each authorization tuple (EIP-7702), <see langword="null"/> where a signature is not valid;
    /// the whole list is <see langword="null"/> where nobody recovered it yet: execution then does it.</summary>
    public IReadOnlyList<Address?>? Authorities { get; init; }

    /// <summary>The transaction's hash.</summary>
    public Hash256 Hash => Transaction.Hash;
}
