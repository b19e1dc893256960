using Ledger.Application.Ports;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Transactions;

namespace Ledger.Application.Transactions;

/// <summary>Reads back the bytes that the store keeps.</summary>
internal sealed class TransactionDecoder(CryptoSuite suite)
{
    /// <summary>Decodes a committed transaction; what was executed decodes, so a failure means a damaged store.</summary>
    public TransactionView Decode(StoredTransaction stored)
    {
        TransactionDecodeError error = TransactionCodec.TryDecode(stored.Raw, suite.Hash, out Transaction? transaction);
        return error == TransactionDecodeError.None && transaction is not null
            ? new TransactionView(transaction, stored.Sender, stored)
            : throw new InvalidOperationException($"The stored bytes of transaction {stored.Hash} do not decode: {error}.");
    }
}
