namespace Ledger.Domain.Transactions;

/// <summary>What became of the bytes of one transaction among many.</summary>
/// <param name="Transaction">The transaction, <see langword="null"/> on error.</param>
/// <param name="Error"><see cref="TransactionDecodeError.None"/>, or what is wrong.</param>
public readonly record struct DecodedTransaction(Transaction? Transaction, TransactionDecodeError Error);
