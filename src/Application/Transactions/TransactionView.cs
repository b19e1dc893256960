using Ledger.Application.Ports;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Application.Transactions;

/// <summary>A transaction as this node knows it: final in a block, or pending in the pool.</summary>
/// <param name="Transaction">The signed request, decoded.</param>
/// <param name="Sender">The account that signed.</param>
/// <param name="Stored">Its place and receipt; <see langword="null"/> while it is pending.</param>
public sealed record TransactionView(Transaction Transaction, Address Sender, StoredTransaction? Stored)
{
    /// <summary>Whether its block is final.</summary>
    public bool IsFinal => Stored is not null;
}
