using Ledger.Domain.Transactions;

namespace Ledger.Node.Execution;

/// <summary>An ordered transaction that cannot be part of its block: every node leaves it out alike.</summary>
/// <param name="Transaction">The transaction.</param>
/// <param name="Reason">Why.</param>
/// <param name="MayComeAgain">Whether a later block might take it (a nonce that is too high, a full block).</param>
public sealed record LeftTransaction(VerifiedTransaction Transaction, string Reason, bool MayComeAgain);
