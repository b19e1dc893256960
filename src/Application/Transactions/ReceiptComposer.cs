using Ledger.Application.Contracts;
using Ledger.Application.Ports;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Application.Transactions;

/// <summary>Adds to a stored receipt what follows from it.</summary>
internal sealed class ReceiptComposer(TransactionDecoder decoder, CryptoSuite suite, RevertReader reverts)
{
    /// <summary>The receipt of a committed transaction.</summary>
    /// <param name="stored">The transaction with its place and receipt.</param>
    /// <param name="stateRoot">The state root of its block.</param>
    public ReceiptView Compose(StoredTransaction stored, Hash256 stateRoot)
    {
        TransactionView transaction = decoder.Decode(stored);
        Receipt receipt = stored.Receipt;
        return new ReceiptView(transaction, LogsBloom.Of(receipt.Logs, suite.Hash), stateRoot)
        {
            Revert = reverts.Read(receipt.Status, transaction.Transaction.To, receipt.Output),
        };
    }
}
