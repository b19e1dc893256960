using Ledger.Domain.Primitives;

namespace Ledger.Domain.Transactions;

/// <summary>A transaction together with the account that signed it.</summary>
/// <param name="Transaction">The signed request.</param>
/// <param name="Sender">The account recovered from the signature.</param>
public sealed record VerifiedTransaction(Transaction Transaction, Address Sender)
{
    /// <summary>The transaction's hash.</summary>
    public Hash256 Hash => Transaction.Hash;
}
