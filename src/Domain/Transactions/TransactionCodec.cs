using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;

namespace Ledger.Domain.Transactions;

/// <summary>Reads and writes the bytes of transactions: Ethereum types 0, 1, 2 and 4, and FISCO BCOS 2.x.</summary>
/// <remarks>The bytes alone tell the lane: a first byte up to 0x7f is an EIP-2718 type, a list of nine items is Ethereum
/// legacy, a list of thirteen items is FISCO.</remarks>
public static class TransactionCodec
{
    /// <summary>The longest transaction accepted, in bytes.</summary>
    public const int MaxSizeBytes = 512 * 1024;

    private const byte TypeMax = 0x7f;
    private const byte ListPrefix = 0xc0;

    /// <summary>Decodes one transaction of either lane; total: any bytes give a transaction or an error.</summary>
    /// <param name="raw">The bytes; kept by the transaction, so the caller must not change them.</param>
    /// <param name="hash">The chain's hash function.</param>
    /// <param name="transaction">The transaction, <see langword="null"/> on error.</param>
    /// <returns><see cref="TransactionDecodeError.None"/>, or what is wrong.</returns>
    public static TransactionDecodeError TryDecode(
        ReadOnlyMemory<byte> raw, IHashFunction hash, out Transaction? transaction)
    {
        transaction = null;
        if (raw.IsEmpty)
        {
            return TransactionDecodeError.Empty;
        }

        if (raw.Length > MaxSizeBytes)
        {
            return TransactionDecodeError.TooLarge;
        }

        return raw.Span[0] switch
        {
            (byte)TransactionKind.AccessList => TypedFormat.TryDecode(TransactionKind.AccessList, raw, hash, out transaction),
            (byte)TransactionKind.DynamicFee => TypedFormat.TryDecode(TransactionKind.DynamicFee, raw, hash, out transaction),
            (byte)TransactionKind.SetCode => TypedFormat.TryDecode(TransactionKind.SetCode, raw, hash, out transaction),
            (byte)TransactionKind.Blob => TransactionDecodeError.BlobsNotSupported,
            <= TypeMax => TransactionDecodeError.UnsupportedType,
            < ListPrefix => TransactionDecodeError.Malformed,
            _ => TryDecodeList(raw, hash, out transaction),
        };
    }

    private static TransactionDecodeError TryDecodeList(
        ReadOnlyMemory<byte> raw, IHashFunction hash, out Transaction? transaction)
    {
        transaction = null;
        var reader = new RlpReader(raw.Span);
        if (!reader.TryReadOnlyList(out RlpReader fields) || !fields.TryCount(FiscoFormat.FieldCount, out int count))
        {
            return TransactionDecodeError.Malformed;
        }

        return count switch
        {
            LegacyFormat.FieldCount => LegacyFormat.TryDecode(raw, fields, hash, out transaction),
            FiscoFormat.FieldCount => FiscoFormat.TryDecode(raw, fields, hash, out transaction),
            _ => TransactionDecodeError.Malformed,
        };
    }
}
