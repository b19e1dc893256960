using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Transactions;

/// <summary>Reads and writes the bytes of transactions: Ethereum types 0, 1, 2 and 4, and FISCO BCOS 2.x.</summary>
/// <remarks>The bytes alone tell the lane: a first byte up to 0x7f is an EIP-2718 type, a list of nine items is Ethereum
/// legacy, a list of thirteen items is FISCO.</remarks>
public static class TransactionCodec
{
    /// <summary>The longest transaction accepted, in bytes.</summary>
    public const int MaxSizeBytes = 512 * 1024;

    // The transaction's own hash and the one that was signed.
    private const int DigestsEach = 2;
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
        using var digests = new HashBatch(DigestsEach, DigestsEach * raw.Length);
        TransactionDecodeError error = TryRead(raw, digests, hash, out transaction);
        if (transaction is not null)
        {
            Hash256[] hashes = digests.Hash(hash);
            transaction.SetDigests(hashes[0], hashes[1]);
        }

        return error;
    }

    /// <summary>Decodes many, as <see cref="TryDecode"/> does one, and hashes them together.</summary>
    /// <param name="raws">The bytes of each; kept by the transactions, so the caller must not change them.</param>
    /// <param name="hash">The chain's hash function.</param>
    /// <returns>In the order of <paramref name="raws"/>.</returns>
    public static DecodedTransaction[] DecodeEach(IReadOnlyList<ReadOnlyMemory<byte>> raws, IHashFunction hash)
    {
        using var digests = new HashBatch(DigestsEach * raws.Count, DigestsEach * raws.Sum(raw => raw.Length));
        var decoded = new DecodedTransaction[raws.Count];
        for (int i = 0; i < decoded.Length; i++)
        {
            TransactionDecodeError error = TryRead(raws[i], digests, hash, out Transaction? transaction);
            decoded[i] = new DecodedTransaction(transaction, error);
        }

        Hash256[] hashes = digests.Hash(hash);
        int next = 0;
        foreach (DecodedTransaction item in decoded)
        {
            if (item.Transaction is Transaction transaction)
            {
                transaction.SetDigests(hashes[next], hashes[next + 1]);
                next += DigestsEach;
            }
        }

        return decoded;
    }

    /// <summary>Decodes many that come together, from one peer or one block: all of them, or none.</summary>
    /// <param name="raws">The bytes of each; kept by the transactions, so the caller must not change them.</param>
    /// <param name="hash">The chain's hash function.</param>
    /// <param name="transactions">In the order of <paramref name="raws"/>; empty on error.</param>
    /// <param name="error">What is wrong with the first that cannot be decoded.</param>
    public static bool TryDecodeAll(
        IReadOnlyList<ReadOnlyMemory<byte>> raws,
        IHashFunction hash,
        out Transaction[] transactions,
        out TransactionDecodeError error)
    {
        DecodedTransaction[] decoded = DecodeEach(raws, hash);
        error = decoded.FirstOrDefault(item => item.Error != TransactionDecodeError.None).Error;
        transactions = error == TransactionDecodeError.None ? [.. decoded.Select(item => item.Transaction!)] : [];
        return error == TransactionDecodeError.None;
    }

    private static TransactionDecodeError TryRead(
        ReadOnlyMemory<byte> raw, HashBatch digests, IHashFunction hash, out Transaction? transaction)
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
            (byte)TransactionKind.AccessList => TypedFormat.TryDecode(TransactionKind.AccessList, raw, digests, hash, out transaction),
            (byte)TransactionKind.DynamicFee => TypedFormat.TryDecode(TransactionKind.DynamicFee, raw, digests, hash, out transaction),
            (byte)TransactionKind.SetCode => TypedFormat.TryDecode(TransactionKind.SetCode, raw, digests, hash, out transaction),
            (byte)TransactionKind.Blob => TransactionDecodeError.BlobsNotSupported,
            <= TypeMax => TransactionDecodeError.UnsupportedType,
            < ListPrefix => TransactionDecodeError.Malformed,
            _ => TryReadList(raw, digests, out transaction),
        };
    }

    private static TransactionDecodeError TryReadList(
        ReadOnlyMemory<byte> raw, HashBatch digests, out Transaction? transaction)
    {
        transaction = null;
        var reader = new RlpReader(raw.Span);
        if (!reader.TryReadOnlyList(out RlpReader fields) || !fields.TryCount(FiscoFormat.FieldCount, out int count))
        {
            return TransactionDecodeError.Malformed;
        }

        return count switch
        {
            LegacyFormat.FieldCount => LegacyFormat.TryDecode(raw, fields, digests, out transaction),
            FiscoFormat.FieldCount => FiscoFormat.TryDecode(raw, fields, digests, out transaction),
            _ => TransactionDecodeError.Malformed,
        };
    }
}
