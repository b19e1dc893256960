using Ledger.Consensus;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Node.Epochs;

/// <summary>The agreed randomness of a block.</summary>
internal static class EpochSeed
{
    /// <summary>What the header's proposer drew, or the header's hash where nobody drew: in groups that need no randomness, and where a
    /// view change left nothing but an empty block.</summary>
    public static Hash256 Of(BlockHeader header, CryptoSuite suite)
    {
        ReadOnlyMemory<byte> draw = GroupIdentity.DrawIn(header);
        return suite.VerifiableRandom is IVerifiableRandom random && draw.Length == random.ProofSizeBytes
            ? random.OutputOf(draw.Span)
            : HeaderCodec.Hash(header, suite.Hash);
    }
}
