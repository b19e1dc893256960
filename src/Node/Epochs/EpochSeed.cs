using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Node.Epochs;

/// <summary>The agreed randomness of a block.</summary>
internal static class EpochSeed
{
    /// <summary>The seed of a header: the hash of what its proposer added as a draw, or of the header itself where it added none.</summary>
    public static Hash256 Of(BlockHeader header, IHashFunction hash) => HeaderCodec.Hash(header, hash);
}
