namespace Ledger.Domain.Transactions;

/// <summary>Why bytes are not a transaction. <see cref="None"/> means they are one.</summary>
public enum TransactionDecodeError
{
    /// <summary>The bytes are a transaction.</summary>
    None = 0,

    /// <summary>No bytes at all.</summary>
    Empty = 1,

    /// <summary>Longer than <see cref="TransactionCodec.MaxSizeBytes"/>.</summary>
    TooLarge = 2,

    /// <summary>Not canonical RLP of a known format: wrong nesting, field count, length or leading zeros.</summary>
    Malformed = 3,

    /// <summary>An EIP-2718 type that this ledger does not take.</summary>
    UnsupportedType = 4,

    /// <summary>A signature value outside its range: v, r or s, or an s above half the group order (EIP-2).</summary>
    InvalidSignature = 5,

    /// <summary>A blob transaction (EIP-4844): a consortium ledger carries no blobs.</summary>
    BlobsNotSupported = 6,
}
