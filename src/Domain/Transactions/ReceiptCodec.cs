using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Transactions;

/// <summary>FISCO BCOS's 8-field receipt encoding (version 2.9 and later).</summary>
public static class ReceiptCodec
{
    /// <summary>Encodes a receipt in the block whose state root is given.</summary>
    public static byte[] Encode(Receipt receipt, in Hash256 stateRoot, IHashFunction hash) =>
        throw new NotImplementedException($"{receipt}{stateRoot}{hash}");

    /// <summary>The receipt's hash: a leaf of the receipts root.</summary>
    public static Hash256 Hash(Receipt receipt, in Hash256 stateRoot, IHashFunction hash) =>
        hash.Hash(Encode(receipt, stateRoot, hash));
}
